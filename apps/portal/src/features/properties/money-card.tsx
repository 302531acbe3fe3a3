'use client';
import type { PortalPropertyDetail } from '@payport/contracts';
import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Field } from '@/components/ui/field.tsx';
import { OptionList } from '@/components/ui/option-list.tsx';
import { Select } from '@/components/ui/select.tsx';
import { useCurrencyOptions } from '@/features/property/fields/use-currency-options.ts';
import { EditCard } from './edit-card.tsx';
import { usePropertyChange } from './use-property.ts';

/** In which money guests pay. */
export function MoneyCard({ property }: { property: PortalPropertyDetail }) {
  const t = useTranslations('PropertyForm');
  const { busy, saved, failure, save, touch } = usePropertyChange(property.id);
  const [currency, setCurrency] = useState(property.currency);
  const [accepted, setAccepted] = useState<readonly string[]>(property.currencies);
  const options = useCurrencyOptions(property.currencies);
  const chosen = [currency, ...accepted.filter((one) => one !== currency)];
  return (
    <EditCard
      id="money"
      title={t('money')}
      may={property.may.edit}
      facts={[
        { label: t('currency'), value: property.currency },
        { label: t('currencies'), value: property.currencies.join(', ') },
      ]}
      busy={busy}
      saved={saved}
      failure={failure}
      onTouch={touch}
      onSave={() => void save({ currency, currencies: chosen })}
    >
      <Field id="currency" label={t('currency')} hint={t('currencyHint')} error={failure.fields['/currency'] ?? null}>
        <Select
          id="currency"
          value={currency}
          onChange={(event) => setCurrency(event.target.value)}
          options={options}
          aria-describedby="currency-hint"
        />
      </Field>
      <details className="group rounded-md border border-line">
        <summary className="flex min-h-9 items-center gap-2 px-3 py-1.5 font-medium">
          {t('currencies')}
          <span className="min-w-0 flex-1 truncate text-right font-normal text-text-soft">{chosen.join(', ')}</span>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-text-faint transition-transform group-open:rotate-180" />
        </summary>
        <div className="grid border-t border-line p-1.5">
          <OptionList legend={t('currenciesNote')} options={options} chosen={chosen} onChange={setAccepted} />
        </div>
      </details>
    </EditCard>
  );
}
