import { maskCardNumbers } from '@payport/domain';
import type { StatementEntry } from '../file-lines.ts';
import { keptAccount } from '../fields/account.ts';
import { normalWords } from '../fields/words.ts';
import type { StatementLayout } from '../layouts/table-layout.ts';
import type { CellReader } from './cell-reader.ts';

/** An account as Russian and foreign banks write it, without the spaces in it. */
const ACCOUNT = /^[0-9A-Z]{5,34}$/;
/** What is short stands alone: a commission is no credit, though it begins with that letter, and “доход” no debit. */
const CREDIT = /^(?:к|кт|кр|cr|in|\+)\.?$|^(?:кредит|приход|поступлен|зачислен|credit)/;
const DEBIT = /^(?:д|дт|дб|dr|db|out|-)\.?$|^(?:дебет|расход|списан|debit)/;

/** One movement of an account from the row that the reader stands at; null where the reader has a problem then. */
export function statementEntryOf(row: number, cells: CellReader, layout: StatementLayout): StatementEntry | null {
  const currency = cells.currency('currency');
  const moved = movedOf(cells, currency, layout);
  const booked = cells.moment('bookedOn', null);
  if (booked === null) cells.fail('missing', 'bookedOn');
  const account = accountOf(cells, layout);
  if (account === null) cells.fail('missing', 'account');
  const documentOn = cells.moment('documentOn', null)?.day ?? null;
  if (moved === null || booked === null || account === null || cells.problem !== null) return null;
  return {
    row,
    account,
    ...moved,
    currency,
    bookedOn: booked.day,
    documentNumber: cells.textOrNull('documentNumber'),
    documentOn,
    documentKind: cells.textOrNull('documentKind'),
    counterparty: cells.textOrNull('counterparty'),
    counterpartyInn: cells.code('counterpartyInn', 10),
    counterpartyAccount: cells.code('counterpartyAccount', 1),
    purpose: maskCardNumbers(cells.text('purpose')),
    bankRef: cells.textOrNull('bankRef'),
  };
}

function accountOf(cells: CellReader, layout: StatementLayout): string | null {
  const told = cells.text('account').replaceAll(/\s/g, '').toUpperCase();
  if (ACCOUNT.test(told)) return keptAccount(told);
  return told === '' ? layout.account : null;
}

/** How much moved, and which way. What came and what went may stand in two columns, of which one is empty or zero. */
function movedOf(cells: CellReader, currency: string, layout: StatementLayout): Pick<StatementEntry, 'direction' | 'amountMinor'> | null {
  const credit = cells.amount('credit', currency);
  const debit = cells.amount('debit', currency);
  if (credit !== null && credit !== 0n && debit !== null && debit !== 0n) cells.fail('amounts_differ', 'debit', cells.text('debit'));
  if (credit !== null && credit !== 0n) return { direction: 'credit', amountMinor: absolute(credit) };
  if (debit !== null && debit !== 0n) return { direction: 'debit', amountMinor: absolute(debit) };
  const amount = cells.amount('amount', currency);
  if (amount === null) {
    cells.fail('missing', 'amount');
    return null;
  }
  const direction = layout.onlyDirection ?? directionOf(cells, amount, layout);
  return direction === null ? null : { direction, amountMinor: absolute(amount) };
}

function directionOf(cells: CellReader, amount: bigint, { own }: StatementLayout): 'credit' | 'debit' | null {
  const text = cells.text('kind');
  if (text === '') return amount < 0n ? 'debit' : 'credit';
  const said = own?.kindWords[normalWords(text)] ?? wordDirection(text);
  if (said === 'credit' || said === 'debit') return said;
  cells.fail('unknown_kind', 'kind', text);
  return null;
}

/** Which way money went by a word of a bank; null for one that is not known. */
export function wordDirection(text: string): 'credit' | 'debit' | null {
  const words = normalWords(text);
  if (CREDIT.test(words)) return 'credit';
  return DEBIT.test(words) ? 'debit' : null;
}

const absolute = (minor: bigint): bigint => (minor < 0n ? -minor : minor);
