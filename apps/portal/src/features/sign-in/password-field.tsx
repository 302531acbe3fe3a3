'use client';
import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field.tsx';
import { PasswordInput } from '@/components/ui/password-input.tsx';
import type { FieldFaults } from './sign-in-errors.ts';

export function PasswordField({ fault }: { fault: FieldFaults['password'] }) {
  const t = useTranslations('SignIn');
  return (
    <Field id="password" label={t('password')} error={fault && t(`errors.${fault}`)}>
      <PasswordInput
        id="password"
        name="password"
        autoComplete="current-password"
        showLabel={t('showPassword')}
        hideLabel={t('hidePassword')}
        aria-invalid={fault !== null}
        aria-describedby={fault ? 'password-error' : undefined}
      />
    </Field>
  );
}
