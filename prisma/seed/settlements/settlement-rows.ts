import { BATCH_GROUPS, NO_TOTAL, totalsMatch, uuidV7, type BatchTotals, type GroupTotal } from '@payport/domain';
import { renderSettlementSlip, type SlipOperation, type TapeEntry } from '@payport/terminals-sberbank';
import type { Chance } from '../history/chance.ts';
import { HISTORY_INSTANCE } from '../history/history-rows.ts';
import { terminalTime } from '../history/local-time.ts';
import type { HistoryBatch, HistoryOperation } from './batches.ts';

type Row = Readonly<Record<string, unknown>>;

const OPERATIONS: Readonly<Record<HistoryOperation['group'], SlipOperation>> = { sales: 'Оплата', refunds: 'Возврат', voids: 'Отмена' };
/** From the order to close to its answer. */
const TOOK_MS = 3_000;

function totalsOf(operations: readonly HistoryOperation[]): BatchTotals {
  const of = (group: HistoryOperation['group']): GroupTotal => {
    const counted = operations.filter((each) => each.group === group);
    return { count: counted.length, amountMinor: counted.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) };
  };
  return { sales: of('sales'), refunds: of('refunds'), voids: of('voids') };
}

/** Terminals print no section for a kind without operations, and what is not printed is not known. */
function printedOf({ sales, refunds, voids }: BatchTotals): BatchTotals {
  const shown = (total: GroupTotal): GroupTotal => (total.count === 0 ? NO_TOTAL : total);
  return { sales: shown(sales), refunds: shown(refunds), voids: shown(voids) };
}

const columns = (totals: BatchTotals): Row =>
  Object.fromEntries(
    BATCH_GROUPS.flatMap((group) => [
      [`${group}_count`, totals[group].count],
      [`${group}_minor`, totals[group].amountMinor?.toString() ?? null],
    ]),
  );

/** The command and its settlement: the terminal's side is what the bank holds, ours is what we know. */
export function settlementRows(batch: HistoryBatch, chance: Chance): { readonly command: Row; readonly settlement: Row } {
  const { terminal, operations, openedAtMs, closedAtMs } = batch;
  const createdAtMs = closedAtMs - TOOK_MS;
  const id = uuidV7({ now: () => createdAtMs }, chance);
  const iso = (ms: number): string => new Date(ms).toISOString();
  const printed = printedOf(totalsOf(operations));
  const ours = totalsOf(operations.filter(({ known }) => known));
  const unresolved = operations.filter(({ known }) => !known).map((operation) => operation.id);
  const command = {
    id,
    property_id: terminal.property.id,
    terminal_id: terminal.id,
    kind: 'settlement',
    status: 'done',
    requested_kind: 'schedule',
    due_at: iso(batch.dueAtMs),
    device_reference: terminal.definition.newReference(chance),
    instance_id: HISTORY_INSTANCE,
    text: slipOf(batch),
    message: { ru: 'День закрыт, итоги терминала и банка совпали', en: 'The day is closed; terminal and bank agree' },
    ...columns(printed),
    evidence: { code: 0, terminalId: terminal.tid, end: 'watched', hostAgrees: true },
    dispatched_at: iso(createdAtMs + 300),
    created_at: iso(createdAtMs),
    final_at: iso(closedAtMs + 400),
    holds_terminal: false,
    recovery_attempts: 0,
  };
  const settlement = {
    id,
    property_id: terminal.property.id,
    terminal_id: terminal.id,
    opened_at: openedAtMs === null ? null : iso(openedAtMs),
    closed_at: iso(closedAtMs),
    host_agrees: true,
    ...columns(ours),
    matches: totalsMatch(printed, ours),
    unresolved,
    acknowledged: [],
  };
  return { command, settlement };
}

/** As the driver gives it to people: without printer codes, one line end. */
function slipOf({ terminal, operations, closedAtMs }: HistoryBatch): string {
  const { property } = terminal;
  const entry = ({ amountMinor }: HistoryOperation): TapeEntry => ({
    at: '',
    number: '',
    cardMask: '',
    entryMode: '',
    cardType: '',
    authCode: '',
    amountMinor,
  });
  const sections = BATCH_GROUPS.map((group) => ({
    operation: OPERATIONS[group],
    entries: operations.filter((each) => each.group === group).map(entry),
  })).filter(({ entries }) => entries.length > 0);
  const head = {
    header: [property.name, property.city, terminal.name],
    terminalId: terminal.tid,
    merchant: property.mid,
    printedAt: terminalTime(closedAtMs, property.timeZone),
  };
  return renderSettlementSlip({ ...head, sections }, true, { cutMark: '' })
    .replaceAll('\r\n', '\n')
    .trimEnd();
}
