import { renderControlTape, type TapeEntry } from '@payport/terminals-sberbank';
import { LEDGER_KINDS, type LedgerEntry } from '../bank/ledger-entry.ts';
import { compactTime } from '../pinpad/local-time.ts';
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
export function renderTape({ profile, entries, nowMs }: ReportContent, full: boolean): string {
  const counted = entries.filter(({ state }) => state !== 'reversed');
  const sections = LEDGER_KINDS.map((kind) => ({
    operation: SLIP_OPERATIONS[kind],
    entries: counted.filter((entry) => entry.kind === kind).map((entry) => tapeEntry(entry, profile.timeZone)),
  }));
  return renderControlTape({ ...slipHead(profile, nowMs), sections: sections.filter((section) => section.entries.length > 0), full });
}

const TAPE_TITLE = 'Контрольная лента';
const SETTLEMENT_TITLE = 'Сверка итогов';
const VERDICT = 'Итоги совпали';

/** Settlement (end of day): the totals that were compared with the host, under the host's verdict. */
export function renderSettlement(content: ReportContent): string {
  const [head = '', ...rest] = renderTape(content, false).split(/(?<=-{32,}\r\n)/);
  const title = ' '.repeat(TAPE_TITLE.length - SETTLEMENT_TITLE.length) + SETTLEMENT_TITLE;
  const rule = '-'.repeat(40);
  return [head.replace(TAPE_TITLE, title), `${VERDICT}\r\n${rule}\r\n`, ...rest].join('');
}

const tapeEntry = (entry: LedgerEntry, timeZone: string): TapeEntry => ({
  at: compactTime(Date.parse(entry.at), timeZone),
  number: String(entry.operationNumber).padStart(4, '0'),
  cardMask: slipMask(entry.cardMask),
  entryMode: ENTRY_MODES[entry.kind],
  cardType: entry.cardName,
  authCode: entry.authCode,
  amountMinor: entry.amountMinor,
});
