'use client';
import type { PortalReconDayLine, PortalReconMatch } from '@payport/contracts';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Notice } from '@/components/ui/notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { reconMatchUrl } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';
import { Refusal } from '../terminals/refusal.tsx';
import { Pair } from './pair-row.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import type { ReconHotel } from './recon-frame.tsx';
import { useDesk } from './use-reconciliation.ts';

export interface LineAsk {
  readonly what: 'split' | 'undo';
  readonly line: PortalReconDayLine;
}

interface LineDialogProps {
  readonly asked: LineAsk;
  readonly hotel: ReconHotel;
  readonly onDone: (said: 'saidParted' | 'saidUndone') => void;
  readonly onClose: () => void;
}

/** Asks why before a match of a line is split, or a decision about it is undone. */
export const LineDialog = (props: LineDialogProps) => (props.asked.what === 'split' ? <SplitDialog {...props} /> : <UndoDialog {...props} />);

function SplitDialog({ asked: { line }, hotel, onDone, onClose }: LineDialogProps) {
  const t = useTranslations('Recon');
  const locale = useLocale();
  const { match } = useDesk(hotel.id);
  const { relation, matchId } = line;
  // What is split is what was seen: where the matching has changed it meanwhile, the gateway says so.
  const [opened] = useState(() => Date.now());
  const stands = useQuery({
    queryKey: ['recon', 'match', locale, hotel.id, relation, matchId, opened],
    queryFn: async ({ signal }) =>
      (await portalRequest(`${reconMatchUrl(hotel.id, matchId ?? '')}?relation=${relation}`, { locale, signal })) as PortalReconMatch,
    staleTime: Infinity,
  });
  const members = stands.data?.members ?? [];
  return (
    <ReasonDialog
      title={t('ask.apart.title', { count: members.length })}
      means={
        <>
          <Notice tone="care">{t('ask.apart.means', { count: members.length, above: 0 })}</Notice>
          <Standing match={stands.data} error={stands.error} />
        </>
      }
      label={t('reason')}
      go={t('ask.apart.go')}
      pending={match.isPending || stands.data === undefined}
      error={match.error}
      onClose={onClose}
      onReason={(reason) =>
        match.mutate(
          { relation, verdict: 'apart', members: members.map(({ side, ref }) => ({ side, ref })), reason },
          { onSuccess: () => onDone('saidParted') },
        )
      }
    />
  );
}

/** The lines that stand together now. */
function Standing({ match, error }: { match: PortalReconMatch | undefined; error: unknown }) {
  const t = useTranslations('Recon');
  if (match === undefined)
    return error == null ? (
      <div role="status" aria-label={t('loading')}>
        <Skeleton className="h-28" />
      </div>
    ) : (
      <Refusal error={error} />
    );
  return (
    <div>
      <h3 className="mb-1 text-sm font-semibold">{t('standTogether')}</h3>
      <ul className="max-h-56 divide-y divide-line overflow-y-auto rounded-md border border-line">
        {match.members.map((pair) => (
          <Pair key={`${pair.side} ${pair.ref}`} pair={pair} />
        ))}
      </ul>
      {match.more && <p className="mt-1 text-sm text-text-soft">{t('splitMore', { count: match.members.length })}</p>}
    </div>
  );
}

function UndoDialog({ asked: { line }, hotel, onDone, onClose }: LineDialogProps) {
  const t = useTranslations('Recon');
  const { undo } = useDesk(hotel.id);
  const { decision } = line;
  if (decision === null) return null;
  const words = decision.verdict === 'apart' ? 'undoApart' : 'undo';
  return (
    <ReasonDialog
      title={t(`ask.${words}.title`, { count: 1 })}
      means={<Notice tone="care">{t(`ask.${words}.means`, { count: 1, above: 0 })}</Notice>}
      label={t('reason')}
      go={t(`ask.${words}.go`)}
      pending={undo.isPending}
      error={undo.error}
      onClose={onClose}
      onReason={(reason) => undo.mutate({ id: decision.matchId, reason }, { onSuccess: () => onDone('saidUndone') })}
    />
  );
}
