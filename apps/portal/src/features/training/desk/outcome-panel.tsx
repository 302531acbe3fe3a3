import type { Payment } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Notice } from '@/components/ui/notice.tsx';
import { moneyWay } from '@/features/payment/lib/money-way.ts';
import { STATUS_LOOKS, TONE_INK, TONE_PANEL } from '@/features/payments/status-look.ts';
import type { Flow } from '../lib/flow.ts';
import { PostedLine } from './posted-line.tsx';
import { StepList } from './step-list.tsx';
import { useSeconds } from '../use-seconds.ts';

interface OutcomePanelProps {
  readonly flow: Extract<Flow, { at: 'running' | 'ended' }>;
  readonly deaf: boolean;
  readonly onClose: () => void;
}

/** What became of it. An unknown outcome has its own words, its own colour, and goes on being found out. */
export function OutcomePanel({ flow: { payment, steps, attempt, at }, deaf, onClose }: OutcomePanelProps) {
  const t = useTranslations('TrainingEft');
  const statuses = useTranslations('Status');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [payment.status]);
  const wasUnknown = at === 'ended' && steps.some(({ status }) => status === 'unknown' || status === 'manual_review');
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <Verdict payment={payment} heading={heading} startedAtMs={attempt.startedAtMs} onClose={onClose} />
      {wasUnknown && <Notice tone="plain">{t('recovered', { status: statuses(payment.status) })}</Notice>}
      {deaf && <Notice tone="care">{t('deaf')}</Notice>}
      {payment.result?.rrn != null && <PostedLine payment={payment} />}
      <details className="rounded-md border border-line px-3 py-2" open={payment.outcome === 'unknown'}>
        <summary className="text-sm font-medium text-text-soft">{t('stages')}</summary>
        <StepList steps={steps} live={at === 'running'} />
      </details>
    </div>
  );
}

interface VerdictProps {
  readonly payment: Payment;
  readonly heading: React.RefObject<HTMLHeadingElement | null>;
  readonly startedAtMs: number;
  readonly onClose: () => void;
}

function Verdict({ payment, heading, startedAtMs, onClose }: VerdictProps) {
  const t = useTranslations('TrainingEft');
  const statuses = useTranslations('Status');
  const meanings = useTranslations('StatusMeaning');
  const explain = useTranslations('Explain');
  const say = useTranslations('Say');
  const seconds = useSeconds(startedAtMs);
  const { tone, Icon } = STATUS_LOOKS[payment.status];
  const way = moneyWay(payment.kind);
  const { decline } = payment;
  const open = payment.outcome === 'unknown';
  const setup = decline?.code === 'terminal_setup';
  const title = open
    ? explain(payment.status === 'manual_review' ? 'reviewTitle' : 'unknownTitle')
    : setup
      ? explain('terminalSetupTitle')
      : statuses(payment.status);
  const lead = open ? explain(payment.status === 'manual_review' ? 'reviewLead' : 'unknownLead', { way }) : meanings(payment.status, { way });
  return (
    <section data-tone={tone} data-status={payment.status} aria-labelledby="eft-verdict" className={cn('rounded-md border p-3.5', TONE_PANEL[tone])}>
      <div className="flex flex-wrap gap-x-3 gap-y-2">
        <Icon aria-hidden className={cn('mt-0.5 size-6 shrink-0', TONE_INK[tone])} />
        <div className="min-w-40 flex-1">
          <h3 ref={heading} tabIndex={-1} id="eft-verdict" className={cn('text-xl font-semibold outline-none', TONE_INK[tone])}>
            {title}
          </h3>
          <p className="text-pretty">{lead}</p>
        </div>
        {open && (
          <span role="timer" aria-label={t('elapsed')} className="figures text-lg font-semibold text-unknown-ink">
            {t('seconds', { seconds: String(seconds) })}
          </span>
        )}
        <Button onClick={onClose} title={open ? t('closeUnknown') : undefined}>
          {t('close')}
        </Button>
      </div>
      {open && <p className="mt-2 text-pretty">{t(payment.status === 'manual_review' ? 'reviewing' : 'recovering')}</p>}
      {decline && (
        <dl className="mt-2.5 grid gap-x-5 gap-y-1.5 sm:grid-cols-2">
          <div className="sm:col-span-2">
            <dt className="sr-only">{explain('ourCode')}</dt>
            <dd>
              {decline.message}{' '}
              <span className="font-mono text-xs text-text-soft">{[decline.code, decline.terminalCode].filter(Boolean).join(' · ')}</span>
            </dd>
          </div>
          <div>
            <dt className="overline-label">{t('advice')}</dt>
            <dd className="text-pretty">{decline.advice}</dd>
          </div>
          <div>
            <dt className="overline-label">{t('say')}</dt>
            <dd className="text-pretty">«{say(decline.code, { way })}»</dd>
          </div>
        </dl>
      )}
    </section>
  );
}
