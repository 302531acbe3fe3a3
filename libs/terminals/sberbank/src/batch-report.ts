import { NO_TOTAL, type BatchGroup, type BatchTotals, type GroupTotal } from '@payport/domain';
import { printTime } from './control-tape.ts';
import { foldLookalikes } from './encodings.ts';
import type { BatchReport } from './messages.ts';
import { amountAtEnd, terminalIdIn } from './parser.ts';

const GROUPS: Readonly<Record<string, BatchGroup>> = { ОПЛАТА: 'sales', ВОЗВРАТ: 'refunds', ОТМЕНА: 'voids' };
/** The title of a section stands alone in its line. */
const SECTION = /^(ОПЛАТА|ВОЗВРАТ|ОТМЕНА):?$/;
const COUNT = /^ВСЕГО ОПЕРАЦИЙ\s*:?\s*([0-9]{1,6})$/;
const AMOUNT = /^(ВСЕГО )?НА СУММУ/;

function readTotals(lines: readonly string[]): BatchTotals | null {
  const groups: Record<BatchGroup, GroupTotal> = { sales: NO_TOTAL, refunds: NO_TOTAL, voids: NO_TOTAL };
  let group: BatchGroup | null = null;
  let found = false;
  for (const line of lines) {
    if (line === '') continue;
    const folded = foldLookalikes(line).trim().replace(/\s+/g, ' ');
    const section = SECTION.exec(folded)?.[1];
    if (section !== undefined) group = GROUPS[section] ?? null;
    if (group === null) continue;
    const total: GroupTotal = groups[group];
    const count = COUNT.exec(folded)?.[1];
    if (count !== undefined) groups[group] = { ...total, count: (total.count ?? 0) + Number(count) };
    const amount = AMOUNT.test(folded) ? amountAtEnd(line) : null;
    if (amount === null) continue;
    groups[group] = { ...total, amountMinor: (total.amountMinor ?? 0n) + amount };
    found = true;
    // What follows the amount belongs to another section, known or not.
    group = null;
  }
  return found ? groups : null;
}

/** Letters that look Cyrillic are often Latin on these slips, hence the folding. */
function verdictIn(text: string): boolean | null {
  const folded = foldLookalikes(text).replace(/\s+/g, ' ');
  if (/ИТОГИ НЕ СОВПА|ИТОГИ РАЗОШЛИСЬ|РАСХОЖДЕНИЕ ИТОГОВ/.test(folded)) return false;
  return folded.includes('ИТОГИ СОВПАЛИ') ? true : null;
}

/** Reads the text of a settlement slip, or of a control tape in either form. Null where it is neither. */
export function parseBatchReport(text: string): BatchReport | null {
  const folded = foldLookalikes(text);
  const title = folded.includes('СВЕРКА ИТОГОВ') ? 'settlement' : folded.includes('КОНТРОЛЬНАЯ ЛЕНТА') ? 'tape' : null;
  if (title === null) return null;
  const lines = text.split('\n');
  return {
    title,
    terminalId: terminalIdIn(text),
    printedAtMinute: printTime(lines),
    hostAgrees: title === 'settlement' ? verdictIn(text) : null,
    totals: readTotals(lines),
  };
}
