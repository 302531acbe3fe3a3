import { useLocale, useTranslations } from 'next-intl';
import { Money } from '@/components/ui/money.tsx';
import { formatMoney } from '@/format/money.ts';
import { countedAmount } from './lib/counted-amount.ts';

interface RowMoneyProps {
  readonly payment: { readonly amount: string; readonly approvedAmount: string | null; readonly currency: string };
  readonly className?: string;
}

/** The amount that sums count. */
export function RowMoney({ payment, className }: RowMoneyProps) {
  return <Money amount={countedAmount(payment)} currency={payment.currency} locale={useLocale()} {...(className !== undefined && { className })} />;
}

/** What was asked for, beside it, where the bank approved another amount. */
export function AskedMoney({ payment, className }: RowMoneyProps) {
  const t = useTranslations('Payments');
  const locale = useLocale();
  if (payment.approvedAmount === null) return null;
  return <span className={className}>{t('asked', { amount: formatMoney(payment.amount, payment.currency, locale) })}</span>;
}
