'use client';
import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Link } from '@/i18n/navigation.ts';
import { Refusal } from '../refusal.tsx';
import { useCommand } from './use-commands.ts';

export interface ForgettingProps {
  readonly terminal: { readonly id: string; readonly name: string };
  /** Payments of unknown outcome: the command destroys what the device still knows of them. */
  readonly unresolved: readonly string[];
  readonly onClose: () => void;
}

interface ForgettingDialogProps extends ForgettingProps {
  readonly kind: 'settlement' | 'initialisation';
  readonly title: string;
  readonly what: string;
  readonly points: readonly string[];
  readonly openText: ReactNode;
  readonly confirm: string;
}

/** A command that cannot be taken back: says what happens, and has unresolved payments acknowledged one by one. */
export function ForgettingDialog({ terminal, unresolved, onClose, kind, title, what, points, openText, confirm }: ForgettingDialogProps) {
  const t = useTranslations('Forgetting');
  const command = useCommand(terminal.id);
  const [known, setKnown] = useState<readonly string[]>([]);
  const ready = unresolved.every((id) => known.includes(id));
  const order = () => {
    const acknowledge = unresolved.length > 0 ? { acknowledge: { openPayment: [...unresolved] } } : {};
    command.mutate({ kind, ...acknowledge }, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      closeLabel={t('close')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="primary" disabled={!ready || command.isPending} onClick={order}>
            {command.isPending && <LoaderCircle aria-hidden className="animate-spin" />}
            {confirm}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <p>{what}</p>
        <ul className="list-disc space-y-1 pl-5 text-text-soft">
          {points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        {unresolved.length > 0 && (
          <Notice tone="care" title={t('openTitle', { count: unresolved.length })}>
            <p>{openText}</p>
            <ul className="mt-2 grid gap-1.5">
              {unresolved.map((id) => (
                <li key={id} className="flex items-start gap-2.5">
                  <input
                    type="checkbox"
                    id={`known-${id}`}
                    checked={known.includes(id)}
                    onChange={(event) => setKnown(event.target.checked ? [...known, id] : known.filter((other) => other !== id))}
                    className="mt-1 size-4 shrink-0"
                  />
                  <label htmlFor={`known-${id}`} className="min-w-0">
                    {t('iKnow')} <span className="font-mono text-xs break-all">{id}</span>
                  </label>
                  <Link href={`/payments/${id}`} prefetch={false} target="_blank" className="shrink-0 text-brand underline underline-offset-2">
                    {t('look')}
                  </Link>
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <div role="alert">{command.isError && <Refusal error={command.error} />}</div>
      </div>
    </Dialog>
  );
}
