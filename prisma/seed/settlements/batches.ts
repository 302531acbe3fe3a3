import type { BatchGroup } from '@payport/domain';
import { localDate, localMidnight, minutesMs } from '../history/local-time.ts';
import type { SeededTerminal } from '../records/seeded.ts';

/** When the demonstration's terminals close their day, by their property's clock. */
export const SETTLE_AT = '23:55';
const SETTLE_AT_MINUTES = 23 * 60 + 55;
/** A close comes so soon after its day's last operation, where that ran late. */
const AFTER_LAST_MS = minutesMs(1);

/** One payment of the history, as a batch counts it. */
export interface HistoryOperation {
  readonly id: string;
  readonly terminalId: string;
  readonly atMs: number;
  readonly group: BatchGroup;
  readonly amountMinor: bigint;
  /** False: the payment waits for a person; the bank has its money all the same. */
  readonly known: boolean;
}

/** One closed batch of one terminal. */
export interface HistoryBatch {
  readonly terminal: SeededTerminal;
  readonly dueAtMs: number;
  readonly openedAtMs: number | null;
  readonly closedAtMs: number;
  readonly operations: readonly HistoryOperation[];
}

/** Every day from the terminal's first operation to its last is closed: no batch of an old day stays open. */
export function batchesOf(terminal: SeededTerminal, operations: readonly HistoryOperation[], nowMs: number): readonly HistoryBatch[] {
  const { timeZone } = terminal.property;
  const own = operations.filter(({ terminalId }) => terminalId === terminal.id).sort((a, b) => a.atMs - b.atMs);
  const [first] = own;
  if (!first) return [];
  const batches: HistoryBatch[] = [];
  let openedAtMs: number | null = null;
  for (let daysBack = daysBetween(first.atMs, nowMs, timeZone); daysBack >= 1; daysBack -= 1) {
    const midnightMs = localMidnight(nowMs, daysBack, timeZone);
    const dueAtMs = midnightMs + minutesMs(SETTLE_AT_MINUTES);
    const day = localDate(midnightMs + minutesMs(12 * 60), timeZone);
    const late = own.filter(({ atMs }) => localDate(atMs, timeZone) === day && atMs > dueAtMs - AFTER_LAST_MS).at(-1);
    const closedAtMs = Math.min(late ? late.atMs + AFTER_LAST_MS : dueAtMs + 4_000, nowMs - 1_000);
    const from = openedAtMs;
    const held = own.filter(({ atMs }) => (from === null || atMs > from) && atMs <= closedAtMs);
    batches.push({ terminal, dueAtMs, openedAtMs, closedAtMs, operations: held });
    openedAtMs = closedAtMs;
  }
  return batches;
}

function daysBetween(atMs: number, nowMs: number, timeZone: string): number {
  let days = 0;
  while (localMidnight(nowMs, days, timeZone) > atMs) days += 1;
  return days;
}
