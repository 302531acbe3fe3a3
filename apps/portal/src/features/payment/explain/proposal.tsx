'use client';
import type { PortalPaymentDetail, ProposedResolution } from '@payport/contracts';
import { UserCheck } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { localMoment } from '@/format/moment.ts';
import { STATUS_LOOKS } from '../../payments/status-look.ts';
import type { MoneyWay } from '../lib/money-way.ts';
import { ConfirmDialog, RejectDialog } from './proposal-dialogs.tsx';
import { statusOf } from './resolution-look.ts';

interface ProposalProps {
  readonly id: string;
  readonly way: MoneyWay;
  readonly timeZone: string;
  readonly proposal: ProposedResolution;
  readonly may: Pick<PortalPaymentDetail['may'], 'confirmResolution' | 'rejectResolution'>;
}

/** A decision that one person proposed: who, when, on what evidence; and what a second person can do about it. */
export function Proposal({ id, way, timeZone, proposal, may }: ProposalProps) {
  const t = useTranslations('Resolve');
  const locale = useLocale();
  const [open, setOpen] = useState<'confirm' | 'reject' | null>(null);
  const { Icon } = STATUS_LOOKS[statusOf(proposal.outcome)];
  const { shortDate, time } = localMoment(proposal.at, timeZone, locale);
  const close = () => setOpen(null);
  return (
    <section aria-labelledby="proposal" className="mt-4 rounded-md border border-unknown-edge bg-surface p-4 sm:ml-9">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 id="proposal" className="flex items-center gap-2 text-lg font-semibold">
          <UserCheck aria-hidden className="size-5 shrink-0 text-unknown-ink" />
          {t('proposed')}
        </h3>
        <p className="figures text-sm text-text-soft">{`${proposal.by} · ${shortDate}, ${time}`}</p>
      </div>
      <p className="mt-2 flex items-center gap-1.5 font-medium">
        <Icon aria-hidden className="size-4 shrink-0 text-text-soft" />
        {t(`said.${proposal.outcome}`, { way })}
      </p>
      <blockquote className="mt-2 border-l-2 border-line-strong pl-3 break-words whitespace-pre-line">{proposal.evidence}</blockquote>
      {(proposal.rrn !== null || proposal.authCode !== null) && (
        <dl className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm">
          <Code name={t('rrn')} value={proposal.rrn} />
          <Code name={t('authCode')} value={proposal.authCode} />
        </dl>
      )}
      <p className="mt-3 text-sm text-text-soft text-pretty">
        {t(proposal.mine ? 'waitsForOther' : may.confirmResolution ? 'waitsForYou' : 'waitsForThem')}
      </p>
      {may.rejectResolution && (
        <div data-print="hide" className="mt-3 flex flex-wrap gap-2">
          {may.confirmResolution && (
            <Button variant="primary" onClick={() => setOpen('confirm')}>
              {t('confirm')}
            </Button>
          )}
          <Button onClick={() => setOpen('reject')}>{t(proposal.mine ? 'takeBack' : 'reject')}</Button>
        </div>
      )}
      {open === 'confirm' && <ConfirmDialog id={id} way={way} proposal={proposal} onClose={close} />}
      {open === 'reject' && <RejectDialog id={id} proposal={proposal} onClose={close} />}
    </section>
  );
}

function Code({ name, value }: { name: string; value: string | null }) {
  if (value === null) return null;
  return (
    <div className="flex items-baseline gap-1.5">
      <dt className="text-text-faint">{name}</dt>
      <dd className="font-mono">{value}</dd>
    </div>
  );
}
