import type { Payment, PortalPaymentDetail } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { formatMoney } from '@/format/money.ts';
import { STATUS_LOOKS, TONE_INK, TONE_PANEL } from '../../payments/status-look.ts';
import { moneyWay } from '../lib/money-way.ts';
import { AskAgain } from './ask-again.tsx';
import { DeclineDetails } from './decline-details.tsx';
import { Playbook } from './playbook.tsx';
import { Proposal } from './proposal.tsx';
import { ResolveButton } from './resolve-button.tsx';

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
export function ExplainPanel({ detail }: { detail: PortalPaymentDetail }) {
  const t = useTranslations('Explain');
  const locale = useLocale();
  const { payment, property, may, resolution } = detail;
  const title = titleKey(payment);
  if (title === null) return null;
  const { tone, Icon } = STATUS_LOOKS[payment.status];
  const { decline } = payment;
  const way = moneyWay(payment.kind);
  const lead = title in LEADS ? t(LEADS[title as keyof typeof LEADS], { way }) : null;
  // What the terminal's answer advises, above all to pay again, is wrong where the bank has the money.
  const contradicted = payment.contradiction !== null;
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
          {contradicted && <p className="mt-2 max-w-3xl font-medium text-pretty">{t('contradictedLead')}</p>}
        </div>
      </div>
      {resolution && <Proposal id={payment.id} way={way} timeZone={property.timeZone} proposal={resolution} may={may} />}
      {tone === 'unknown' && <Playbook detail={detail} />}
      {may.askAgain && (
        <AskAgain id={payment.id} proposed={resolution !== null}>
          {may.resolve.length > 0 && (
            <ResolveButton
              id={payment.id}
              way={way}
              amount={formatMoney(payment.amount, payment.currency, locale)}
              outcomes={may.resolve}
              secondPerson={may.secondPerson}
            />
          )}
        </AskAgain>
      )}
      {decline && !contradicted && <DeclineDetails decline={decline} way={way} advised={tone === 'unknown'} />}
    </section>
  );
}
