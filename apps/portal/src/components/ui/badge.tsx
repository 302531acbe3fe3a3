import type { ReactNode } from 'react';
import { cn } from './cn.ts';

/** A small quiet label. States of payments have their own look: `StatusBadge`. */
export function Badge({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      className={cn('inline-flex h-4.5 items-center rounded-sm border border-line bg-sunken px-1 text-2xs font-medium text-text-soft', className)}
    >
      {children}
    </span>
  );
}
