'use client';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonLook } from '@/components/ui/button.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover.tsx';

interface FilterButtonProps {
  readonly label: string;
  /** How many are chosen, or what. */
  readonly chosen: string | null;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

/** A button that opens one condition's choices; it shows whether any is chosen. */
export function FilterButton({ label, chosen, children, wide = false }: FilterButtonProps) {
  return (
    <Popover>
      <PopoverTrigger className={buttonLook({ variant: chosen === null ? 'outline' : 'chosen' })}>
        {label}
        {chosen !== null && <span className="figures font-semibold">{chosen}</span>}
        <ChevronDown aria-hidden className="-mr-1 opacity-70" />
      </PopoverTrigger>
      <PopoverContent label={label} width={wide ? 'w-80' : 'w-64'}>
        {children}
      </PopoverContent>
    </Popover>
  );
}
