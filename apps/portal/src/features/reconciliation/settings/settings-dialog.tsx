'use client';
import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, type FormEvent, type ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Refusal } from '../../terminals/refusal.tsx';

interface SettingsDialogProps {
  readonly title: string;
  /** What the change means. */
  readonly means: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onForm: (form: FormData) => void;
  readonly children: ReactNode;
}

/** A form over the page that says what its change means. */
export function SettingsDialog({ title, means, pending, error, onClose, onForm, children }: SettingsDialogProps) {
  const t = useTranslations('ReconSettings');
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onForm(new FormData(event.currentTarget));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      closeLabel={t('close')}
      width="w-[40rem]"
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form={id} variant="primary" disabled={pending}>
            {pending && <LoaderCircle aria-hidden className="animate-spin" />}
            {t('save')}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit} className="grid gap-4">
        <Notice tone="plain">{means}</Notice>
        <div className="grid gap-4 sm:grid-cols-2">{children}</div>
        <div role="alert" className="empty:hidden">
          {error != null && <Refusal error={error} />}
        </div>
      </form>
    </Dialog>
  );
}
