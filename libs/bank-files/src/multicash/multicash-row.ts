import { maskCardNumbers } from '@payport/domain';
import type { StatementEntry } from '../file-lines.ts';
import { readAmount } from '../fields/amount.ts';
import { keptAccount } from '../fields/account.ts';
import { readMoment } from '../fields/moment.ts';
import type { RowProblem } from '../read-problem.ts';
import type { RawRow } from '../table/raw-row.ts';

/** Columns of UMSATZ.TXT (from 0): the format has no header. Described in public notes of accounting systems. */
const COLUMN = {
  account: 1,
  statement: 2,
  valueDay: 3,
  primaryNote: 4,
  note: 5,
  text: 6,
  amount: 10,
  postedDay: 13,
  moreNotes: 16,
  partner: 29,
  partnerMore: 30,
} as const;
const MORE_NOTES = 13;
const SHOWN_CHARS = 80;

/** A row that can only be of this format: an account, a day and an amount in their places. */
export function isMultiCash(row: RawRow): boolean {
  const cell = (index: number): string => row.cells[index]?.trim() ?? '';
  return (
    row.problem === null &&
    row.cells.length > COLUMN.amount &&
    /^[0-9]{10,34}$/.test(cell(COLUMN.account)) &&
    readMoment(cell(COLUMN.valueDay)).ok &&
    readAmount(cell(COLUMN.amount), 'RUB', 'either').ok
  );
}

/** One movement of an account. Russian banks write amounts in roubles here: the format names no currency. */
export function multiCashEntry(row: RawRow): { entry: StatementEntry } | { problem: RowProblem } {
  const cell = (index: number): string => row.cells[index]?.trim() ?? '';
  const textOf = (index: number): string | null => (cell(index) === '' ? null : maskCardNumbers(cell(index)));
  if (row.problem !== null) return { problem: { row: row.number, code: row.problem, column: null, value: null } };
  const amount = readAmount(cell(COLUMN.amount), 'RUB', 'either');
  if (!amount.ok) return { problem: problemOf(row, amount.error, COLUMN.amount, cell(COLUMN.amount)) };
  const day = readMoment(cell(COLUMN.postedDay) || cell(COLUMN.valueDay));
  if (!day.ok) return { problem: problemOf(row, day.error, COLUMN.postedDay, cell(COLUMN.postedDay) || cell(COLUMN.valueDay)) };
  const notes = [cell(COLUMN.note), ...Array.from({ length: MORE_NOTES }, (_, index) => cell(COLUMN.moreNotes + index))].filter(
    (note) => note !== '',
  );
  const partner = [cell(COLUMN.partner), cell(COLUMN.partnerMore)].filter((part) => part !== '').join(' ');
  return {
    entry: {
      row: row.number,
      account: keptAccount(cell(COLUMN.account)),
      direction: amount.value < 0n ? 'debit' : 'credit',
      amountMinor: amount.value < 0n ? -amount.value : amount.value,
      currency: 'RUB',
      bookedOn: day.value.day,
      documentNumber: textOf(COLUMN.primaryNote),
      documentOn: null,
      documentKind: textOf(COLUMN.text),
      counterparty: partner === '' ? null : maskCardNumbers(partner),
      counterpartyInn: null,
      counterpartyAccount: null,
      purpose: maskCardNumbers(notes.join(' ')),
      bankRef: null,
    },
  };
}

const problemOf = (row: RawRow, code: RowProblem['code'], column: number, value: string): RowProblem => ({
  row: row.number,
  code,
  column: `№ ${column + 1}`,
  value: maskCardNumbers(value).slice(0, SHOWN_CHARS),
});
