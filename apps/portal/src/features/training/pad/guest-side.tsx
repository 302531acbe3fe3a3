import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Switch } from '@/components/ui/switch.tsx';
import type { BankClient, GuestAction, PadState } from '../lib/bank-client.ts';
import { CardHolder } from './card-holder.tsx';
import { Device } from './device.tsx';
import { Scripts } from './scripts.tsx';

/** How often the device is looked at while an order runs, and otherwise; ms. */
const BUSY_MS = 500;
const IDLE_MS = 1_500;

interface GuestSideProps {
  readonly bank: BankClient;
  readonly terminalId: string | null;
  readonly terminalName: string | null;
  readonly busy: boolean;
  readonly byHand: boolean;
  readonly onByHand: (byHand: boolean) => void;
  /** Null while no amount is being typed. */
  readonly onKopecks: ((kopecks: string) => void) | null;
}

/** Where the guest stands: the simulated terminal that was chosen, a wallet, and what may go wrong. */
export function GuestSide({ bank, terminalId, terminalName, busy, byHand, onByHand, onKopecks }: GuestSideProps) {
  const t = useTranslations('TrainingPad');
  const id = useId();
  const queries = useQueryClient();
  const queryKey = ['training-pad', terminalId];
  const pad = useQuery({
    queryKey,
    queryFn: () => bank.pad(terminalId ?? ''),
    enabled: terminalId !== null,
    refetchInterval: ({ state }) => (busy || (state.data?.state ?? 'idle') !== 'idle' ? BUSY_MS : IDLE_MS),
    staleTime: 0,
  });
  const [late, setLate] = useState(false);
  const act = async (action: GuestAction): Promise<void> => {
    if (terminalId === null) return;
    try {
      const next = await bank.act(terminalId, action);
      queries.setQueryData<PadState>(queryKey, next);
      setLate(false);
    } catch {
      // The device asked for something else meanwhile: the look at it says for what.
      setLate(true);
      await queries.invalidateQueries({ queryKey });
    }
  };
  const state = pad.isError ? null : (pad.data ?? null);
  const press = (action: GuestAction): void => void act(action);
  return (
    <section aria-labelledby={`${id}-title`} className="flex min-h-0 flex-col gap-3">
      <div className="rounded-lg border border-line bg-surface p-3">
        <div className="mb-2.5 flex items-center gap-3">
          <div className="min-w-0 flex-1">
            <h2 id={`${id}-title`} className="leading-5 font-semibold">
              {t('title')}
            </h2>
            <p className="truncate text-xs text-text-soft">{pad.isError ? t('away') : terminalName}</p>
          </div>
          <label htmlFor={`${id}-hand`} className="text-sm font-medium text-text-soft" title={t('byHandNote')}>
            {t('byHand')}
          </label>
          <Switch id={`${id}-hand`} checked={byHand} onChange={(event) => onByHand(event.target.checked)} aria-describedby={`${id}-note`} />
          <p id={`${id}-note`} className="sr-only">
            {t('byHandNote')}
          </p>
        </div>
        <div className="grid gap-3 items-start min-[26rem]:grid-cols-[14rem_minmax(0,1fr)]">
          <Device pad={state} onAct={press} />
          <CardHolder bank={bank} keys={state?.keys ?? []} onAct={press} />
        </div>
        <p role="status" className={late ? 'mt-2 text-sm text-text-soft' : 'sr-only'}>
          {late ? t('late') : ''}
        </p>
      </div>
      <Scripts bank={bank} terminalId={terminalId} pending={state?.faults ?? []} queryKey={queryKey} onKopecks={onKopecks} />
    </section>
  );
}
