'use client';
import type { PortalDriver } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { StepButtons } from './step-buttons.tsx';
import type { Setup } from './use-setup.ts';

interface DriverStepProps {
  readonly setup: Setup;
  readonly drivers: readonly PortalDriver[];
  readonly properties: readonly { readonly id: string; readonly name: string }[];
}

/** Which bank's software, and in which hotel. */
export function DriverStep({ setup, drivers, properties }: DriverStepProps) {
  const t = useTranslations('TerminalSetup');
  const operations = useTranslations('Operation');
  return (
    <form
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        setup.setStep('connection');
      }}
    >
      {properties.length > 1 && (
        <div className="max-w-sm">
          <Field id="setup-property" label={t('property')} error={null}>
            <Select
              id="setup-property"
              required
              value={setup.propertyId}
              placeholder={t('chooseProperty')}
              onChange={(event) => setup.chooseProperty(event.target.value)}
              options={properties.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
        </div>
      )}
      <fieldset className="grid gap-3 sm:grid-cols-2">
        <legend className="mb-2 text-sm font-medium text-text-soft">{t('chooseDriver')}</legend>
        {drivers.map((driver) => (
          <label
            key={driver.id}
            className="flex cursor-pointer items-start gap-3 rounded-lg border border-line-strong px-4 py-3 hover:bg-hover has-checked:border-brand has-checked:bg-brand-soft has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-focus"
          >
            <input
              type="radio"
              name="driver"
              value={driver.id}
              checked={setup.driver?.id === driver.id}
              onChange={() => setup.chooseDriver(driver)}
              className="mt-1 size-4 shrink-0 outline-none"
            />
            <span className="min-w-0">
              <span className="block font-medium">{driver.title}</span>
              <span className="mt-1.5 flex flex-wrap gap-1">
                {driver.operations.map((operation) => (
                  <Badge key={operation}>{operations(operation)}</Badge>
                ))}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <StepButtons label={t('next')} />
    </form>
  );
}
