import type { Terminal } from '@payport/contracts';
import { useEffect, useRef } from 'react';
import type { TrainingPlace } from '@/server/training/training-places.ts';
import type { Attempt } from '../lib/attempt.ts';
import type { SonataClient } from '../lib/sonata-client.ts';
import type { Desk } from '../use-desk.ts';
import { AdvanceWindow } from './advance-window.tsx';
import { EftWindow } from './eft-window.tsx';

export interface SonataWindowProps {
  readonly desk: Desk;
  readonly client: SonataClient;
  readonly place: TrainingPlace;
  readonly amountText: string;
  readonly onAmountText: (text: string) => void;
  readonly terminals: readonly Terminal[];
  readonly terminalsBroken: boolean;
  readonly terminalId: string | null;
  readonly onTerminal: (id: string) => void;
  readonly onStart: (amount: string, terminalId: string) => void;
  readonly onSend: (attempt: Attempt) => void;
}

/** The window that is open in the PMS: the advance, or what becomes of it at the terminal. The focus goes along. */
export function SonataWindow(props: SonataWindowProps) {
  const { desk, place, amountText, onAmountText } = props;
  const box = useRef<HTMLDivElement>(null);
  const advance = desk.flow.at === 'advance';
  const drawn = useRef(advance);
  useEffect(() => {
    if (drawn.current === advance) return;
    drawn.current = advance;
    box.current?.querySelector<HTMLElement>('[data-focus]')?.focus();
  }, [advance]);
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-y-auto">
      {advance ? (
        <AdvanceWindow currency={place.currency} text={amountText} onText={onAmountText} onPay={(amount) => desk.dispatch({ type: 'pay', amount })} />
      ) : (
        <EftWindow {...props} />
      )}
    </div>
  );
}
