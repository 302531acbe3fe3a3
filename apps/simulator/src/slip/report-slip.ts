import { compactLocalTime } from '@payport/domain';
import { renderControlTape, renderSettlementSlip, type TapeEntry, type TapeFields } from '@payport/terminals-sberbank';
import { LEDGER_KINDS, type LedgerEntry } from '../bank/ledger-entry.ts';
import type { TerminalProfile } from '../pinpad/terminal-profile.ts';
import { ENTRY_MODES, SLIP_OPERATIONS, slipMask } from './receipt-slip.ts';
import { slipHead } from './slip-head.ts';

export interface ReportContent {
  readonly profile: TerminalProfile;
  /** Operations of the open batch. */
  readonly entries: readonly LedgerEntry[];
  readonly nowMs: number;
}

/** Control tape (X report): totals of the open batch, with every operation when it is the full one. */
export const renderTape = (content: ReportContent, full: boolean): string =>
  renderControlTape({ ...slipHead(content.profile, content.nowMs), sections: sectionsOf(content), full });

/** Kinds with operations. One that was cancelled stays in its section beside its cancel; one that was rolled back never was. */
function sectionsOf({ profile, entries }: ReportContent): TapeFields['sections'] {
  const cancelled = new Set(entries.flatMap(({ kind, originalRrn }) => (kind === 'void' ? [originalRrn] : [])));
  const counted = entries.filter(({ state, rrn }) => state !== 'reversed' || cancelled.has(rrn));
  return LEDGER_KINDS.map((kind) => ({
    operation: SLIP_OPERATIONS[kind],
    entries: counted.filter((entry) => entry.kind === kind).map((entry) => tapeEntry(entry, profile.timeZone)),
  })).filter((section) => section.entries.length > 0);
}

/** Settlement (end of day): the totals that were compared with the host, under the host's verdict. */
export const renderSettlement = (content: ReportContent, hostAgrees = true): string =>
  renderSettlementSlip({ ...slipHead(content.profile, content.nowMs), sections: sectionsOf(content) }, hostAgrees);

const tapeEntry = (entry: LedgerEntry, timeZone: string): TapeEntry => ({
  at: compactLocalTime(Date.parse(entry.at), timeZone),
  number: String(entry.operationNumber).padStart(4, '0'),
  cardMask: slipMask(entry.cardMask),
  entryMode: ENTRY_MODES[entry.kind],
  cardType: entry.cardName,
  authCode: entry.authCode,
  amountMinor: entry.amountMinor,
});
