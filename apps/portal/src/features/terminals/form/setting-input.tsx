import type { SettingField } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { describedBy, Field, Input, inputLook } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { Switch } from '@/components/ui/switch.tsx';

interface SettingInputProps {
  readonly field: SettingField;
  readonly value: string | boolean;
  readonly error: string | null;
  /** A secret that is stored already. */
  readonly stored: boolean;
  readonly onChange: (value: string | boolean) => void;
}

/** One control, as its setting asks for. */
export function SettingInput({ field, value, error, stored, onChange }: SettingInputProps) {
  const t = useTranslations('TerminalForm');
  const id = `setting-${field.key}`;
  const hint = field.hint ?? undefined;
  const told = { 'aria-invalid': error !== null, 'aria-describedby': describedBy(id, { hint, error }) };
  if (field.kind === 'switch') {
    return (
      <div className="flex items-start gap-3">
        <Switch id={id} checked={value === true} onChange={(event) => onChange(event.target.checked)} aria-describedby={told['aria-describedby']} />
        <div className="min-w-0">
          <label htmlFor={id} className="cursor-pointer font-medium">
            {field.label}
          </label>
          {hint !== undefined && (
            <p id={`${id}-hint`} className="text-sm text-text-faint">
              {hint}
            </p>
          )}
        </div>
      </div>
    );
  }
  const text = typeof value === 'string' ? value : '';
  // Of a choice something always is chosen.
  const mustHave = field.required || field.kind === 'choice';
  return (
    <Field id={id} label={mustHave ? field.label : `${field.label} ${t('optional')}`} error={error} hint={hint}>
      <Control field={field} id={id} text={text} stored={stored} onChange={onChange} told={told} />
    </Field>
  );
}

interface ControlProps {
  readonly field: SettingField;
  readonly id: string;
  readonly text: string;
  readonly stored: boolean;
  readonly onChange: (value: string) => void;
  readonly told: { readonly 'aria-invalid': boolean; readonly 'aria-describedby': string | undefined };
}

function Control({ field, id, text, stored, onChange, told }: ControlProps) {
  const t = useTranslations('TerminalForm');
  const mono = field.kind === 'path' || field.kind === 'list';
  if (field.kind === 'choice')
    return <Select id={id} value={text} options={field.options} onChange={(event) => onChange(event.target.value)} {...told} />;
  if (field.kind === 'list') {
    return (
      <textarea
        id={id}
        rows={3}
        value={text}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        className={cn(inputLook, 'px-3 py-1.5 font-mono text-sm')}
        {...told}
      />
    );
  }
  const input = (
    <Input
      id={id}
      type={field.secret ? 'password' : 'text'}
      inputMode={field.kind === 'number' ? 'decimal' : undefined}
      value={text}
      maxLength={field.maxLength ?? undefined}
      placeholder={stored ? t('secretStored') : (field.placeholder ?? undefined)}
      autoComplete={field.secret ? 'new-password' : 'off'}
      autoCapitalize="none"
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
      className={mono ? 'font-mono text-sm' : undefined}
      {...told}
    />
  );
  if (field.unit === null) return input;
  return (
    <span className="flex items-center gap-2">
      <span className="w-28">{input}</span>
      <span className="text-text-soft">{field.unit}</span>
    </span>
  );
}
