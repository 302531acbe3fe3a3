import type { AcquiringCredit, OperationKind, PostingLine, RegistryLine, StatementEntry } from '@payport/bank-files';

/**
 * Marks an identity that is made of what several operations may share: within one file the second of them is another
 * operation, and between two files the first is the first.
 */
export const SHARED = '~';

/**
 * Which way the money went. A layout without kinds knows sales and refunds only, so one that names SBP, a completion or a void says
 * the same. A chargeback is no refund: the same sale may have both.
 */
const WAY: Readonly<Partial<Record<OperationKind, OperationKind>>> = {
  sbp_purchase: 'purchase',
  completion: 'purchase',
  sbp_refund: 'refund',
  void: 'refund',
  reversal: 'refund',
};

/** Which operation of the bank a line is about, whatever the layout. Fees, names and kinds differ between layouts and are not in it. */
export function registryIdentity(line: RegistryLine, acquirer: string): string {
  const what = `${WAY[line.kind] ?? line.kind}|${line.state}|${line.operatedAt.day}|${line.grossMinor}|${line.currency}`;
  const at = line.tid ?? line.mid;
  if (line.rrn !== null && at !== null) return `rrn|${at}|${line.rrn}|${what}`;
  if (line.operationRef !== null) return `ref|${acquirer}|${line.operationRef}|${what}`;
  return [SHARED, at ?? acquirer, line.authCode, line.cardMask?.slice(-4), line.operatedAt.time, line.parentRef, what].join('|');
}

/**
 * Which entry of the account it is. What pays a registry is known by that registry, so that the same account in another format says
 * the same: references and numbers differ between formats, and so does the rest of the purpose.
 */
export function statementIdentity(entry: StatementEntry, acquiring: AcquiringCredit | null): string {
  const what = [entry.account, entry.direction, entry.bookedOn, entry.amountMinor, entry.currency];
  if (acquiring !== null) return [SHARED, 'acquiring', acquiring.mid, acquiring.registryOn, ...what].join('|');
  if (entry.bankRef !== null) return ['ref', entry.bankRef, ...what].join('|');
  return [SHARED, entry.documentNumber, entry.counterpartyAccount, entry.purpose, ...what].join('|');
}

export const postingIdentity = (line: PostingLine): string =>
  ['posting', line.postingRef, line.businessDay, line.kind, line.amountMinor, line.currency].join('|');
