import type { PostingLine, RegistryLine, StatementEntry } from '@payport/bank-files';

/**
 * Marks an identity that is made of what several operations may share: within one file the second of them is another
 * operation, and between two files the first is the first.
 */
export const SHARED = '~';

/** Which operation of the bank a line is about, whatever the layout. Fees and names differ between layouts and are not in it. */
export function registryIdentity(line: RegistryLine, acquirer: string): string {
  const what = [line.kind, line.state, line.operatedAt.day, line.grossMinor, line.currency];
  const at = line.tid ?? line.mid;
  if (line.rrn !== null && at !== null) return ['rrn', at, line.rrn, ...what].join('|');
  if (line.operationRef !== null) return ['ref', acquirer, line.operationRef, ...what].join('|');
  return [SHARED, at ?? acquirer, line.authCode, line.cardMask?.slice(-4), line.operatedAt.time, line.parentRef, ...what].join('|');
}

export function statementIdentity(entry: StatementEntry): string {
  const what = [entry.account, entry.direction, entry.bookedOn, entry.amountMinor, entry.currency];
  if (entry.bankRef !== null) return ['ref', entry.bankRef, ...what].join('|');
  return [SHARED, entry.documentNumber, entry.counterpartyAccount, entry.purpose, ...what].join('|');
}

export const postingIdentity = (line: PostingLine): string =>
  ['posting', line.postingRef, line.businessDay, line.kind, line.amountMinor, line.currency].join('|');
