'use client';
import type { ComponentProps } from 'react';
import { describedBy, Field, Input } from '@/components/ui/field.tsx';

interface LineFieldProps extends ComponentProps<'input'> {
  readonly id: string;
  readonly label: string;
  readonly error?: string | undefined;
  readonly hint?: string;
}

/** One line of a card's form. */
export function LineField({ id, label, error, hint, ...props }: LineFieldProps) {
  const fault = error ?? null;
  return (
    <Field id={id} label={label} error={fault} hint={hint}>
      <Input
        id={id}
        name={id}
        autoComplete="off"
        aria-invalid={fault !== null}
        aria-describedby={describedBy(id, { hint, error: fault })}
        {...props}
      />
    </Field>
  );
}

/** What stands in a line, without spaces around it; empty: nothing. */
export const lineOf = (form: FormData, id: string): string | null => String(form.get(id) ?? '').trim() || null;
