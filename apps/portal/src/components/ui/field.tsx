import { CircleAlert } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

export const inputLook =
  'w-full min-w-0 rounded-md border border-line-strong bg-surface text-text placeholder:text-text-faint transition-colors hover:border-text-faint focus-visible:outline-offset-0 aria-invalid:border-declined-ink';

/** `fit`: height and padding. */
export function Input({ fit = 'h-9 px-3', className, ...props }: ComponentProps<'input'> & { fit?: string }) {
  return <input className={cn(inputLook, fit, className)} {...props} />;
}

/** Label above, the control, and what is wrong with it below: told to screen readers as the control's description. */
export function Field({ id, label, error, children }: { id: string; label: string; error: string | null; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-text-soft">
        {label}
      </label>
      {children}
      {error !== null && (
        <p id={`${id}-error`} className="flex gap-1.5 text-sm text-declined-ink">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
    </div>
  );
}
