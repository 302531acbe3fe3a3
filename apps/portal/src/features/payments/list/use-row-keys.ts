'use client';
import { useCallback, type KeyboardEvent, type RefObject } from 'react';

/** J/K and the arrows, by the physical key: in a Russian layout J and K are other letters on the same keys. */
const STEPS: Readonly<Record<string, number>> = {
  KeyJ: 1,
  ArrowDown: 1,
  KeyK: -1,
  ArrowUp: -1,
  Home: -Infinity,
  End: Infinity,
  PageDown: 10,
  PageUp: -10,
};

/**
 * Moves from row to row while the focus is in the list, and only then, so that no single key acts on its own anywhere
 * else (WCAG 2.1.4). Enter opens, because each row is a link.
 */
export function useRowKeys(body: RefObject<HTMLElement | null>, count: number, reveal: (index: number) => void) {
  return useCallback(
    (event: KeyboardEvent) => {
      const step = STEPS[event.code];
      if (step === undefined || event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return;
      const current = event.target instanceof Element ? event.target.closest('[data-index]') : null;
      const from = Number(current?.getAttribute('data-index'));
      const next = Math.min(count - 1, Math.max(0, from + step));
      if (!current || next === from) return;
      event.preventDefault();
      const focus = (): boolean => {
        const link = body.current?.querySelector<HTMLElement>(`[data-index="${next}"] a`);
        link?.focus();
        return link != null;
      };
      if (!focus()) {
        reveal(next);
        requestAnimationFrame(() => void (focus() || requestAnimationFrame(focus)));
      }
    },
    [body, count, reveal],
  );
}
