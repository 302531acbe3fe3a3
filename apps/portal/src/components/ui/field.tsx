import { CircleAlert } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

export const inputLook =
  'w-full min-w-0 rounded-md border border-line-strong bg-surface text-text placeholder:text-text-faint transition-colors hover:border-text-faint focus-visible:outline-offset-0 aria-invalid:border-declined-ink';

/** `fit`: height and padding. */
export function Input({ fit = 'h-9 px-3', className, ...props }: ComponentProps<'input'> & { fit?: string }) {
  return <input className={cn(inputLook, fit, className)} {...props} />;
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly error: string | null;
  readonly hint?: string | undefined;
  readonly children: ReactNode;
}

/** What a control names in `aria-describedby`, so that hint and fault are read out with it. */
export const describedBy = (id: string, { hint, error }: { readonly hint?: string | undefined; readonly error: string | null }): string | undefined =>
  [...(hint === undefined ? [] : [`${id}-hint`]), ...(error === null ? [] : [`${id}-error`])].join(' ') || undefined;

/** Label above, the control, and what is wrong with it below: told to screen readers as the control's description. */
export function Field({ id, label, error, hint, children }: FieldProps) {
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-text-soft">
        {label}
      </label>
      {children}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-sm text-text-faint">
          {hint}
        </p>
      )}
      {error !== null && (
        <p id={`${id}-error`} className="flex gap-1.5 text-sm text-declined-ink">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
    </div>
  );
}
