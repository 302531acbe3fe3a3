'use client';
import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Field, Input } from '@/components/ui/field.tsx';
import type { FieldFaults } from './sign-in-errors.ts';

/** A password that can be looked at: most wrong ones are typed in the wrong keyboard layout. */
export function PasswordField({ fault }: { fault: FieldFaults['password'] }) {
  const t = useTranslations('SignIn');
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field id="password" label={t('password')} error={fault && t(`errors.${fault}`)}>
      <div className="relative">
        <Input
          id="password"
          name="password"
          type={shown ? 'text' : 'password'}
          autoComplete="current-password"
          autoCapitalize="none"
          spellCheck={false}
          fit="h-11 pr-12 pl-3"
          aria-invalid={fault !== null}
          aria-describedby={fault ? 'password-error' : undefined}
        />
        <button
          type="button"
          onClick={() => setShown(!shown)}
          aria-label={shown ? t('hidePassword') : t('showPassword')}
          className="absolute inset-y-0 right-0 grid w-11 place-items-center rounded-md text-text-faint hover:text-text"
        >
          <Icon aria-hidden className="size-[18px]" />
        </button>
      </div>
    </Field>
  );
}
