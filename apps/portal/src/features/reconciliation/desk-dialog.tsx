'use client';
import { useTranslations } from 'next-intl';
import { DeskMeaning } from './desk-meaning.tsx';
import { stakeSums } from './lib/second-person.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import type { DeskAsk, DeskWork } from './use-desk-work.ts';
import { useMatchLook } from './use-reconciliation.ts';

interface DeskDialogProps {
  readonly hotel: string;
  readonly asked: DeskAsk;
  readonly desk: DeskWork;
  /** The hotel's sum above which a second person is needed, major units. */
  readonly above: number;
  readonly onClose: () => void;
}

/** Asks why before a decision, and says what it does. Lines are put together only once it is known who has to agree. */
export function DeskDialog({ hotel, asked, desk, above, onClose }: DeskDialogProps) {
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
  const look = useMatchLook(hotel, asked.what === 'match' ? { relation: asked.relation, verdict: 'together', members: [...asked.members] } : null);
  const weight = look.data?.weight ?? null;
  const sums = asked.what === 'sign_off' ? stakeSums(asked.of, above) : [];
  const proposes = weight?.second === true || (sums.length > 0 && sums.every(({ second }) => second));
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
      means={<DeskMeaning asked={asked} above={above} weight={weight} />}
      label={asked.what === 'note' ? t('note.label') : words('reason')}
      go={proposes ? t('propose') : t(`${asked.what}.go`)}
      pending={mutation.isPending || look.isLoading}
      error={mutation.error ?? look.error}
      onClose={onClose}
      onReason={go}
    />
  );
}
