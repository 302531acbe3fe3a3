import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import type { BankCard, BankClient, GuestAction, PadState } from '../lib/bank-client.ts';

interface CardHolderProps {
  readonly bank: BankClient;
  readonly keys: PadState['keys'];
  readonly onAct: (action: GuestAction) => void;
}

const WAYS = ['tap', 'insert'] as const;

/** The guest's wallet: pick how to present a card, then press it. */
export function CardHolder({ bank, keys, onAct }: CardHolderProps) {
  const t = useTranslations('TrainingPad');
  const id = useId();
  const [by, setBy] = useState<(typeof WAYS)[number]>('insert');
  const cards = useQuery({ queryKey: ['training-cards'], queryFn: bank.cards, staleTime: Infinity });
  const wanted = keys.includes('present');
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <h3 className="text-sm font-semibold">{t('cards')}</h3>
      <fieldset>
        <legend className="sr-only">{t('way')}</legend>
        <div className="grid grid-cols-2 rounded-md border border-line-strong p-0.5">
          {WAYS.map((way) => (
            <label
              key={way}
              className={cn(
                'grid h-7 cursor-pointer place-items-center rounded-sm text-xs font-medium has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-focus',
                by === way ? 'bg-brand text-on-brand' : 'text-text-soft hover:bg-hover',
              )}
            >
              <input type="radio" name={id} checked={by === way} onChange={() => setBy(way)} className="sr-only" />
              {t(way)}
            </label>
          ))}
        </div>
      </fieldset>
      <ul className="grid gap-1 max-[26rem]:grid-cols-2">
        {(cards.data ?? []).map((card) => (
          <li key={card.brand}>
            <Card card={card} wanted={wanted} onPresent={() => onAct({ action: 'present', brand: card.brand, by })} />
          </li>
        ))}
      </ul>
      {by === 'tap' && <p className="text-xs text-text-faint">{t('tapNote')}</p>}
      {keys.includes('remove') && (
        <Button size="sm" onClick={() => onAct({ action: 'remove' })}>
          {t('remove')}
        </Button>
      )}
    </div>
  );
}

function Card({ card: { name, mask, expiry }, wanted, onPresent }: { card: BankCard; wanted: boolean; onPresent: () => void }) {
  const t = useTranslations('TrainingPad');
  const last = mask.slice(-4);
  return (
    <button
      type="button"
      disabled={!wanted}
      onClick={onPresent}
      className={cn(
        'flex w-full items-center gap-2 rounded-md border px-2.5 py-1 text-left transition-colors disabled:cursor-not-allowed',
        wanted ? 'border-brand bg-brand-soft hover:border-brand-hover' : 'border-line bg-sunken text-text-faint',
      )}
    >
      <span aria-hidden className="h-3.5 w-[1.125rem] shrink-0 rounded-[3px] border border-brass bg-brass/40" />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-xs leading-4 font-semibold">{name}</span>
        <span className="block font-mono text-2xs leading-4">
          <span aria-hidden>··</span>
          <span className="sr-only">{t('lastDigits')} </span>
          {last} {expiry}
        </span>
      </span>
    </button>
  );
}
