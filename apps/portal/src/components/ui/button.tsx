import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export const buttonLook = cva(
  'inline-flex select-none items-center justify-center gap-2 rounded-md font-medium transition-colors duration-150 ease-calm disabled:cursor-not-allowed disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-brand text-on-brand hover:bg-brand-hover',
        outline: 'border border-line-strong bg-surface text-text hover:bg-hover',
        chosen: 'border border-brand bg-brand-soft text-brand hover:border-brand-hover',
        quiet: 'text-text-soft hover:bg-hover hover:text-text',
        unknown: 'border border-unknown-solid bg-unknown-solid text-on-unknown hover:brightness-110',
      },
      size: {
        md: 'h-9 px-3 text-base whitespace-nowrap',
        sm: 'h-8 px-2.5 text-sm whitespace-nowrap',
        lg: 'min-h-11 px-4 py-2 text-lg text-balance',
        icon: 'size-8',
      },
    },
    defaultVariants: { variant: 'outline', size: 'md' },
  },
);

export function Button({ className, variant, size, type = 'button', ...props }: ComponentProps<'button'> & VariantProps<typeof buttonLook>) {
  return <button type={type} className={cn(buttonLook({ variant, size }), className)} {...props} />;
}
