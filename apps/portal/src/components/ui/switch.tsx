import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** On or off, at once. A checkbox underneath, so that forms, labels and keyboards know it. */
export function Switch({ className, ...props }: Omit<ComponentProps<'input'>, 'type' | 'role'>) {
  return (
    <span className={cn('relative inline-flex h-6 w-10 shrink-0', className)}>
      <input
        type="checkbox"
        role="switch"
        className="peer absolute inset-0 z-10 m-0 size-full cursor-pointer appearance-none rounded-full disabled:cursor-not-allowed"
        {...props}
      />
      <span
        aria-hidden
        className="absolute inset-0 rounded-full border border-line-strong bg-sunken transition-colors peer-checked:border-brand peer-checked:bg-brand peer-disabled:opacity-55"
      />
      <span
        aria-hidden
        className="absolute top-1 left-1 size-4 rounded-full bg-text-faint transition-transform duration-150 ease-calm peer-checked:translate-x-4 peer-checked:bg-on-brand"
      />
    </span>
  );
}
