import {
  DAY_ORDERS,
  FEE_RULES,
  FILE_ENCODINGS,
  FILE_PROBLEMS,
  KIND_RULES,
  LAYOUTS,
  MAPPING_DELIMITERS,
  MAPPED_FIELDS,
  MAPPING_LAYOUT,
  MAPPING_TARGETS as TARGETS,
  OPERATION_KINDS,
  REQUIRED_FIELDS,
  ROW_PROBLEMS,
} from '@payport/bank-files';
import {
  MAPPING_DAY_ORDERS,
  MAPPING_ENCODINGS,
  MAPPING_FEE_RULES,
  MAPPING_FIELDS_OF,
  MAPPING_KIND_RULES,
  MAPPING_KINDS,
  MAPPING_REQUIRED_OF,
  MAPPING_SEPARATORS,
  MAPPING_TARGETS,
} from '@payport/contracts';
import { FILE_PROBLEM_TEXTS } from '../src/modules/bank-files/folder/file-problem-texts.ts';
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
  const { FileProblem, RowProblem, BankLayout, BankKind, MappingField, OneKind } = messages(language);

  it('are there for every problem of a file and of a row', () => {
    expect(Object.keys(FileProblem!).sort()).toEqual([...FILE_PROBLEMS].sort());
    expect(Object.fromEntries(Object.entries(FILE_PROBLEM_TEXTS).map(([code, text]) => [code, text[language as 'ru' | 'en']]))).toEqual(FileProblem);
    expect(Object.keys(RowProblem!).sort()).toEqual([...ROW_PROBLEMS].sort());
  });

  it('are there for every layout and every kind of line', () => {
    expect(Object.keys(BankLayout!).sort()).toEqual([...LAYOUTS.map(({ id }) => id), MAPPING_LAYOUT, 'one_c', 'camt_053', 'multicash'].sort());
    const kinds = [...OPERATION_KINDS.map((kind) => `bank-${kind}`), 'bank-declined', 'statement-credit', 'statement-debit', 'statement-unknown'];
    expect(Object.keys(BankKind!).sort()).toEqual([...kinds, 'posting-payment', 'posting-refund'].sort());
  });

  it('are there for every field that a column may be, and for one operation of each kind', () => {
    expect(Object.keys(MappingField!).sort()).toEqual([...new Set(Object.values(MAPPED_FIELDS).flat())].sort());
    expect(Object.keys(OneKind!).sort()).toEqual([...OPERATION_KINDS, 'credit', 'debit'].sort());
  });
});

/** The contract knows no reader: what both list must be the same. */
describe('what a description may say is what the reader knows', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['kinds of tables', MAPPING_TARGETS, TARGETS],
    ...TARGETS.flatMap((target) => [
      [`fields of ${target}`, MAPPING_FIELDS_OF[target], MAPPED_FIELDS[target]] as const,
      [`required fields of ${target}`, MAPPING_REQUIRED_OF[target], REQUIRED_FIELDS[target]] as const,
    ]),
    ['kinds', MAPPING_KINDS, OPERATION_KINDS],
    ['rules of kinds', MAPPING_KIND_RULES, KIND_RULES],
    ['rules of fees', MAPPING_FEE_RULES, FEE_RULES],
    ['orders of days', MAPPING_DAY_ORDERS, DAY_ORDERS],
    ['separators', MAPPING_SEPARATORS, ['auto', ...MAPPING_DELIMITERS]],
    // Texts of two bytes a letter say so themselves, and are kept as UTF-8.
    ['encodings', MAPPING_ENCODINGS, ['auto', ...FILE_ENCODINGS.filter((encoding) => !encoding.startsWith('utf-16'))]],
  ])('%s', (_what, told, known) => expect([...told].sort()).toEqual([...known].sort()));
});
