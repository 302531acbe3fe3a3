'use client';
import type { ComponentProps } from 'react';
import { describedBy, Field, Input } from '@/components/ui/field.tsx';

interface TextFieldProps extends ComponentProps<'input'> {
  readonly id: string;
  readonly label: string;
  readonly error: string | null;
  readonly hint?: string;
}

/** One line of a form that stands alone. */
export function TextField({ id, label, error, hint, ...props }: TextFieldProps) {
  return (
    <Field id={id} label={label} error={error} hint={hint}>
      <Input id={id} name={id} fit="h-11 px-3" aria-invalid={error !== null} aria-describedby={describedBy(id, { hint, error })} {...props} />
    </Field>
  );
}

/** How an e-mail is typed: no capitals, no spelling, the keyboard with the @. */
export const EMAIL_INPUT = {
  type: 'email',
  inputMode: 'email',
  autoComplete: 'username',
  autoCapitalize: 'none',
  spellCheck: false,
  maxLength: 254,
} as const;
