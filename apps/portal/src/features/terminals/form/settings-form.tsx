import type { SettingField } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { SettingInput } from './setting-input.tsx';
import { askedFields, type SettingValues } from './setting-values.ts';

interface SettingsFormProps {
  readonly form: readonly SettingField[];
  readonly values: SettingValues;
  /** Words for what is wrong, by field. */
  readonly errors: Readonly<Record<string, string>>;
  readonly secretsSet: readonly string[];
  readonly onChange: (values: SettingValues) => void;
}

/** The controls that a driver's own schema describes. What hotels rarely touch is folded away, unless something is wrong there. */
export function SettingsForm({ form, values, errors, secretsSet, onChange }: SettingsFormProps) {
  const t = useTranslations('TerminalForm');
  const asked = askedFields(form, values);
  const shown = asked.filter(({ advanced }) => !advanced);
  const folded = asked.filter(({ advanced }) => advanced);
  const wrongInside = folded.some(({ key }) => errors[key] !== undefined);
  const input = (field: SettingField) => (
    <SettingInput
      key={field.key}
      field={field}
      value={values[field.key] ?? ''}
      error={errors[field.key] ?? null}
      stored={secretsSet.includes(field.key)}
      onChange={(value) => onChange({ ...values, [field.key]: value })}
    />
  );
  return (
    <div className="grid gap-6">
      <Groups fields={shown} input={input} />
      {folded.length > 0 && (
        <details open={wrongInside || undefined} className="group rounded-md border border-line">
          <summary className="rounded-md px-4 py-2.5 font-medium text-text-soft hover:bg-hover hover:text-text">
            {t('advanced', { count: folded.length })}
          </summary>
          <div className="border-t border-line px-4 py-4">
            <Groups fields={folded} input={input} />
          </div>
        </details>
      )}
    </div>
  );
}

function Groups({ fields, input }: { fields: readonly SettingField[]; input: (field: SettingField) => React.ReactNode }) {
  const groups = [...new Set(fields.map(({ group }) => group))];
  return (
    <>
      {groups.map((group) => (
        <fieldset key={group ?? ''} className="min-w-0">
          {group !== null && <legend className="overline-label mb-3">{group}</legend>}
          <div className="grid gap-5 sm:grid-cols-2">{fields.filter((field) => field.group === group).map(input)}</div>
        </fieldset>
      ))}
    </>
  );
}
