'use client';
import { useEffect, useRef } from 'react';
import { isTyping, singleKeysAct } from '../keyboard/single-keys.ts';
import { deskAct, type DeskAct } from './lib/desk-key.ts';

/** Links and buttons have Enter and Space of their own, but for the row that is open already: there they are the desk's. */
const OWN = 'a, button:not([aria-current=true]), summary, label';

/** Hears the keys of the list wherever the focus is, but for fields and open dialogs. */
export function useDeskKeys(act: (act: DeskAct) => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    let goAt: number | null = null;
    const onKey = (event: KeyboardEvent): void => {
      const wanted = deskAct(event, goAt);
      goAt = event.code === 'KeyG' ? event.timeStamp : null;
      if (wanted === null || !singleKeysAct() || isTyping(event.target) || document.querySelector('dialog[open]') !== null) return;
      const own = event.target instanceof Element && event.target.closest(OWN) !== null;
      if (own && (event.code === 'Enter' || event.code === 'Space')) return;
      event.preventDefault();
      latest.current(wanted);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
