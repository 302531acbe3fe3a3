import type { Payment } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { Fragment, type ReactNode } from 'react';
import { cn } from '@/components/ui/cn.ts';
import type { MoneyWay } from '../lib/money-way.ts';
import { WHO_ACTS } from '../lib/who-acts.ts';

interface DeclineDetailsProps {
  readonly decline: NonNullable<Payment['decline']>;
  readonly way: MoneyWay;
  /** Where a playbook says what to do, it is not said twice. */
  readonly advised: boolean;
}

/** What to do, what to say to the guest, whether to try again, who can act, and the codes for whoever asks the bank. */
export function DeclineDetails({ decline, way, advised }: DeclineDetailsProps) {
  const t = useTranslations('Explain');
  const say = useTranslations('Say');
  const who = useTranslations('Who');
  const retry = useTranslations('Retry');
  return (
    <div
      className={cn(
        'mt-4 grid gap-x-8 gap-y-4 border-t border-line-strong/25 pt-4 sm:ml-9',
        advised ? 'lg:grid-cols-2' : 'xl:grid-cols-[minmax(0,2.4fr)_minmax(0,1fr)]',
      )}
    >
      <dl className={cn('grid content-start gap-x-8 gap-y-4', !advised && 'sm:grid-cols-2')}>
        {!advised && <Words name={t('advice')}>{decline.advice}</Words>}
        <Words name={t('say')}>
          <q className="quotes-none">{say(decline.code, { way })}</q>
        </Words>
      </dl>
      <dl className="grid content-start gap-2">
        <Verdict name={t('retry')}>
          <strong className="font-semibold">{retry(decline.retry)}</strong>
        </Verdict>
        <Verdict name={t('who')}>{who(WHO_ACTS[decline.code])}</Verdict>
        <Verdict name={t('code')}>
          {decline.terminalCode === null ? t('noCode') : <code className="font-mono text-sm">{decline.terminalCode}</code>}
        </Verdict>
        <Verdict name={t('apiCode')}>
          <code className="font-mono text-sm">
            {decline.code.split('_').map((part, at) => (
              <Fragment key={part}>
                {at > 0 && '_'}
                {at > 0 && <wbr />}
                {part}
              </Fragment>
            ))}
          </code>
        </Verdict>
      </dl>
    </div>
  );
}

interface ItemProps {
  readonly name: string;
  readonly children: ReactNode;
}

function Words({ name, children }: ItemProps) {
  return (
    <div className="min-w-0">
      <dt className="mb-0.5 text-sm font-medium text-text-soft">{name}</dt>
      <dd className="text-pretty">{children}</dd>
    </div>
  );
}

function Verdict({ name, children }: ItemProps) {
  return (
    <div className="grid grid-cols-[8rem_minmax(0,1fr)] items-baseline gap-2">
      <dt className="text-sm text-text-soft">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}
