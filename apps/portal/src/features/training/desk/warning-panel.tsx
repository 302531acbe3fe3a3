import { TriangleAlert } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { localMoment } from '@/format/moment.ts';
import { formatMoney } from '@/format/money.ts';
import { StatusBadge } from '@/features/payments/status-badge.tsx';
import { STATUS_LOOKS } from '@/features/payments/status-look.ts';
import { withoutSign } from '../lib/amount-text.ts';
import type { Candidate, EarlierPayment, Warning } from '../lib/warning.ts';

interface WarningPanelProps {
  readonly warning: Warning;
  readonly timeZone: string;
  readonly onGoOn: (warning: Extract<Warning, { payment: unknown }>) => void;
  readonly onOriginal: (candidate: Candidate) => void;
  readonly onObey: () => void;
}

/** A warning with what it rests on, and the cashier's answer. Nothing was sent to the terminal yet. */
export function WarningPanel({ warning, timeZone, onGoOn, onOriginal, onObey }: WarningPanelProps) {
  const t = useTranslations('TrainingEft');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [warning]);
  return (
    <section aria-labelledby="eft-warning" className="rounded-md border border-held-edge bg-held-fill p-3.5">
      <div className="flex gap-2.5">
        <TriangleAlert aria-hidden className="mt-1 size-5 shrink-0 text-held-ink" />
        <div className="min-w-0 flex-1">
          <h3 ref={heading} tabIndex={-1} id="eft-warning" className="text-lg font-semibold text-held-ink outline-none">
            {warning.title}
          </h3>
          <p className="text-pretty">{warning.detail}</p>
        </div>
      </div>
      {'payment' in warning ? (
        <>
          <Earlier payment={warning.payment} timeZone={timeZone} />
          <div className="mt-3 flex flex-wrap gap-2">
            <Button variant="primary" onClick={() => onGoOn(warning)}>
              {t('goOn')}
            </Button>
            <Button onClick={onObey}>{t('obey')}</Button>
          </div>
          <p className="mt-2 text-xs text-text-soft">{t('goOnNote')}</p>
        </>
      ) : (
        <>
          <p className="mt-3 font-medium">{t('chooseOriginal')}</p>
          <ul className="mt-1.5 grid gap-1.5">
            {warning.candidates.map((candidate) => (
              <li key={candidate.id}>
                <CandidateButton candidate={candidate} timeZone={timeZone} onChoose={() => onOriginal(candidate)} />
              </li>
            ))}
          </ul>
          <Button className="mt-3" onClick={onObey}>
            {t('obey')}
          </Button>
        </>
      )}
    </section>
  );
}

function Earlier({ payment, timeZone }: { payment: EarlierPayment; timeZone: string }) {
  const t = useTranslations('TrainingEft');
  const locale = useLocale();
  const status = payment.status in STATUS_LOOKS ? (payment.status as keyof typeof STATUS_LOOKS) : null;
  const time = localMoment(payment.createdAt, timeZone, locale).seconds;
  const kind = t(payment.kind === 'refund' ? 'refund' : 'payment');
  const amount = formatMoney(withoutSign(payment.amount), payment.currency, locale);
  return (
    <div className="mt-3 rounded-md border border-line bg-surface px-3 py-2">
      <p className="overline-label">{t('earlier')}</p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="figures">{t('earlierLine', { kind, amount, time, terminal: payment.terminal.name })}</span>
        {status && <StatusBadge status={status} />}
      </p>
      {payment.cashier !== null && <p className="text-xs text-text-faint">{payment.cashier}</p>}
    </div>
  );
}

function CandidateButton({ candidate, timeZone, onChoose }: { candidate: Candidate; timeZone: string; onChoose: () => void }) {
  const t = useTranslations('TrainingEft');
  const locale = useLocale();
  const { amount, refundableAmount, currency, createdAt, cardMask } = candidate;
  const time = localMoment(createdAt, timeZone, locale).seconds;
  return (
    <button
      type="button"
      onClick={onChoose}
      className="figures flex w-full flex-wrap items-baseline justify-between gap-x-3 rounded-md border border-line-strong bg-surface px-3 py-2 text-left hover:bg-hover"
    >
      <span>{t('candidateLine', { amount: formatMoney(amount, currency, locale), time, card: cardMask ?? t('noCard') })}</span>
      <span className="text-sm text-text-soft">{t('candidateLeft', { amount: formatMoney(refundableAmount, currency, locale) })}</span>
    </button>
  );
}
