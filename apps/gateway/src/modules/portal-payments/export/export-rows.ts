import type { ExportColumn } from '@payport/contracts';
import { formatAmount, REFUND_REASONS } from '@payport/domain';
import type { Language } from '../../../http/language.ts';
import { approvedOther, type ListedPayment } from '../payment-row.ts';
import type { RefundFactsRow } from '../refunds/refund-list.repository.ts';
import { hotelTime, type Cell } from '@payport/table-files';
import { KIND_WORDS, REASON_WORDS, STATUS_WORDS } from './export-words.ts';

/** A payment and, where the columns ask for it, what it is as money back. */
export interface ExportRow {
  readonly row: ListedPayment;
  readonly facts: RefundFactsRow | undefined;
}

const text = (value: string | null): Cell => ({ type: 'text', text: value ?? '' });

/** One payment as the chosen columns show it. An unknown outcome keeps its own word everywhere. */
export const exportCells = (row: ExportRow, columns: readonly ExportColumn[], language: Language): readonly Cell[] =>
  columns.flatMap((column) => cellsOf(row, column, language));

function cellsOf({ row, facts }: ExportRow, column: ExportColumn, language: Language): readonly Cell[] {
  switch (column) {
    case 'time': {
      const { face, offset } = hotelTime(row.created_at, row.time_zone);
      return [{ type: 'moment', face }, text(`UTC${offset}`)];
    }
    case 'status':
      return [text(STATUS_WORDS[language][row.status])];
    case 'amount':
      return [
        text(KIND_WORDS[language][row.kind]),
        { type: 'number', decimal: formatAmount(approvedOther(row) ?? BigInt(row.amount_minor), row.currency) },
        text(row.currency),
        // Beside what counts, as in the list on screen.
        approvedOther(row) === null ? text(null) : { type: 'number', decimal: formatAmount(BigInt(row.amount_minor), row.currency) },
      ];
    case 'guest':
      return [text(row.guest_name), text(row.room), text(row.confirmation_number)];
    case 'card':
      return [text(row.card_mask), text(row.card_brand)];
    case 'reference':
      return [text(row.rrn), text(row.auth_code)];
    case 'terminal':
      return [text(row.terminal_name), text(row.property_name)];
    case 'original':
      return originalCells(row, facts);
    case 'why': {
      const reason = REFUND_REASONS.find((code) => code === facts?.reason_code);
      const why = [reason === undefined ? null : REASON_WORDS[language][reason], facts?.comment ?? null];
      return [...why, facts?.proposed_by ?? facts?.cashier ?? null, facts?.ended_by ?? null].map(text);
    }
  }
}

/** Nothing where the original was not paid through the gateway. */
function originalCells(row: ListedPayment, facts: RefundFactsRow | undefined): readonly Cell[] {
  const { original_minor: minor, original_at: at, original_rrn: rrn } = facts ?? {};
  if (minor == null || at == null) return [text(null), text(null), text(null)];
  return [
    { type: 'number', decimal: formatAmount(BigInt(minor), row.currency) },
    { type: 'moment', face: hotelTime(at, row.time_zone).face },
    text(rrn ?? null),
  ];
}
