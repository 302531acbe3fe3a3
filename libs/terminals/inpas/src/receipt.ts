import { RECEIPT_TAG } from './constants.ts';
import type { Receipt } from './messages.ts';

/** Records end with `~`; a record is `tag^name^value`. A text without any record is a slip as it stands. */
export function readReceipt(text: string): Receipt | null {
  if (text.trim() === '') return null;
  const records = new Map<string, string>();
  for (const record of text.split('~')) {
    const [tag, , ...value] = record.split('^');
    if (tag !== undefined && value.length > 0) records.set(tag.trim(), value.join('^'));
  }
  if (records.size === 0) return { slip: tidy(text), secondSlip: null, cardType: null };
  return {
    slip: tidy(records.get(RECEIPT_TAG.slip)),
    secondSlip: tidy(records.get(RECEIPT_TAG.secondSlip)),
    cardType: tidy(records.get(RECEIPT_TAG.cardType)),
  };
}

/** One kind of line end, no empty lines around; no control characters, which printers would obey. */
function tidy(text: string | undefined): string | null {
  const lines = (text ?? '')
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.replace(/[\u0000-\u001f\u007f]/g, ' ').trimEnd());
  // By lines and not by a pattern: one that looks for empty lines at the end tries each of thousands in the middle to the end.
  const isPrinted = (line: string): boolean => line !== '';
  return lines.slice(Math.max(lines.findIndex(isPrinted), 0), lines.findLastIndex(isPrinted) + 1).join('\n') || null;
}
