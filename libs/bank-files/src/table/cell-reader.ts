import { FEWEST_CARD_DIGITS, ok, refuse, maskCardNumbers, type Result } from '@payport/domain';
import type { Moment } from '../file-lines.ts';
import { readAmount, readWorkbookAmount } from '../fields/amount.ts';
import { readMoment, readSerial, readTime } from '../fields/moment.ts';
import { normalWords } from '../fields/words.ts';
import type { RowProblem, RowProblemCode } from '../read-problem.ts';
import type { KnownTable } from './header.ts';
import { CELL, type RawRow } from './raw-row.ts';

/** Characters of a cell that are shown to a person. */
const SHOWN_CHARS = 80;
const ONLY_DIGITS = /^[0-9]+$/;
const CURRENCIES: Readonly<Record<string, string>> = {
  '643': 'RUB',
  '810': 'RUB',
  rur: 'RUB',
  руб: 'RUB',
  'руб.': 'RUB',
  рубль: 'RUB',
  '₽': 'RUB',
  '978': 'EUR',
  '840': 'USD',
};

/** What the file's own settings say of its cells. */
export interface CellSettings {
  /** Serial numbers of the workbook count from 1904. */
  readonly from1904: boolean;
}

/**
 * Reads the cells of one row by what their columns mean. The first problem of the row is kept in `problem`; whoever reads on after
 * it gets placeholders, and throws them away with the row.
 */
export class CellReader {
  problem: RowProblem | null = null;
  private row: RawRow = { number: 0, cells: [], kinds: null, problem: null };

  constructor(
    private readonly table: KnownTable,
    private readonly settings: CellSettings,
  ) {}

  /** Begins the next row. */
  begin(row: RawRow): void {
    this.row = row;
    this.problem = null;
  }

  fail(code: RowProblemCode, field: string | null, value: string | null = null): void {
    const index = field === null ? undefined : this.table.columns[field];
    this.problem ??= {
      row: this.row.number,
      code,
      column: index === undefined ? null : maskCardNumbers(this.table.headers[index]?.trim() ?? ''),
      value: value === null ? null : maskCardNumbers(value.trim()).slice(0, SHOWN_CHARS),
    };
  }

  /** Text of the cell without the spaces around, or '' where the file has no such column. */
  text(field: string): string {
    const index = this.table.columns[field];
    if (index === undefined) return '';
    if (this.row.kinds?.[index] === CELL.error) this.fail('error_cell', field, this.row.cells[index]);
    return this.row.cells[index]?.trim() ?? '';
  }

  textOrNull(field: string): string | null {
    const text = this.text(field);
    return text === '' || text === '-' ? null : maskCardNumbers(text);
  }

  /**
   * A number that identifies something: a workbook drops the zeros in front, and one in exponents has lost its digits. A row that
   * slipped by a column brings a card number here as well.
   */
  code(field: string, digits: number): string | null {
    const text = this.text(field);
    if (text === '' || text === '-') return null;
    if (text.length >= digits && text.length < FEWEST_CARD_DIGITS && ONLY_DIGITS.test(text)) return text;
    const whole = /^([0-9]+)(?:\.0+)?$/.exec(text)?.[1];
    if (whole !== undefined) return maskCardNumbers(whole.padStart(digits, '0'));
    return /^[A-Za-z0-9_-]{1,40}$/.test(text) ? maskCardNumbers(text) : null;
  }

  amount(field: string, currency: string): bigint | null {
    const text = this.text(field);
    if (text === '' || text === '-') return null;
    const result = this.isNumber(field) ? readWorkbookAmount(text, currency) : readAmount(text, currency, this.table.layout.decimal);
    if (result.ok) return result.value;
    this.fail(result.error, field, text);
    return null;
  }

  moment(field: string, timeField: string | null): Moment | null {
    const text = this.text(field);
    if (text === '') return null;
    const result = this.readMoment(field, text);
    if (!result.ok) {
      this.fail(result.error, field, text);
      return null;
    }
    const clock = timeField === null ? '' : this.text(timeField);
    const time = clock === '' ? null : readTime(clock);
    return time === null ? result.value : { ...result.value, ...time };
  }

  currency(field: string): string {
    const text = this.text(field);
    if (text === '') return this.table.layout.currency;
    const code = CURRENCIES[normalWords(text)] ?? text.toUpperCase();
    if (!/^[A-Z]{3}$/.test(code)) this.fail('unknown_currency', field, text);
    return code;
  }

  private readMoment(field: string, text: string): Result<Moment, 'not_a_date' | 'no_such_day'> {
    // Serial numbers get into text files too, by way of a spreadsheet. Nothing that begins like a written day is one.
    const serial = text[2] === '.' ? null : readSerial(text, this.settings.from1904);
    if (serial?.ok === true) return ok(serial.value);
    return this.isNumber(field) ? refuse('not_a_date') : readMoment(text, this.table.layout.own?.dayOrder);
  }

  private isNumber(field: string): boolean {
    const index = this.table.columns[field];
    return index !== undefined && this.row.kinds?.[index] === CELL.number;
  }
}
