import type { PaymentColumn } from '@payport/contracts';
import { formatAmount } from '@payport/domain';
import type { Language } from '../../../http/language.ts';
import type { ListedPayment } from '../payment-row.ts';
import type { Cell } from './export-cell.ts';
import { KIND_WORDS, STATUS_WORDS } from './export-words.ts';

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const made =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      timeZoneName: 'longOffset',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  clocks.set(timeZone, made);
  return made;
}

/** What the hotel's clocks showed, and how far they are from UTC: `+03:00`. */
export function hotelTime(at: Date, timeZone: string): { readonly face: string; readonly offset: string } {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return {
    face: `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}`,
    offset: of('timeZoneName').replace('GMT', '') || '+00:00',
  };
}

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
