import { moneyParts } from '@/format/money.ts';
import { cn } from './cn.ts';

interface MoneyProps {
  readonly amount: string;
  readonly currency: string;
  readonly locale: string;
  readonly className?: string;
  /** `display` sets the minor units and the currency smaller, for the one amount a page is about. */
  readonly size?: 'text' | 'display';
}

/** An amount of money, digits in columns, never broken over two lines. */
export function Money({ amount, currency, locale, className, size = 'text' }: MoneyProps) {
  const minor = size === 'display' ? 'text-[0.6em] font-medium text-text-soft' : 'text-text-soft';
  return (
    <span className={cn('figures whitespace-nowrap', className)}>
      {moneyParts(amount, currency, locale).map((part, index) => (
        <span key={index} className={part.kind === 'minor' || part.kind === 'symbol' ? minor : undefined}>
          {part.text}
        </span>
      ))}
    </span>
  );
}
