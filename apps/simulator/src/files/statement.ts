import { acquiringPurpose, settleRegistry, type OneCStatement, type RegistryDraft, type StatementDraft } from '@payport/bank-files';
import { bankTime, payDay } from './bank-day.ts';
import type { Merchant } from './registry.ts';

/** The bank that keeps the hotel's account; made up, except that its number has the right length. */
const BANK = { name: 'ПАО Учебный банк', inn: '7700000023', bic: '044500000', transitAccount: '30232810000000000001' } as const;
/** What was on the account before the first operation. */
const FIRST_BALANCE_MINOR = 100_000_000n;

/** The merchant's account, 20 digits. */
export const accountOf = ({ mid }: Pick<Merchant, 'mid'>): string => `40702810${mid}`;

/** The account on one day: what is paid for registries then, net of fees; its balance is that of all days before. */
export function statementOf(lines: readonly RegistryDraft[], merchant: Merchant, day: string, nowMs: number): OneCStatement {
  const account = accountOf(merchant);
  const settled = settleRegistry(lines).map((settlement, index) => ({ settlement, number: index + 1, on: payDay(settlement) }));
  const before = settled.filter(({ on }) => on < day).reduce((sum, { settlement }) => sum + settlement.netMinor, 0n);
  const entries = settled
    .filter(({ on, settlement }) => on === day && settlement.netMinor !== 0n)
    .map(({ settlement, number }): StatementDraft => {
      const credit = settlement.netMinor > 0n;
      return {
        account,
        direction: credit ? 'credit' : 'debit',
        amountMinor: credit ? settlement.netMinor : -settlement.netMinor,
        currency: 'RUB',
        bookedOn: day,
        documentNumber: String(number),
        documentOn: day,
        documentKind: 'Банковский ордер',
        counterparty: BANK.name,
        counterpartyInn: BANK.inn,
        counterpartyAccount: BANK.transitAccount,
        purpose: acquiringPurpose(settlement, 'registry'),
        bankRef: null,
      };
    });
  const created = bankTime(nowMs);
  return {
    account,
    owner: merchant.legalEntity,
    ownerInn: merchant.inn === '' ? null : merchant.inn,
    bankBic: BANK.bic,
    from: day,
    to: day,
    openingMinor: FIRST_BALANCE_MINOR + before,
    entries,
    createdOn: created.day,
    createdAt: created.time,
  };
}
