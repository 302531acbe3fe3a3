'use client';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { cn } from './cn.ts';

export interface Tab {
  readonly key: string;
  readonly label: string;
  readonly content: ReactNode;
}

/**
 * Tabs as the ARIA pattern describes them: one stop for Tab, arrows move and choose. Own code, because the primitive
 * writes style attributes on the server, which our content security policy refuses.
 */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const [open, setOpen] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);

  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (open + step + tabs.length) % tabs.length;
    setOpen(next);
    list.current?.querySelectorAll('button')[next]?.focus();
  };

  return (
    <div>
      <div role="tablist" aria-label={label} ref={list} onKeyDown={move} className="flex gap-1 border-b border-line">
        {tabs.map((tab, index) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            id={`${id}-tab-${index}`}
            aria-selected={index === open}
            aria-controls={`${id}-panel-${index}`}
            tabIndex={index === open ? 0 : -1}
            onClick={() => setOpen(index)}
            className={cn(
              '-mb-px h-8 border-b-2 px-2.5 text-sm font-medium focus-visible:-outline-offset-2',
              index === open ? 'border-brand text-text' : 'border-transparent text-text-soft hover:text-text',
            )}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {tabs.map((tab, index) => (
        <div
          key={tab.key}
          role="tabpanel"
          id={`${id}-panel-${index}`}
          aria-labelledby={`${id}-tab-${index}`}
          hidden={index !== open}
          className="pt-2.5"
        >
          {tab.content}
        </div>
      ))}
    </div>
  );
}
