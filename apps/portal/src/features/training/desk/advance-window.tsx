import { CreditCard } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Input } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { readAmount, type AmountFault } from '../lib/amount-text.ts';

interface AdvanceWindowProps {
  readonly currency: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onPay: (amount: string) => void;
}

const FAULT_WORDS = {
  empty: 'fault_empty',
  notAnAmount: 'fault_notAnAmount',
  decimals: 'fault_decimals',
  zero: 'fault_zero',
  large: 'fault_large',
} as const satisfies Record<AmountFault, string>;

/** "Advance payment": the method, the amount, Pay. A refund is a negative amount and nothing else. */
export function AdvanceWindow({ currency, text, onText, onPay }: AdvanceWindowProps) {
  const t = useTranslations('Training');
  const id = useId();
  const [fault, setFault] = useState<AmountFault | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const reading = readAmount(text);
    setFault(reading.ok ? null : reading.fault);
    if (reading.ok) onPay(reading.amount);
    else document.getElementById(`${id}-amount`)?.focus();
  };
  return (
    <form onSubmit={submit} noValidate aria-labelledby={`${id}-title`} className="mx-auto grid max-w-md gap-4 px-4 py-6">
      <h2 id={`${id}-title`} className="text-xl font-semibold">
        {t('advance')}
      </h2>
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-method`} className="text-sm font-medium text-text-soft">
          {t('method')}
        </label>
        <Select id={`${id}-method`} options={[{ value: 'card', label: t('methodCard') }]} />
      </div>
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-amount`} className="text-sm font-medium text-text-soft">
          {t('amount', { currency })}
        </label>
        <Input
          id={`${id}-amount`}
          data-focus
          value={text}
          onChange={(event) => {
            onText(event.target.value);
            setFault(null);
          }}
          inputMode="text"
          autoComplete="off"
          maxLength={20}
          aria-invalid={fault !== null}
          aria-describedby={`${id}-hint`}
          fit="h-12 px-3"
          className="figures text-right text-2xl font-semibold"
        />
        <p
          id={`${id}-hint`}
          role={fault === null ? undefined : 'alert'}
          className={fault === null ? 'text-sm text-text-faint' : 'text-sm text-declined-ink'}
        >
          {fault === null ? t('amountHint') : t(FAULT_WORDS[fault])}
        </p>
      </div>
      <Button type="submit" variant="primary" size="lg">
        <CreditCard aria-hidden />
        {t('pay')}
      </Button>
    </form>
  );
}
