'use client';
import { Popover as Primitive } from 'radix-ui';
import { createContext, useContext, type ComponentProps, type ReactNode } from 'react';
import { cn } from './cn.ts';

export const Popover = Primitive.Root;
export const PopoverTrigger = Primitive.Trigger;
export const PopoverClose = Primitive.Close;

/** Where floating panels go. A modal dialog is above everything, so inside one they must be part of it. */
export const FloatingLayer = createContext<HTMLElement | null>(null);

type ContentProps = Pick<ComponentProps<typeof Primitive.Content>, 'align' | 'side'> & { label: string; width?: string; children: ReactNode };

/** Non-modal: the page behind stays usable, Escape or a click beside it closes. */
export function PopoverContent({ label, width = 'w-72', align = 'start', side = 'bottom', children }: ContentProps) {
  const layer = useContext(FloatingLayer);
  return (
    <Primitive.Portal container={layer}>
      <Primitive.Content
        align={align}
        side={side}
        sideOffset={6}
        collisionPadding={12}
        aria-label={label}
        className={cn(
          'z-50 max-h-[var(--radix-popover-content-available-height)] max-w-[calc(100vw-24px)] animate-[rise_.12s_var(--ease-calm)] overflow-y-auto rounded-lg border border-line bg-raised p-1.5 text-text shadow-raised',
          width,
        )}
      >
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  );
}
