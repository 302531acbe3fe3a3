import { FILE_PROBLEMS, LAYOUTS, OPERATION_KINDS, ROW_PROBLEMS } from '@payport/bank-files';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** The portal knows no file: it gets codes, and has words for them. */
const messages = (language: string): Record<string, Record<string, string>> =>
  JSON.parse(readFileSync(path.resolve(import.meta.dirname, `../../portal/messages/${language}.json`), 'utf8')) as Record<
    string,
    Record<string, string>
  >;

describe.each(['ru', 'en'])('words of the portal in %s', (language) => {
  const { FileProblem, RowProblem, BankLayout, BankKind } = messages(language);

  it('are there for every problem of a file and of a row', () => {
    expect(Object.keys(FileProblem!).sort()).toEqual([...FILE_PROBLEMS].sort());
    expect(Object.keys(RowProblem!).sort()).toEqual([...ROW_PROBLEMS].sort());
  });

  it('are there for every layout and every kind of line', () => {
    expect(Object.keys(BankLayout!).sort()).toEqual([...LAYOUTS.map(({ id }) => id), 'one_c', 'camt_053', 'multicash'].sort());
    const kinds = [...OPERATION_KINDS.map((kind) => `bank-${kind}`), 'bank-declined', 'statement-credit', 'statement-debit', 'statement-unknown'];
    expect(Object.keys(BankKind!).sort()).toEqual([...kinds, 'posting-payment', 'posting-refund'].sort());
  });
});
