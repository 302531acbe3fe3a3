import { useLocale, useTranslations } from 'next-intl';
import { Money } from '@/components/ui/money.tsx';
import { isRefund, withoutSign } from '../lib/amount-text.ts';
import { acknowledged, atTerminal, withOriginal } from '../lib/attempt.ts';
import type { Flow } from '../lib/flow.ts';
import { CallTrouble } from './call-trouble.tsx';
import { OutcomePanel } from './outcome-panel.tsx';
import { Progress } from './progress.tsx';
import type { SonataWindowProps } from './sonata-window.tsx';
import { TerminalForm } from './terminal-form.tsx';
import { WarningPanel } from './warning-panel.tsx';

const amountOf = (flow: Exclude<Flow, { at: 'advance' }>): string => (flow.at === 'eft' ? flow.amount : flow.attempt.body.amount);

/** "EFT processing": what is to be paid, at which terminal, and everything that becomes of it. */
export function EftWindow(props: SonataWindowProps) {
  const { desk, client, place, onStart, onSend, onTerminal, terminalId } = props;
  const { flow, dispatch } = desk;
  const t = useTranslations('TrainingEft');
  const locale = useLocale();
  if (flow.at === 'advance') return null;
  const amount = amountOf(flow);
  const asks = flow.at === 'eft' || flow.at === 'refused';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 px-4 py-4">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2 data-focus tabIndex={-1} className="flex-1 text-xl font-semibold whitespace-nowrap outline-none">
          {t('title')}
        </h2>
        <p data-testid="order" className="text-lg">
          <span className="mr-2 text-text-soft">{t(isRefund(amount) ? 'refund' : 'payment')}</span>
          <Money amount={withoutSign(amount)} currency={place.currency} locale={locale} className="text-2xl font-semibold" size="display" />
        </p>
      </div>
      {asks && (
        <TerminalForm
          terminals={props.terminals}
          broken={props.terminalsBroken}
          chosen={terminalId}
          onChoose={onTerminal}
          problem={flow.at === 'refused' ? flow.problem : null}
          onBack={() => dispatch({ type: 'back' })}
          onProcess={(terminal) => (flow.at === 'eft' ? onStart(amount, terminal) : onSend(atTerminal(flow.attempt, terminal, crypto.randomUUID())))}
        />
      )}
      {flow.at === 'warned' && (
        <WarningPanel
          warning={flow.warning}
          timeZone={place.timeZone}
          onGoOn={(warning) => onSend(acknowledged(flow.attempt, warning))}
          onOriginal={(candidate) => onSend(withOriginal(flow.attempt, candidate))}
          onObey={() => dispatch({ type: 'back' })}
        />
      )}
      {(flow.at === 'lost' || flow.at === 'absent') && (
        <CallTrouble at={flow.at} onSend={() => onSend(flow.attempt)} onClose={() => dispatch({ type: 'close' })} />
      )}
      {(flow.at === 'sending' || (flow.at === 'running' && flow.payment.outcome !== 'unknown')) && (
        <Progress flow={flow} client={client} deaf={desk.deaf} />
      )}
      {(flow.at === 'ended' || (flow.at === 'running' && flow.payment.outcome === 'unknown')) && (
        <OutcomePanel flow={flow} deaf={desk.deaf} onClose={() => dispatch({ type: 'close' })} />
      )}
    </div>
  );
}
