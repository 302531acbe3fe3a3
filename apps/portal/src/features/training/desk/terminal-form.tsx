import type { Terminal } from '@payport/contracts';
import { Nfc } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Select } from '@/components/ui/select.tsx';
import type { RefusedBy } from '../lib/flow.ts';

const STATE_WORDS = {
  online: 'stateOnline',
  busy: 'stateBusy',
  offline: 'stateOffline',
  disabled: 'stateDisabled',
} as const satisfies Record<Terminal['status'], string>;

interface TerminalFormProps {
  readonly terminals: readonly Terminal[];
  readonly broken: boolean;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly problem: RefusedBy | null;
  readonly onBack: () => void;
  readonly onProcess: (terminalId: string) => void;
}

/** Which terminal the guest goes to: the workstation's own first, each with its state in words. */
export function TerminalForm({ terminals, broken, chosen, onChoose, problem, onBack, onProcess }: TerminalFormProps) {
  const t = useTranslations('TrainingEft');
  const id = useId();
  return (
    <>
      <div className="grid gap-1.5">
        <label htmlFor={id} className="text-sm font-medium text-text-soft">
          {t('terminal')}
        </label>
        <Select
          id={id}
          value={chosen ?? ''}
          onChange={(event) => onChoose(event.target.value)}
          options={terminals.map(({ id: value, name, status }) => ({ value, label: t('terminalOption', { name, state: t(STATE_WORDS[status]) }) }))}
        />
      </div>
      {broken && <Notice tone="care">{t('terminalsBroken')}</Notice>}
      <div role="alert">
        {problem && (
          <Notice tone="bad" title={problem.title}>
            {problem.detail !== '' && <p>{problem.detail}</p>}
            <p className="mt-1 font-mono text-xs text-text-soft">{problem.code}</p>
          </Notice>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" size="lg" disabled={chosen === null} onClick={() => chosen !== null && onProcess(chosen)}>
          <Nfc aria-hidden />
          {t('process')}
        </Button>
        <Button size="lg" onClick={onBack}>
          {t('back')}
        </Button>
      </div>
    </>
  );
}
