import { useTranslations } from 'next-intl';
import { describedBy, Field, Input } from '@/components/ui/field.tsx';
import type { LabelValues } from './label-values.ts';

interface LabelsFormProps {
  readonly values: LabelValues;
  readonly errors: Partial<Record<keyof LabelValues, string>>;
  /** The device has said its number in the link test. */
  readonly knownTid: string | null;
  readonly onChange: (values: LabelValues) => void;
}

const MONO: readonly (keyof LabelValues)[] = ['tid', 'mid'];

/** Name, the bank's numbers, and who sees the terminal first. */
export function LabelsForm({ values, errors, knownTid, onChange }: LabelsFormProps) {
  const t = useTranslations('TerminalForm');
  const hints = {
    name: t('nameHint'),
    tid: knownTid === null ? t('tidHint') : t('tidKnown', { tid: knownTid }),
    mid: t('midHint'),
    workstations: t('workstationsHint'),
    settleAt: t('settleAtHint'),
  };
  const labels = { name: t('name'), tid: 'TID', mid: 'MID', workstations: t('workstations'), settleAt: t('settleAt') };
  const input = (key: keyof LabelValues, more: { maxLength?: number; type?: string; placeholder?: string } = {}) => {
    const error = errors[key] ?? null;
    const required = key === 'name' || key === 'tid';
    return (
      <Field key={key} id={`label-${key}`} label={required ? labels[key] : `${labels[key]} ${t('optional')}`} hint={hints[key]} error={error}>
        <Input
          id={`label-${key}`}
          value={values[key]}
          onChange={(event) => onChange({ ...values, [key]: event.target.value })}
          aria-invalid={error !== null}
          aria-describedby={describedBy(`label-${key}`, { hint: hints[key], error })}
          autoComplete="off"
          className={MONO.includes(key) ? 'font-mono text-sm' : undefined}
          {...more}
        />
      </Field>
    );
  };
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <div className="sm:col-span-2">{input('name', { maxLength: 80, placeholder: t('nameExample') })}</div>
      {input('tid', { maxLength: 16 })}
      {input('mid', { maxLength: 32 })}
      {input('workstations', { placeholder: 'RECEPTION-1, RECEPTION-2' })}
      {input('settleAt', { type: 'time' })}
    </div>
  );
}
