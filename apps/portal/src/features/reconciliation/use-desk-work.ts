'use client';
import type { PortalReconException, PortalReconExceptionDetail, ReconLineGroup, ReconMatchOrder } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { PortalRequestFailed } from '@/features/portal-request.ts';
import type { DeskAct } from './lib/desk-key.ts';
import { useDesk } from './use-reconciliation.ts';

/** What is asked before it is done: why. */
export type DeskAsk =
  | { readonly what: 'note' | 'reopen'; readonly ids: readonly string[] }
  | { readonly what: 'sign_off'; readonly ids: readonly string[]; readonly of: readonly PortalReconException[] }
  | { readonly what: 'undo' | 'reject'; readonly id: string }
  | {
      readonly what: 'match' | 'apart';
      readonly relation: PortalReconException['relation'];
      readonly members: readonly { readonly side: PortalReconException['side']; readonly ref: string }[];
    };

interface DeskWorkProps {
  readonly hotel: string;
  readonly current: PortalReconExceptionDetail | null;
  /** Chosen for bulk work; nothing chosen: the one in hand. */
  readonly picked: readonly PortalReconException[];
  /** The hotel's sum above which a second person is needed, major units. */
  readonly above: number;
  readonly ask: (asked: DeskAsk | null) => void;
  readonly done: () => void;
}

export type DeskWork = ReturnType<typeof useDeskWork>;

const member = ({ side, ref }: Pick<PortalReconException, 'side' | 'ref'>) => ({ side, ref });

/** The steps of the desk, the same by key and by button. */
export function useDeskWork({ hotel, current, picked, above, ask, done }: DeskWorkProps) {
  const t = useTranslations('Recon');
  const desk = useDesk(hotel);
  const [said, say] = useState('');
  const mine = useRef<string[]>([]);
  // Whoever was in hand is gone from the list by now: until another is taken up, undoing is about what was just done.
  const last = useRef<string | null>(null);
  const made = (id: string): void => {
    mine.current.push(id);
    last.current = id;
  };
  const forget = (id: string): void => {
    mine.current = mine.current.filter((other) => other !== id);
    last.current = null;
  };
  const moved = (): void => {
    last.current = null;
  };
  const of = picked.length > 0 ? picked : current === null ? [] : [current];
  const ids = of.map(({ id }) => id);
  const failed = (error: unknown): void =>
    say(error instanceof PortalRequestFailed && error.status < 500 && error.detail !== null ? error.detail : t('failed'));
  const put = (order: ReconMatchOrder): void =>
    desk.match.mutate(order, {
      onSuccess: ({ matchId }) => {
        if (matchId !== null) made(matchId);
        say(matchId === null ? t('saidSecond') : t('saidMatched'));
      },
      onError: failed,
    });
  const pairWith = (ref: string | undefined, reason: string): void => {
    const pair = current?.suggestions.find((suggestion) => suggestion.ref === ref) ?? current?.suggestions[0];
    if (current === null || pair === undefined) return say(t('noSuggestion'));
    put({ relation: current.relation, verdict: 'together', members: [member(current), member(pair)], reason });
  };
  const groupWith = (groups: readonly ReconLineGroup[], reason: string): void => {
    if (current === null || groups.length === 0) return say(t('noSuggestion'));
    const days = groups.map(({ merchant, day }) => ({ merchant, day }));
    put({ relation: current.relation, verdict: 'together', members: [member(current)], groups: days, reason });
  };
  const assign = (to: string): void => {
    if (ids.length > 0)
      desk.work.mutate(
        { action: 'assign', ids, to },
        { onSuccess: ({ changed }) => (say(t('saidAssigned', { count: changed.length })), done()), onError: failed },
      );
  };
  const act = (wanted: DeskAct): void => {
    if (wanted === 'match') pairWith(undefined, t('acceptedReason'));
    else if (wanted === 'apart' && current?.suggestions[0] !== undefined)
      ask({ what: 'apart', relation: current.relation, members: [member(current), member(current.suggestions[0])] });
    else if (wanted === 'split' && current !== null && current.matched.length > 1 && current.decision?.verdict !== 'together')
      ask({ what: 'apart', relation: current.relation, members: current.matched.map(member) });
    else if (wanted === 'merge' && picked[0] !== undefined && picked.length > 1)
      ask({ what: 'match', relation: picked[0].relation, members: picked.map(member) });
    else if (wanted === 'undo') {
      const id = last.current ?? current?.decision?.matchId ?? mine.current.at(-1);
      if (id === undefined) say(t('nothingToUndo'));
      else ask({ what: 'undo', id });
    } else if (wanted === 'assign') assign('me');
    else if (wanted === 'note' && ids.length > 0) ask({ what: wanted, ids });
    else if (wanted === 'sign_off' && ids.length > 0) ask({ what: wanted, ids, of });
    else say(t('notNow'));
  };
  return { ...desk, above, act, assign, pairWith, groupWith, ask, ids, said, say, failed, done, made, forget, moved };
}
