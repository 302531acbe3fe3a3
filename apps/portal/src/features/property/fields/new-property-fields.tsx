'use client';
import { useTranslations } from 'next-intl';
import { describedBy, Field, Input } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { useCurrencyOptions } from './use-currency-options.ts';
import { TimeZoneSelect } from './time-zone-select.tsx';
import { ownTimeZone } from './time-zones.ts';

export interface NewPropertyValues {
  readonly name: string;
  readonly legalEntity: string | null;
  readonly city: string | null;
  readonly timeZone: string;
  readonly currency: string;
}

const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

/** What the fields below hold. */
export const readNewProperty = (form: FormData): NewPropertyValues => ({
  name: textOf(form, 'property-name'),
  legalEntity: textOf(form, 'property-legalEntity') || null,
  city: textOf(form, 'property-city') || null,
  timeZone: textOf(form, 'property-timeZone'),
  currency: textOf(form, 'property-currency'),
});

interface NewPropertyFieldsProps {
  /** What is wrong with a field, by its name. */
  readonly faults: Readonly<Record<string, string | undefined>>;
}

/** A hotel, as much as is needed to begin with. */
export function NewPropertyFields({ faults }: NewPropertyFieldsProps) {
  const t = useTranslations('PropertyForm');
  const currencies = useCurrencyOptions();
  const text = (name: 'name' | 'legalEntity' | 'city', more: { hint?: string; maxLength: number; placeholder?: string }) => {
    const id = `property-${name}`;
    const error = faults[name] ?? null;
    const { hint, ...rest } = more;
    return (
      <Field id={id} label={name === 'name' ? t(name) : `${t(name)} ${t('optional')}`} hint={hint} error={error}>
        <Input
          id={id}
          name={id}
          autoComplete="off"
          fit="h-11 px-3"
          aria-invalid={error !== null}
          aria-describedby={describedBy(id, { hint, error })}
          {...rest}
        />
      </Field>
    );
  };
  return (
    <div className="grid gap-4">
      {text('name', { maxLength: 120, placeholder: t('nameExample') })}
      {text('legalEntity', { maxLength: 200, placeholder: t('legalEntityExample'), hint: t('legalEntityHint') })}
      <div className="grid gap-4 sm:grid-cols-2">
        {text('city', { maxLength: 80 })}
        <Field id="property-currency" label={t('currency')} error={faults['currency'] ?? null}>
          <Select id="property-currency" name="property-currency" tall defaultValue="RUB" options={currencies} />
        </Field>
      </div>
      <Field id="property-timeZone" label={t('timeZone')} hint={t('timeZoneHint')} error={faults['timeZone'] ?? null}>
        <TimeZoneSelect
          id="property-timeZone"
          name="property-timeZone"
          fit="h-11"
          chosen={ownTimeZone()}
          aria-describedby={describedBy('property-timeZone', { hint: t('timeZoneHint'), error: faults['timeZone'] ?? null })}
        />
      </Field>
    </div>
  );
}
