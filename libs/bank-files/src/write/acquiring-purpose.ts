import { formatAmount } from '@payport/domain';
import { russianDay } from './drafts.ts';
import type { Settlement } from './settle-registry.ts';

/** Wordings of the purpose of a credit, as public parsers show them. */
export const PURPOSE_WORDINGS = ['merchant', 'registry', 'reimbursement'] as const;
export type PurposeWording = (typeof PURPOSE_WORDINGS)[number];

const CURRENCY = 'RUB';
/** A space between thousands, a point before the kopecks. */
function amount(minor: bigint): string {
  const [whole = '', kopecks = ''] = formatAmount(minor, CURRENCY).split('.');
  return `${whole.replace(/\B(?=([0-9]{3})+$)/g, ' ')}.${kopecks}`;
}

/** What a bank writes as the purpose of the money that it pays for a registry: all that is told of the fee stands there. */
export function acquiringPurpose({ mid, day, operations, grossMinor, refundsMinor, feeMinor }: Settlement, wording: PurposeWording): string {
  const refunds = refundsMinor === 0n ? '' : ` Возврат покупки ${amount(refundsMinor)}/0.00.`;
  switch (wording) {
    case 'merchant':
      return `Зачисление средств по операциям эквайринга. Мерчант №${mid}. Комиссия ${amount(feeMinor)}.${refunds} НДС не облагается.`;
    case 'registry':
      return `Зачисление средств по операциям эквайринга. Мерчант №${mid}. Дата реестра ${russianDay(day)}. Комиссия ${amount(feeMinor)}.${refunds} НДС не облагается.`;
    case 'reimbursement':
      return `Возмещение по торговому эквайрингу Мерчант ${mid} за ${russianDay(day)}. Операций ${operations}. Сумма ${amount(grossMinor)} руб., комиссия ${amount(feeMinor)} руб.${refunds}`;
  }
}
