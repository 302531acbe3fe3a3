'use client';
import type { PortalPropertyDetail } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { formatMoney } from '@/format/money.ts';
import { EditCard } from './edit-card.tsx';
import { limitText } from './lib/limit-text.ts';
import { LineField } from './line-field.tsx';
import { usePropertyChange } from './use-property.ts';

/** How much may go through at once. The gateway keeps these limits, whatever Sonata asks for. */
export function LimitsCard({ property }: { property: PortalPropertyDetail }) {
  const t = useTranslations('PropertyForm');
  const locale = useLocale();
  const { busy, saved, failure, save, touch } = usePropertyChange(property.id);
  const { limits, may } = property;
  const shown = (amount: string | null, currency: string) => (amount === null ? null : formatMoney(amount, currency, locale));
  const read = (form: FormData, id: string) => limitText(String(form.get(id) ?? ''));
  return (
    <EditCard
      id="limits"
      title={t('limits')}
      note={may.editLegal ? t('limitsNote') : t('ownerOnly')}
      may={may.editLegal}
      facts={limits.flatMap(({ currency, maxSale, maxRefund }) => [
        { label: t('maxSale', { currency }), value: shown(maxSale, currency) ?? t('noLimit') },
        { label: t('maxRefund', { currency }), value: shown(maxRefund, currency) ?? t('noLimit') },
      ])}
      busy={busy}
      saved={saved}
      failure={failure}
      onTouch={touch}
      onSave={(form) =>
        void save({
          limits: limits.map(({ currency }) => ({
            currency,
            maxSale: read(form, `maxSale-${currency}`),
            maxRefund: read(form, `maxRefund-${currency}`),
          })),
        })
      }
    >
      {limits.map(({ currency, maxSale, maxRefund }, i) => (
        <div key={currency} className="grid gap-4 sm:grid-cols-2">
          <LineField
            id={`maxSale-${currency}`}
            label={t('maxSale', { currency })}
            placeholder={t('noLimit')}
            inputMode="decimal"
            defaultValue={maxSale ?? ''}
            className="figures"
            error={failure.fields[`/limits/${i}/maxSale`]}
          />
          <LineField
            id={`maxRefund-${currency}`}
            label={t('maxRefund', { currency })}
            placeholder={t('noLimit')}
            inputMode="decimal"
            defaultValue={maxRefund ?? ''}
            className="figures"
            error={failure.fields[`/limits/${i}/maxRefund`]}
          />
        </div>
      ))}
    </EditCard>
  );
}
