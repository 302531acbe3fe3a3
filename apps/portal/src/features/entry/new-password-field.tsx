'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { describedBy, Field } from '@/components/ui/field.tsx';
import { PasswordInput } from '@/components/ui/password-input.tsx';
import { advise, type Strength } from './lib/password-strength.ts';

const BARS: Readonly<Record<Strength, number>> = { short: 1, weak: 2, fair: 3, good: 4 };
const FILL: Readonly<Record<Strength, string>> = {
  short: 'bg-declined-ink',
  weak: 'bg-held-ink',
  fair: 'bg-held-ink',
  good: 'bg-approved-ink',
};

interface NewPasswordFieldProps {
  readonly error: string | null;
  /** E-mail, name, hotel: guessed first, so they should not be in it. */
  readonly own: readonly string[];
}

/** A password that is being thought up: how good it is, and what would make it better, while it is typed. */
export function NewPasswordField({ error, own }: NewPasswordFieldProps) {
  const t = useTranslations('Password');
  const [password, setPassword] = useState('');
  const { strength, advice, missing } = advise(password, own);
  const words = password === '' ? t('rule') : advice === null ? t('good') : t(`advice.${advice}`, { missing });
  return (
    <Field id="password" label={t('label')} error={error}>
      <PasswordInput
        id="password"
        name="password"
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        showLabel={t('show')}
        hideLabel={t('hide')}
        aria-invalid={error !== null}
        aria-describedby={describedBy('password', { hint: words, error })}
      />
      <div aria-hidden className="flex gap-1">
        {[1, 2, 3, 4].map((bar) => (
          <span
            key={bar}
            className={cn('h-1 flex-1 rounded-full transition-colors', password !== '' && bar <= BARS[strength] ? FILL[strength] : 'bg-line')}
          />
        ))}
      </div>
      <p id="password-hint" className="text-sm text-text-soft">
        {words}
      </p>
    </Field>
  );
}
