'use client';
import { Tooltip as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

/** A remark on hover and on keyboard focus; Escape closes it. The trigger must be something that takes focus. */
export function Tooltip({ text, children }: { text: string; children: ReactNode }) {
  return (
    <Primitive.Provider delayDuration={250}>
      <Primitive.Root>
        <Primitive.Trigger asChild>{children}</Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            sideOffset={6}
            collisionPadding={8}
            className="z-50 max-w-72 animate-[rise_.12s_var(--ease-calm)] rounded-md bg-bridge px-2.5 py-1.5 text-sm text-bridge-text shadow-raised"
          >
            {text}
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Primitive.Provider>
  );
}
