'use client';
import type { PortalReconException, PortalReconExceptionDetail, PortalReconProposal } from '@payport/contracts';
import { FileSignature, Merge, StickyNote, Undo2, UserRoundCheck, UsersRound } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { Input } from '@/components/ui/field.tsx';
import { Money } from '@/components/ui/money.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Select } from '@/components/ui/select.tsx';
import { Refusal } from '../terminals/refusal.tsx';
import type { DeskWork } from './use-desk-work.ts';

interface DetailActionsProps {
  readonly exception: PortalReconExceptionDetail;
  readonly desk: DeskWork;
  readonly picked: readonly PortalReconException[];
}

/** What can be done: with the chosen ones where some are chosen, else with the one in hand. Each says its key. */
export function DetailActions({ exception, desk, picked }: DetailActionsProps) {
  const t = useTranslations('Recon');
  const ended = exception.endedAt !== null && picked.length === 0;
  const undoable = exception.decision;
  return (
    <div className="grid gap-3">
      {picked.length > 0 && <p className="text-sm font-medium">{t('picked', { count: picked.length })}</p>}
      <div className="flex flex-wrap gap-2">
        {!ended && (
          <>
            <Button size="sm" onClick={() => desk.act('assign')}>
              <UserRoundCheck aria-hidden />
              {t('assignMe')} <Key>A</Key>
            </Button>
            <Button size="sm" onClick={() => desk.act('sign_off')}>
              <FileSignature aria-hidden />
              {t('signOff')} <Key>D</Key>
            </Button>
          </>
        )}
        <Button size="sm" onClick={() => desk.act('note')}>
          <StickyNote aria-hidden />
          {t('note')} <Key>N</Key>
        </Button>
        {picked.length > 1 && (
          <Button size="sm" onClick={() => desk.act('merge')}>
            <Merge aria-hidden />
            {t('merge')} <Key>M</Key>
          </Button>
        )}
        {undoable !== null && (
          <Button size="sm" onClick={() => desk.act('undo')}>
            <Undo2 aria-hidden />
            {t('undo')} <Key>U</Key>
          </Button>
        )}
        {exception.state === 'signed_off' && (
          <Button size="sm" onClick={() => desk.ask({ what: 'reopen', ids: [exception.id] })}>
            <Undo2 aria-hidden />
            {t('reopenException')}
          </Button>
        )}
      </div>
      {!ended && <OwnerAndDue exception={exception} desk={desk} />}
    </div>
  );
}

/** Whose it is, and until when. */
function OwnerAndDue({ exception, desk }: Pick<DetailActionsProps, 'exception' | 'desk'>) {
  const t = useTranslations('Recon');
  return (
    <div className="flex flex-wrap gap-3">
      <label className="grid min-w-40 flex-1 gap-1 text-xs text-text-faint">
        {t('owner')}
        <Select
          value=""
          placeholder={exception.owner === null ? t('nobody') : exception.owner.name}
          onChange={(event) => desk.assign(event.target.value)}
          options={exception.people.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </label>
      <label className="grid min-w-40 flex-1 gap-1 text-xs text-text-faint">
        {t('due')}
        <Input
          key={exception.id}
          type="date"
          defaultValue={exception.dueOn ?? ''}
          onBlur={({ target }) => {
            const on = target.value === '' ? null : target.value;
            if (on !== exception.dueOn) desk.work.mutate({ action: 'due', ids: [...desk.ids], on }, { onError: desk.failed });
          }}
        />
      </label>
    </div>
  );
}

const Key = ({ children }: { children: string }) => (
  <kbd aria-hidden className="rounded-sm border border-line bg-sunken px-1 text-2xs text-text-faint">
    {children}
  </kbd>
);

/** What a colleague proposed, and the choice of a second person. */
export function ProposalBox({ exception, proposal, desk }: { exception: PortalReconExceptionDetail; proposal: PortalReconProposal; desk: DeskWork }) {
  const t = useTranslations('Recon');
  const locale = useLocale();
  return (
    <Notice tone="care" title={t(`proposal.${proposal.kind}`)}>
      <p className="text-sm">
        {proposal.by.me ? t('proposal.byMe') : t('proposal.by', { name: proposal.by.name })}{' '}
        <Money amount={proposal.amount} currency={proposal.currency} locale={locale} />: {proposal.reason}
      </p>
      <p className="mt-1 text-sm text-text-soft">{t(`proposal.${proposal.basis}`)}</p>
      {exception.may.work && (
        <div className="mt-2 flex flex-wrap gap-2">
          {exception.may.confirm && (
            <Button
              size="sm"
              variant="primary"
              disabled={desk.confirm.isPending}
              onClick={() => desk.confirm.mutate(proposal.id, { onSuccess: () => desk.say(t('saidConfirmed')) })}
            >
              <UsersRound aria-hidden />
              {t('confirm')}
            </Button>
          )}
          <Button size="sm" onClick={() => desk.ask({ what: 'reject', id: proposal.id })}>
            {t(proposal.by.me ? 'withdraw' : 'rejectProposal')}
          </Button>
        </div>
      )}
      <div role="alert" className="mt-2 empty:hidden">
        {desk.confirm.isError && <Refusal error={desk.confirm.error} />}
      </div>
    </Notice>
  );
}
