import type { PaymentColumn } from '@payport/contracts';
import { formatAmount } from '@payport/domain';
import type { Language } from '../../../http/language.ts';
import type { ListedPayment } from '../payment-row.ts';
import { hotelTime, type Cell } from '@payport/table-files';
import { KIND_WORDS, STATUS_WORDS } from './export-words.ts';

const text = (value: string | null): Cell => ({ type: 'text', text: value ?? '' });

/** One payment as the chosen columns show it. An unknown outcome keeps its own word everywhere. */
export const exportCells = (row: ListedPayment, columns: readonly PaymentColumn[], language: Language): readonly Cell[] =>
  columns.flatMap((column) => cellsOf(row, column, language));

function cellsOf(row: ListedPayment, column: PaymentColumn, language: Language): readonly Cell[] {
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
        { type: 'number', decimal: formatAmount(BigInt(row.amount_minor), row.currency) },
        text(row.currency),
      ];
    case 'guest':
      return [text(row.guest_name), text(row.room), text(row.confirmation_number)];
    case 'card':
      return [text(row.card_mask), text(row.card_brand)];
    case 'reference':
      return [text(row.rrn), text(row.auth_code)];
    case 'terminal':
      return [text(row.terminal_name), text(row.property_name)];
  }
}
