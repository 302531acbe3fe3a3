'use client';
import type { PortalFeeTariff } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { LineField } from '../../properties/line-field.tsx';
import { decimalOf, decimalOrNull, lineOf } from '../lib/settings-form.ts';
import { SettingsDialog } from './settings-dialog.tsx';
import { useFieldWords } from './use-field-words.ts';
import type { SettingsChange } from './use-settings.ts';

const METHODS: readonly PortalFeeTariff['method'][] = ['any', 'card', 'sbp'];

interface TariffDialogProps {
  readonly today: string;
  readonly change: SettingsChange;
  readonly onClose: () => void;
}

/** A tariff from a day on. */
export function TariffDialog({ today, change: { tariff }, onClose }: TariffDialogProps) {
  const t = useTranslations('ReconSettings');
  const wrong = useFieldWords(tariff.error);
  const save = (form: FormData): void =>
    tariff.mutate(
      {
        acquirer: lineOf(form, 'acquirer'),
        product: lineOf(form, 'product'),
        method: METHODS.find((method) => method === form.get('method')) ?? 'any',
        validFrom: lineOf(form, 'validFrom'),
        validTo: lineOf(form, 'validTo') || null,
        ratePercent: decimalOf(form, 'ratePercent'),
        fixed: decimalOf(form, 'fixed') || '0',
        min: decimalOrNull(form, 'min'),
        max: decimalOrNull(form, 'max'),
        refundsFee: form.get('refundsFee') !== null,
      },
      { onSuccess: onClose },
    );
  const money = (name: 'fixed' | 'min' | 'max') => (
    <LineField id={name} label={t(`tariffs.${name}`)} inputMode="decimal" className="figures" error={wrong(name)} />
  );
  return (
    <SettingsDialog
      title={t('tariffs.add')}
      means={t('tariffs.means')}
      pending={tariff.isPending}
      error={tariff.error}
      onClose={onClose}
      onForm={save}
    >
      <LineField id="validFrom" type="date" label={t('tariffs.validFrom')} defaultValue={today} className="figures" error={wrong('validFrom')} />
      <LineField id="validTo" type="date" label={t('tariffs.validTo')} hint={t('tariffs.validToHint')} className="figures" error={wrong('validTo')} />
      <LineField id="ratePercent" label={t('tariffs.ratePercent')} inputMode="decimal" className="figures" error={wrong('ratePercent')} />
      {money('fixed')}
      {money('min')}
      {money('max')}
      <Field id="method" label={t('tariffs.method')} error={wrong('method') ?? null}>
        <Select
          id="method"
          name="method"
          defaultValue="any"
          options={METHODS.map((method) => ({ value: method, label: t(`tariffs.methods.${method}`) }))}
        />
      </Field>
      <LineField id="product" label={t('tariffs.product')} hint={t('tariffs.productHint')} error={wrong('product')} />
      <LineField id="acquirer" label={t('tariffs.acquirer')} hint={t('tariffs.acquirerHint')} error={wrong('acquirer')} />
      <label className="flex items-start gap-2 text-sm sm:col-span-2">
        <input type="checkbox" name="refundsFee" className="mt-0.5 size-4 accent-brand" />
        {t('tariffs.refundsFee')}
      </label>
    </SettingsDialog>
  );
}
