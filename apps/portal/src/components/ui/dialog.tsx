'use client';
import { X } from 'lucide-react';
import { useEffect, useId, useState, type ReactNode } from 'react';
import { cn } from './cn.ts';

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly closeLabel: string;
  readonly children: ReactNode;
  /** Buttons at the foot; the one that goes on stands last. */
  readonly actions?: ReactNode;
  /** `side`: a sheet at the right edge, for something to read beside the page. */
  readonly place?: 'middle' | 'side';
  readonly width?: string;
}

const PLACES = {
  middle: 'm-auto max-h-[calc(100dvh-2rem)] rounded-lg border border-line shadow-raised',
  side: 'mt-0 mr-0 mb-0 ml-auto h-dvh max-h-none border-l border-line shadow-raised',
};

/** A question or a sheet over the page. The browser's own modal dialog: it holds the focus, gives it back, and closes on Escape. */
export function Dialog({ open, onClose, title, closeLabel, children, actions, place = 'middle', width = 'w-[32rem]' }: DialogProps) {
  const [dialog, setDialog] = useState<HTMLDialogElement | null>(null);
  const id = useId();

  useEffect(() => {
    if (open && !dialog?.open) dialog?.showModal();
    if (!open && dialog?.open) dialog.close();
  }, [open, dialog]);

  return (
    <dialog
      ref={setDialog}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => event.target === dialog && onClose()}
      className={cn('max-w-[calc(100vw-1rem)] bg-surface p-0 text-text backdrop:bg-black/50', PLACES[place], width)}
    >
      {open && (
        <div className={cn('flex flex-col', place === 'side' ? 'h-full' : 'max-h-[calc(100dvh-2rem)]')}>
          <header className="flex items-start gap-3 border-b border-line px-5 py-3.5">
            <h2 id={id} className="min-w-0 flex-1 text-lg font-semibold text-balance">
              {title}
            </h2>
            <button
              type="button"
              onClick={onClose}
              aria-label={closeLabel}
              className="-mr-1.5 grid size-8 shrink-0 place-items-center rounded-md text-text-faint hover:bg-hover hover:text-text"
            >
              <X aria-hidden className="size-4" />
            </button>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {actions && <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{actions}</footer>}
        </div>
      )}
    </dialog>
  );
}
