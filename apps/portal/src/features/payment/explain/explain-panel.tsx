import type { Payment, PortalPaymentDetail } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { STATUS_LOOKS, TONE_INK, TONE_PANEL } from '../../payments/status-look.ts';
import { moneyWay } from '../lib/money-way.ts';
import { WHO_ACTS } from '../lib/who-acts.ts';
import { AskAgain } from './ask-again.tsx';

/** Titles for what went wrong. A payment that is under way or approved has nothing to explain. */
function titleKey(
  payment: Payment,
): 'declinedTitle' | 'cancelledTitle' | 'failedTitle' | 'terminalSetupTitle' | 'unknownTitle' | 'reviewTitle' | 'reversalUnknownTitle' | null {
  switch (payment.status) {
    case 'declined':
      return payment.decline?.code === 'terminal_setup' ? 'terminalSetupTitle' : 'declinedTitle';
    case 'cancelled':
      return 'cancelledTitle';
    case 'failed':
      return 'failedTitle';
    case 'unknown':
      return 'unknownTitle';
    case 'manual_review':
      return 'reviewTitle';
    case 'reversal_unknown':
      return 'reversalUnknownTitle';
    default:
      return null;
  }
}

const LEADS = { unknownTitle: 'unknownLead', reviewTitle: 'reviewLead', reversalUnknownTitle: 'reversalUnknownLead' } as const;

/** Why the money did not move, or why nobody knows yet: the cause, what to do, what to say, and who can act. */
export function ExplainPanel({ detail: { payment, may } }: { detail: PortalPaymentDetail }) {
  const t = useTranslations('Explain');
  const say = useTranslations('Say');
  const who = useTranslations('Who');
  const retry = useTranslations('Retry');
  const title = titleKey(payment);
  if (title === null) return null;
  const { tone, Icon } = STATUS_LOOKS[payment.status];
  const { decline } = payment;
  const way = moneyWay(payment.kind);
  const lead = title in LEADS ? t(LEADS[title as keyof typeof LEADS], { way }) : null;
  return (
    <section aria-labelledby="explain" data-tone={tone} className={cn('rounded-lg border p-4 sm:p-5', TONE_PANEL[tone])}>
      <div className="flex items-start gap-3">
        <Icon aria-hidden className={cn('mt-0.5 size-6 shrink-0', TONE_INK[tone])} />
        <div className="min-w-0 flex-1">
          <h2 id="explain" className={cn('text-xl font-semibold text-balance', TONE_INK[tone])}>
            {t(title)}
          </h2>
          {lead !== null && <p className="mt-1 max-w-3xl text-lg text-pretty">{lead}</p>}
          {decline && <p className={cn('mt-1 max-w-3xl text-pretty', lead === null ? 'text-lg' : 'text-text-soft')}>{decline.message}</p>}
        </div>
      </div>
      {may.askAgain && <AskAgain id={payment.id} />}
      {decline && (
        <dl className="mt-4 grid gap-x-8 gap-y-4 border-t border-line-strong/25 pt-4 sm:ml-9 sm:grid-cols-2 xl:grid-cols-[1.3fr_1.5fr_1fr]">
          <Item name={t('advice')}>{decline.advice}</Item>
          <Item name={t('say')}>
            <q className="quotes-none">{say(decline.code, { way })}</q>
          </Item>
          <div className="grid content-start gap-2.5">
            <Item name={t('retry')} inline>
              <strong className="font-semibold">{retry(decline.retry)}</strong>
            </Item>
            <Item name={t('who')} inline>
              {who(WHO_ACTS[decline.code])}
            </Item>
            <Item name={t('code')} inline>
              {decline.terminalCode === null ? (
                <span className="text-text-soft">{t('noCode')}</span>
              ) : (
                <code className="font-mono text-sm">{decline.terminalCode}</code>
              )}
            </Item>
            <Item name={t('ourCode')} inline>
              <code className="font-mono text-sm">{decline.code}</code>
            </Item>
          </div>
        </dl>
      )}
    </section>
  );
}

function Item({ name, inline = false, children }: { name: string; inline?: boolean; children: ReactNode }) {
  return (
    <div className={inline ? 'grid grid-cols-[8rem_minmax(0,1fr)] items-baseline gap-2' : 'min-w-0'}>
      <dt className={cn('text-sm text-text-soft', !inline && 'mb-0.5 font-medium')}>{name}</dt>
      <dd className="text-pretty">{children}</dd>
    </div>
  );
}
