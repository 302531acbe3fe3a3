import type { RegistryDraft } from '@payport/bank-files';
import type { LedgerEntry } from '../bank/ledger-entry.ts';
import { bankTime, dayAfter } from './bank-day.ts';

/** Of a merchant's terminals, and the hotel that it belongs to. */
export interface Merchant {
  readonly mid: string;
  readonly inn: string;
  readonly legalEntity: string;
  readonly propertyName: string;
  readonly city: string;
}

/** What the simulated bank keeps of a sale; it keeps nothing of a refund, and gives nothing back. */
export const FEE_MILLIONTHS = 18_000n;
const MILLION = 1_000_000n;

/** Half a kopeck and more is a whole one. */
const feeOf = (amountMinor: bigint): bigint => (amountMinor * FEE_MILLIONTHS + MILLION / 2n) / MILLION;

/**
 * What the bank settles with a merchant for its operations, by its ledger. An operation that was undone moved nothing and is
 * told by no registry, nor is its undoing.
 */
export const registryOf = (entries: readonly LedgerEntry[], merchant: Merchant): readonly RegistryDraft[] =>
  entries
    .filter((entry) => entry.mid === merchant.mid && entry.kind !== 'void' && entry.state !== 'reversed')
    .map((entry) => lineOf(entry, merchant));

function lineOf(entry: LedgerEntry, { inn, propertyName }: Merchant): RegistryDraft {
  const sale = entry.kind === 'sale';
  const { day, time } = bankTime(Date.parse(entry.at));
  const feeMinor = sale ? feeOf(entry.amountMinor) : 0n;
  return {
    kind: sale ? 'purchase' : 'refund',
    state: 'completed',
    operatedAt: { day, time, offsetMinutes: null },
    timeZone: 'Europe/Moscow',
    postedOn: dayAfter(day, 1),
    registryOn: day,
    settledOn: null,
    grossMinor: entry.amountMinor,
    feeMinor,
    feeTaxMinor: null,
    netMinor: sale ? entry.amountMinor - feeMinor : -entry.amountMinor,
    currency: entry.currency,
    legalEntityInn: inn === '' ? null : inn,
    mid: entry.mid,
    tid: entry.tid,
    outlet: propertyName,
    rrn: entry.rrn,
    authCode: entry.authCode,
    cardMask: entry.cardMask,
    cardProduct: entry.cardName === '' ? null : entry.cardName,
    paymentSystem: null,
    operationRef: entry.rrn,
    orderRef: null,
    parentRef: entry.originalRrn,
  };
}
