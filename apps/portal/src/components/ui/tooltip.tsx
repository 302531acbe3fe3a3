'use client';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { showBeside } from './show-beside.ts';

/** A pointer that crosses from the words to the remark does not lose it, ms. */
const LINGER_MS = 150;

/** Words with a remark on hover and on keyboard focus; Escape closes it. */
export function Tooltip({ text, className, children }: { text: string; className: string; children: ReactNode }) {
  const [button, remark] = [useRef<HTMLButtonElement>(null), useRef<HTMLSpanElement>(null)];
  const [shown, setShown] = useState(false);
  const [wanted, setWanted] = useState(false);
  const id = useId();

  useEffect(() => {
    if (wanted === shown) return undefined;
    const timer = setTimeout(() => setShown(wanted), LINGER_MS);
    return () => clearTimeout(timer);
  }, [wanted, shown]);

  useEffect(() => {
    if (!shown || !remark.current || !button.current) return undefined;
    return showBeside(remark.current, button.current, { side: 'top', align: 'start' });
  }, [shown]);

  return (
    <span
      onPointerEnter={() => setWanted(true)}
      onPointerLeave={() => setWanted(false)}
      onFocus={() => setWanted(true)}
      onBlur={() => setWanted(false)}
      onKeyDown={({ key }) => key === 'Escape' && setWanted(false)}
    >
      <button ref={button} type="button" aria-describedby={id} className={className}>
        {children}
      </button>
      <span
        ref={remark}
        id={id}
        role="tooltip"
        popover="manual"
        className="inset-auto m-0 max-w-72 animate-[rise_.12s_var(--ease-calm)] rounded-md bg-bridge px-2.5 py-1.5 text-left text-sm font-normal whitespace-normal text-bridge-text shadow-raised"
      >
        {text}
      </span>
    </span>
  );
}
