'use client';
import { useCallback, type KeyboardEvent, type RefObject } from 'react';
import { singleKeysAct } from '@/features/keyboard/single-keys.ts';

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
/** Letters alone can be switched off. */
const LETTERS: readonly string[] = ['KeyJ', 'KeyK'];

/** Frames that a row far away gets to come on screen before the focus is given up. */
const FRAMES = 20;
/** Letters typed here are text, and arrows move the caret. */
const TYPED = 'input:not([type=checkbox]), textarea, select, dialog';

/**
 * Moves from row to row while the focus is in the list, and only then, so that no single key acts on its own anywhere
 * else (WCAG 2.1.4). Enter opens, because each row is a link.
 */
export function useRowKeys(body: RefObject<HTMLElement | null>, count: number, reveal: (index: number) => void) {
  return useCallback(
    (event: KeyboardEvent) => {
      const step = STEPS[event.code];
      if (step === undefined || event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return;
      if (LETTERS.includes(event.code) && !singleKeysAct()) return;
      const current = event.target instanceof Element ? event.target.closest('[data-index]') : null;
      if (event.target instanceof Element && event.target.closest(TYPED)) return;
      const from = Number(current?.getAttribute('data-index'));
      const next = Math.min(count - 1, Math.max(0, from + step));
      if (!current || next === from) return;
      event.preventDefault();
      const focus = (): boolean => {
        const target = body.current?.querySelector<HTMLElement>(`[data-index="${next}"] :is(a, [data-row-focus])`);
        target?.focus();
        return target != null;
      };
      const follow = (frames: number): void => {
        if (!focus() && frames > 0) requestAnimationFrame(() => follow(frames - 1));
      };
      if (focus()) return;
      reveal(next);
      follow(FRAMES);
    },
    [body, count, reveal],
  );
}
