import type { PortalPaymentRow } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { formatMoney } from '@/format/money.ts';
import { countedAmount } from '../lib/counted-amount.ts';

/** What a row's link says it opens. */
export function useOpenName(): (row: PortalPaymentRow) => string {
  const t = useTranslations('Payments');
  const kind = useTranslations('Kind');
  const status = useTranslations('Status');
  const locale = useLocale();
  return (row) => t('open', { kind: kind(row.kind), amount: formatMoney(countedAmount(row), row.currency, locale), status: status(row.status) });
}
