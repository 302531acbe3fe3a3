import { Circle, Delete, Nfc, X, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Fragment, useState, type KeyboardEvent } from 'react';
import { cn } from '@/components/ui/cn.ts';
import type { GuestAction, PadState } from '../lib/bank-client.ts';
import { DeviceScreen } from './device-screen.tsx';

/** Rows of the pad; the keys that every payment terminal has stand beside them. */
const ROWS = [['1', '2', '3'], ['4', '5', '6'], ['7', '8', '9'], ['0']] as const;
const PIN_LEAST = 4;
const PIN_MOST = 6;
const KEY =
  'grid h-8 place-items-center rounded-md text-lg font-semibold transition-[filter,transform] duration-100 focus-visible:outline-brass enabled:hover:brightness-125 enabled:active:translate-y-px disabled:opacity-45';

interface DeviceProps {
  /** Null: the simulated bank does not answer. */
  readonly pad: PadState | null;
  readonly onAct: (action: GuestAction) => void;
}

/** A terminal as it stands on a front desk. Of the PIN only the number of digits is known, here too. */
export function Device({ pad, onAct }: DeviceProps) {
  const t = useTranslations('TrainingPad');
  const entering = pad?.state === 'enter_pin';
  const [entered, setEntered] = useState({ startedAt: '', count: 0 });
  // Digits of an order before are none of this one.
  const startedAt = pad?.order?.startedAt ?? '';
  const count = entering && entered.startedAt === startedAt ? entered.count : 0;
  const keys = pad?.keys ?? [];
  const setCount = (next: number) => setEntered({ startedAt, count: Math.min(PIN_MOST, Math.max(0, next)) });
  const cancel = () => {
    if (keys.includes('cancel')) onAct({ action: 'cancel' });
  };
  const ok = () => {
    if (keys.includes('pin') && count >= PIN_LEAST) onAct({ action: 'pin' });
  };
  const type = (event: KeyboardEvent) => {
    if (/^\d$/.test(event.key) && entering) setCount(count + 1);
    else if (event.key === 'Backspace' && entering) setCount(count - 1);
    else if (event.key === 'Escape') cancel();
    else return;
    event.preventDefault();
  };
  return (
    <div
      role="group"
      aria-label={t('device')}
      onKeyDown={type}
      className="mx-auto w-56 rounded-[1.5rem] border border-device-edge bg-device p-3 pt-2.5 text-device-key-ink shadow-raised"
    >
      <p aria-hidden className="mb-1.5 flex items-center justify-between px-1 text-2xs tracking-wide">
        <span className={cn('size-1.5 rounded-full', pad?.online === true ? 'bg-key-ok brightness-150' : 'bg-key-cancel')} />
        <Nfc className={cn('size-4', keys.includes('present') && 'animate-[breathe_2s_ease-in-out_infinite]')} />
      </p>
      <DeviceScreen pad={pad} pinCount={count} />
      <div role="group" aria-label={t('digits')} className="mt-2 grid grid-cols-[repeat(3,minmax(0,1fr))_3rem] gap-1.5">
        {ROWS.map((row, index) => (
          <Fragment key={index}>
            {row.map((digit) => (
              <button
                key={digit}
                type="button"
                disabled={!entering}
                onClick={() => setCount(count + 1)}
                className={cn(KEY, 'bg-device-key', row.length === 1 && 'col-span-3')}
              >
                {digit}
              </button>
            ))}
            {index === 0 && <FunctionKey name={t('keyCancel')} Icon={X} look="bg-key-cancel" disabled={!keys.includes('cancel')} onPress={cancel} />}
            {index === 1 && (
              <FunctionKey
                name={t('keyClear')}
                Icon={Delete}
                look="bg-key-clear text-on-key-clear"
                disabled={count === 0}
                onPress={() => setCount(count - 1)}
              />
            )}
            {index === 2 && (
              <FunctionKey name={t('keyOk')} Icon={Circle} look="row-span-2 h-auto bg-key-ok" disabled={count < PIN_LEAST} onPress={ok} />
            )}
          </Fragment>
        ))}
      </div>
      <div aria-hidden className="mx-auto mt-2.5 h-1.5 w-28 rounded-full border border-device-edge bg-black/40" />
    </div>
  );
}

interface FunctionKeyProps {
  readonly name: string;
  readonly Icon: LucideIcon;
  readonly look: string;
  readonly disabled: boolean;
  readonly onPress: () => void;
}

function FunctionKey({ name, Icon, look, disabled, onPress }: FunctionKeyProps) {
  return (
    <button type="button" aria-label={name} title={name} disabled={disabled} onClick={onPress} className={cn(KEY, look)}>
      <Icon aria-hidden className="size-5" strokeWidth={2.5} />
    </button>
  );
}
