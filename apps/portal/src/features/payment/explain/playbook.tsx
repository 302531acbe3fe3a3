import type { PortalPaymentDetail } from '@payport/contracts';
import { CircleCheck, CircleHelp } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { localMoment } from '@/format/moment.ts';
import { formatMoney } from '@/format/money.ts';
import { Link } from '@/i18n/navigation.ts';
import { knownFacts } from '../lib/known-facts.ts';
import { moneyWay } from '../lib/money-way.ts';
import { CopyText } from './copy-text.tsx';

/** What is proven about an unknown outcome, and the way from here to a proof. */
export function Playbook({ detail }: { detail: PortalPaymentDetail }) {
  const t = useTranslations('Playbook');
  return (
    <div className="mt-4 grid gap-x-8 gap-y-5 border-t border-unknown-edge pt-4 sm:ml-9 lg:grid-cols-2">
      <section aria-labelledby="known" className="min-w-0">
        <h3 id="known" className="mb-2 text-sm font-semibold text-text-soft">
          {t('known')}
        </h3>
        <Known detail={detail} />
      </section>
      <section aria-labelledby="to-do" className="min-w-0">
        <h3 id="to-do" className="mb-2 text-sm font-semibold text-text-soft">
          {t('toDo')}
        </h3>
        {detail.payment.status === 'manual_review' ? <ReviewSteps detail={detail} /> : <WaitingSteps detail={detail} />}
      </section>
    </div>
  );
}

function Known({ detail: { payment, property, events } }: { detail: PortalPaymentDetail }) {
  const t = useTranslations('Playbook');
  const stages = useTranslations('Stage');
  const findings = useTranslations('Finding');
  const locale = useLocale();
  const facts = knownFacts(events);
  const clock = (moment: string): string => localMoment(moment, property.timeZone, locale).seconds;
  const rrn = payment.result?.rrn ?? null;
  return (
    <ul className="grid gap-1.5">
      {facts.sentAt !== null && <Fact proven>{t('sent', { time: clock(facts.sentAt) })}</Fact>}
      <Fact proven={facts.deviceTookIt}>{t(facts.deviceTookIt ? 'deviceTookIt' : 'deviceSilent')}</Fact>
      {facts.stage !== null && <Fact proven>{t('stage', { stage: stages(facts.stage) })}</Fact>}
      {rrn !== null && <Fact proven>{t('rrn', { rrn })}</Fact>}
      {facts.lostAt !== null && (
        <Fact proven={false}>{t(facts.undoing ? 'undoLost' : 'answerLost', { time: clock(facts.lostAt), way: moneyWay(payment.kind) })}</Fact>
      )}
      <Fact proven={false}>
        {facts.lastQuestion === null
          ? t('notAsked')
          : t('asked', {
              count: facts.questions,
              time: clock(facts.lastQuestion.at),
              answer: findings(facts.lastQuestion.finding),
            })}
      </Fact>
    </ul>
  );
}

/** A tick for what is proven, a question mark for what is not. */
function Fact({ proven, children }: { proven: boolean; children: ReactNode }) {
  const Icon = proven ? CircleCheck : CircleHelp;
  return (
    <li className="flex items-start gap-2">
      <Icon aria-hidden className={proven ? 'mt-1 size-4 shrink-0 text-text-soft' : 'mt-1 size-4 shrink-0 text-unknown-ink'} />
      <span className="min-w-0 text-pretty">{children}</span>
    </li>
  );
}

function ReviewSteps({ detail }: { detail: PortalPaymentDetail }) {
  const t = useTranslations('Playbook');
  const locale = useLocale();
  const { payment, property, terminal, may } = detail;
  const amount = formatMoney(payment.amount.replace('-', ''), payment.currency, locale);
  const { date, shortDate, time, seconds, zone } = localMoment(payment.createdAt, property.timeZone, locale);
  const lines: readonly (readonly [string, string | null | undefined])[] = [
    ['TID', payment.result?.terminalTid ?? terminal.tid],
    ['MID', payment.result?.merchantMid ?? terminal.mid],
    [t('bank.when'), `${date}, ${seconds} ${zone}`],
    [t('bank.amount'), `${payment.amount} ${payment.currency}`],
    ['RRN', payment.result?.rrn],
    [t('bank.card'), payment.result?.cardMask],
  ];
  const question = [t('bank.question'), ...lines.flatMap(([name, value]) => (value == null || value === '' ? [] : [`${name}: ${value}`]))].join('\n');
  const decides = may.resolve.length > 0 || may.rejectResolution;
  return (
    <ol className="grid gap-2.5">
      <Step number={1} title={t('journal')}>
        {t('journalText', { amount, when: `${shortDate}, ${time}` })}{' '}
        <Link
          href={`/terminals/${payment.terminal.id}`}
          prefetch={false}
          className="font-medium text-brand underline decoration-brand/40 underline-offset-4 hover:decoration-brand"
        >
          {payment.terminal.name}
        </Link>
      </Step>
      <Step number={2} title={t('statement')}>
        {t('statementText')}
        <CopyText text={question} label={t('copyQuestion')} done={t('copied')} />
      </Step>
      <Step number={3} title={t('decide')}>
        {t(decides ? 'decideText' : 'decideOthers')}
      </Step>
    </ol>
  );
}

function WaitingSteps({ detail: { payment } }: { detail: PortalPaymentDetail }) {
  const t = useTranslations('Playbook');
  const way = moneyWay(payment.kind);
  const undoing = payment.status === 'reversal_unknown';
  return (
    <ol className="grid gap-2.5">
      <Step number={1} title={t('wait')}>
        {t(undoing ? 'waitUndoText' : 'waitText')}
      </Step>
      <Step number={2} title={t('device')}>
        {t('deviceText')}
      </Step>
      <Step number={3} title={t('noSecond')}>
        {t(undoing ? 'noSecondUndoText' : 'noSecondText', { way })}
      </Step>
    </ol>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2.5">
      <span
        aria-hidden
        className="figures mt-px grid size-5.5 shrink-0 place-items-center rounded-full border border-unknown-edge bg-surface text-xs font-semibold text-unknown-ink"
      >
        {number}
      </span>
      <div className="min-w-0 text-pretty">
        <p className="font-medium">{title}</p>
        <div className="text-text-soft">{children}</div>
      </div>
    </li>
  );
}
