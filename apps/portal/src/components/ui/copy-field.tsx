'use client';
import { useId } from 'react';
import { CopyButton } from './copy-button.tsx';

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
  /** What the value is called when it is copied. */
  readonly name: string;
}

/** A value that is shown once: whole, selectable, with its copy button. */
export function CopyField({ label, value, name }: CopyFieldProps) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <p id={id} className="text-sm font-medium text-text-soft">
        {label}
      </p>
      <div role="group" aria-labelledby={id} className="flex items-start gap-1 rounded-md border border-brand bg-brand-soft py-1.5 pr-1.5 pl-3">
        <code className="min-w-0 flex-1 py-1 font-mono text-sm break-all select-all">{value}</code>
        <CopyButton value={value} name={name} large />
      </div>
    </div>
  );
}
