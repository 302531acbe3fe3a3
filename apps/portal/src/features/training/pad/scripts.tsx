import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Tabs } from '@/components/ui/tabs.tsx';
import { cn } from '@/components/ui/cn.ts';
import type { BankClient, PadState } from '../lib/bank-client.ts';

/** What the kopecks of an amount make happen on every simulated terminal; the simulator's own table. */
const SCENARIOS = [
  ['00', 'k00'],
  ['05', 'k05'],
  ['06', 'k06'],
  ['07', 'k07'],
  ['08', 'k08'],
  ['17', 'k17'],
  ['71', 'k71'],
  ['72', 'k72'],
  ['73', 'k73'],
  ['74', 'k74'],
  ['88', 'k88'],
  ['89', 'k89'],
] as const;

/** Host code of a plain refusal: insufficient funds. */
const DECLINE_CODE = 4451;

const FAULTS = [
  ['f_decline', { fault: 'decline', code: DECLINE_CODE }],
  ['f_lost_reply', { fault: 'lost_reply' }],
  ['f_die_before_file', { fault: 'die_before_file' }],
  ['f_unreadable', { fault: 'unreadable' }],
  ['f_no_link', { fault: 'no_link' }],
  ['f_reboot', { fault: 'reboot' }],
  ['f_slow', { fault: 'slow' }],
  ['f_stale_file', { fault: 'stale_file' }],
  ['f_truncated_file', { fault: 'truncated_file' }],
  ['f_foreign_id', { fault: 'foreign_id' }],
  ['f_tid_mismatch', { fault: 'tid_mismatch' }],
  ['f_full_card_number', { fault: 'full_card_number' }],
  ['f_no_slip', { fault: 'no_slip' }],
] as const;

type Script = (typeof FAULTS)[number][1];

interface ScriptsProps {
  readonly bank: BankClient;
  readonly terminalId: string | null;
  readonly pending: PadState['faults'];
  readonly queryKey: readonly unknown[];
  readonly onKopecks: ((kopecks: string) => void) | null;
}

const BOX = 'grid grid-cols-2 content-start gap-1';
const PIECE =
  'flex min-h-7 w-full items-center gap-2 rounded-sm border border-line px-2 py-0.5 text-left text-xs leading-4 enabled:hover:border-line-strong enabled:hover:bg-hover disabled:cursor-not-allowed disabled:text-text-faint';

/** What may go wrong, to be chosen before it does: by the amount, or by a script for the next order. */
export function Scripts({ bank, terminalId, pending, queryKey, onKopecks }: ScriptsProps) {
  const t = useTranslations('TrainingScripts');
  const queries = useQueryClient();
  const [failed, setFailed] = useState(false);
  const change = async (what: () => Promise<unknown>): Promise<void> => {
    setFailed(
      await what().then(
        () => false,
        () => true,
      ),
    );
    await queries.invalidateQueries({ queryKey });
  };
  const script = terminalId === null ? null : (fault: Script) => void change(() => bank.script(terminalId, fault));
  const clear = terminalId === null ? null : () => void change(() => bank.clearScript(terminalId));
  return (
    <div className="min-h-0 flex-1 overflow-y-auto rounded-lg border border-line bg-surface px-3 pt-1 pb-2.5">
      <Tabs
        label={t('title')}
        tabs={[
          { key: 'amounts', label: t('amounts'), content: <Amounts onKopecks={onKopecks} /> },
          { key: 'faults', label: t('faults'), content: <Faults pending={pending} onScript={script} /> },
        ]}
      />
      <div role="status">
        {failed && <p className="mt-1.5 text-xs text-declined-ink">{t('failed')}</p>}
        {pending.length > 0 && clear && <Pending pending={pending} onClear={clear} />}
      </div>
    </div>
  );
}

function Amounts({ onKopecks }: Pick<ScriptsProps, 'onKopecks'>) {
  const t = useTranslations('TrainingScripts');
  return (
    <>
      <p className="mb-1.5 text-xs text-text-soft">{t('amountsNote')}</p>
      <ul className={BOX}>
        {SCENARIOS.map(([kopecks, words]) => (
          <li key={kopecks}>
            <button type="button" disabled={onKopecks === null} onClick={() => onKopecks?.(kopecks)} className={PIECE}>
              <span className="figures font-mono font-semibold">.{kopecks}</span>
              {t(words)}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Faults({ pending, onScript }: { pending: ScriptsProps['pending']; onScript: ((script: Script) => void) | null }) {
  const t = useTranslations('TrainingScripts');
  return (
    <>
      <p className="mb-1.5 text-xs text-text-soft">{t('faultsNote')}</p>
      <ul className={BOX}>
        {FAULTS.map(([words, script]) => (
          <li key={words}>
            <button
              type="button"
              disabled={onScript === null}
              onClick={() => onScript?.(script)}
              className={cn(PIECE, pending.some(({ fault }) => fault === script.fault) && 'border-held-edge bg-held-fill')}
            >
              {t(words)}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Pending({ pending, onClear }: { pending: ScriptsProps['pending']; onClear: () => void }) {
  const t = useTranslations('TrainingScripts');
  const names = pending.map(({ fault }) => {
    const known = FAULTS.find(([, script]) => script.fault === fault);
    return known ? t(known[0]) : fault;
  });
  return (
    <p className="mt-1.5 flex items-center gap-2 text-xs text-held-ink">
      <span className="min-w-0 flex-1">{t('pending', { faults: names.join(', ') })}</span>
      <button type="button" onClick={onClear} className="h-6 rounded-sm px-1.5 font-medium text-brand hover:underline">
        {t('clear')}
      </button>
    </p>
  );
}
