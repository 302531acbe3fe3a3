'use client';
import { useState, useEffect } from 'react';
import { useTranslations } from 'next-intl';
import { SearchBody } from './search-body.tsx';

interface SearchDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The search over the page: the browser's own modal dialog, so the focus stays in it and goes back where it came from. */
export function SearchDialog({ open, onClose }: SearchDialogProps) {
  const t = useTranslations('Search');
  const [dialog, setDialog] = useState<HTMLDialogElement | null>(null);
  useEffect(() => {
    if (open && !dialog?.open) dialog?.showModal();
    if (!open && dialog?.open) dialog.close();
  }, [open, dialog]);
  return (
    <dialog
      ref={setDialog}
      aria-label={t('title')}
      onClose={onClose}
      onClick={(event) => event.target === dialog && onClose()}
      className="mx-auto mt-[min(12vh,7rem)] mb-auto max-h-[calc(100dvh-2rem)] w-[44rem] max-w-[calc(100vw-1rem)] rounded-lg border border-line bg-surface p-0 text-text shadow-raised backdrop:bg-black/50 max-sm:mt-2"
    >
      {open && <SearchBody onClose={onClose} />}
    </dialog>
  );
}
