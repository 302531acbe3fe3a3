import { encodeText, renderSlip, serializeResultFile, type ResultFields } from '@payport/terminals-sberbank';
import { checkLine, type HistoryCard } from './cards.ts';
import { terminalTime } from './local-time.ts';
import type { PlannedOrder } from './planned-order.ts';
import type { PlayedRun } from './played-program.ts';

/** What the bank decided about an approved order. */
export interface BankApproval {
  readonly rrn: string;
  readonly authCode: string;
  /** Number of the operation within the terminal's day. */
  readonly number: string;
  readonly hostAtMs: number;
}

/** Codes after which the program leaves only the first line: nothing reached a card or a host. */
const SHORT = new Set([2000, 2002]);
const ENDED = { exitCode: 0, signal: null };
const DIED = { exitCode: null, signal: 'SIGKILL' };

/** The program's files for an approval. `echo` is the request id of the run itself, or of the one it was asked about. */
export function approvalRun(order: PlannedOrder, approval: BankApproval, echo: string, tookMs: number): PlayedRun {
  const slip = encodeText(slipOf(order, approval), order.terminal.encoding);
  const result = resultFile(order, { code: 0, ...cardFields(order.card), ...approvalFields(order, approval), requestId: echo });
  return { tookMs, exit: ENDED, files: [result, { name: 'p', bytes: slip }] };
}

/** The program's file for an order that was refused. */
export function refusalRun(order: PlannedOrder, code: number, echo: string, atMs: number, tookMs: number): PlayedRun {
  const file = SHORT.has(code)
    ? resultFile(order, { code }, 1)
    : resultFile(order, { code, ...cardFields(order.card), ...deviceFields(order, atMs), requestId: echo });
  return { tookMs, exit: ENDED, files: [file] };
}

/** The program's file for a question that has no operation to tell about. */
export const plainRun = (order: PlannedOrder, code: number, echo: string, atMs: number, tookMs: number): PlayedRun => ({
  tookMs,
  exit: ENDED,
  files: [resultFile(order, { code, ...deviceFields(order, atMs), requestId: echo })],
});

/** The program died before it wrote anything. */
export const silentRun = (tookMs: number): PlayedRun => ({ tookMs, files: [], exit: DIED });

function resultFile({ terminal }: PlannedOrder, fields: ResultFields, lines?: number): PlayedRun['files'][number] {
  return { name: 'e', bytes: serializeResultFile(fields, { encoding: terminal.encoding, ...(lines === undefined ? {} : { lines }) }) };
}

const cardFields = ({ mask, expiry, name, own }: HistoryCard): Partial<ResultFields> => ({ cardMask: mask, expiry, cardType: name, ownCard: own });

const deviceFields = ({ terminal: { tid, property } }: PlannedOrder, atMs: number): Partial<ResultFields> => ({
  terminalId: tid,
  merchant: property.mid,
  dateTime: terminalTime(atMs, property.timeZone),
});

const approvalFields = (order: PlannedOrder, { rrn, authCode, number, hostAtMs }: BankApproval): Partial<ResultFields> => ({
  rrn,
  authCode,
  operationNumber: number,
  ...deviceFields(order, hostAtMs),
});

function slipOf({ terminal, kind, card, amountMinor }: PlannedOrder, { rrn, authCode, number, hostAtMs }: BankApproval): string {
  const { property } = terminal;
  return renderSlip(
    {
      header: [property.name, property.city, terminal.name].map(printable),
      terminalId: terminal.tid,
      merchant: property.mid,
      printedAt: terminalTime(hostAtMs, property.timeZone),
      operation: kind === 'sale' ? 'Оплата' : 'Возврат',
      number,
      cardType: card.name,
      aid: card.aid,
      cardMask: `************${card.mask.slice(-4)}`,
      entryMode: kind === 'sale' ? 'E1' : 'E',
      cardholder: null,
      amountMinor,
      authCode: kind === 'sale' ? authCode : null,
      rrn,
      checkLine: checkLine(`${rrn} ${authCode}`),
    },
    { copies: 2 },
  );
}

/** Marks that the terminals' code pages lack. */
const printable = (text: string): string => text.replace(/[«»„“”]/g, '"').replace(/[—–]/g, '-');
