'use client';
import { X } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';

interface DrawerProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly label: string;
  readonly closeLabel: string;
  readonly children: ReactNode;
}

/** A panel from the left over the page. The browser's own modal dialog: it holds the focus and closes on Escape. */
export function Drawer({ open, onClose, label, closeLabel, children }: DrawerProps) {
  const [dialog, setDialog] = useState<HTMLDialogElement | null>(null);

  useEffect(() => {
    if (open && !dialog?.open) dialog?.showModal();
    if (!open && dialog?.open) dialog.close();
  }, [open, dialog]);

  return (
    <dialog
      ref={setDialog}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => event.target === dialog && onClose()}
      className="m-0 h-dvh max-h-none w-72 max-w-[85vw] bg-bridge p-0 text-bridge-text backdrop:bg-black/50"
    >
      <div className="flex h-full flex-col">
        <button
          type="button"
          onClick={onClose}
          aria-label={closeLabel}
          className="absolute top-3 right-3 z-10 grid size-9 place-items-center rounded-md text-bridge-soft hover:bg-bridge-raised hover:text-bridge-text focus-visible:outline-brass"
        >
          <X aria-hidden className="size-5" />
        </button>
        {children}
      </div>
    </dialog>
  );
}
