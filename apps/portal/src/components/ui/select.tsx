import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { inputLook } from './field.tsx';

interface SelectProps extends Omit<ComponentProps<'select'>, 'children'> {
  readonly options: readonly { readonly value: string; readonly label: string; readonly disabled?: boolean }[];
  /** First entry while nothing is chosen; it cannot be chosen again. */
  readonly placeholder?: string;
  /** As high as the fields of a form that stands alone. */
  readonly tall?: boolean;
}

/** One of a few. The browser's own control: it has a keyboard, a wheel on phones, and no script to wait for. */
export function Select({ options, placeholder, tall = false, className, ...props }: SelectProps) {
  return (
    <span className={cn('relative block', className)}>
      <select className={cn(inputLook, tall ? 'h-11' : 'h-9', 'appearance-none truncate pr-9 pl-3')} {...props}>
        {placeholder !== undefined && (
          <option value="" disabled>
            {placeholder}
          </option>
        )}
        {options.map(({ value, label, disabled }) => (
          <option key={value} value={value} disabled={disabled}>
            {label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-text-faint" />
    </span>
  );
}
