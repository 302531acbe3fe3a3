'use client';
import { useTranslations } from 'next-intl';
import { Notice } from '@/components/ui/notice.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import type { DeskAsk, DeskWork } from './use-desk-work.ts';

interface DeskDialogProps {
  readonly asked: DeskAsk;
  readonly desk: DeskWork;
  /** The hotel's sum above which a second person is needed, major units. */
  readonly above: number;
  readonly onClose: () => void;
}

/** Asks why before a decision, and says what it does. */
export function DeskDialog({ asked, desk, above, onClose }: DeskDialogProps) {
  const t = useTranslations('Recon.ask');
  const words = useTranslations('Recon');
  const count = 'ids' in asked ? asked.ids.length : 'members' in asked ? asked.members.length : 1;
  const mutations = {
    note: desk.work,
    sign_off: desk.work,
    reopen: desk.work,
    undo: desk.undo,
    reject: desk.reject,
    match: desk.match,
    apart: desk.match,
  };
  const mutation = mutations[asked.what];
  const ended = (said: string): void => {
    desk.say(said);
    desk.done();
    onClose();
  };
  const go = (reason: string): void => {
    if ('ids' in asked)
      desk.work.mutate(
        { action: asked.what, ids: [...asked.ids], comment: reason },
        {
          onSuccess: ({ changed, proposed, refused }) =>
            ended(words('saidWork', { changed: changed.length, proposed: proposed.length, refused: refused.length })),
        },
      );
    else if ('members' in asked) {
      const { relation, members, what } = asked;
      desk.match.mutate(
        { relation, members: [...members], verdict: what === 'match' ? 'together' : 'apart', reason },
        {
          onSuccess: ({ matchId }) => {
            if (matchId !== null) desk.made(matchId);
            ended(words(matchId === null ? 'saidSecond' : what === 'match' ? 'saidMatched' : 'saidParted'));
          },
        },
      );
    } else if (asked.what === 'undo')
      desk.undo.mutate(
        { id: asked.id, reason },
        {
          onSuccess: () => {
            desk.forget(asked.id);
            ended(words('saidUndone'));
          },
        },
      );
    else desk.reject.mutate({ id: asked.id, reason }, { onSuccess: () => ended(words('saidRejected')) });
  };
  return (
    <ReasonDialog
      title={t(`${asked.what}.title`, { count })}
      means={<Notice tone={asked.what === 'note' ? 'plain' : 'care'}>{t(`${asked.what}.means`, { count, above })}</Notice>}
      label={asked.what === 'note' ? t('note.label') : words('reason')}
      go={t(`${asked.what}.go`)}
      pending={mutation.isPending}
      error={mutation.error}
      onClose={onClose}
      onReason={go}
    />
  );
}
