import {
  MAPPING_DAY_ORDERS,
  MAPPING_DECIMALS,
  MAPPING_ENCODINGS,
  MAPPING_FEE_RULES,
  MAPPING_FIELDS_OF,
  MAPPING_KIND_RULES,
  MAPPING_KINDS,
  MAPPING_REQUIRED_OF,
  MAPPING_SEPARATORS,
  MAPPING_TARGETS,
  MAPPING_WORDS_OF,
} from '@payport/contracts';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  DAY_ORDERS,
  DECIMALS,
  ENCODINGS,
  FEE_RULES,
  FIELDS_OF,
  KIND_RULES,
  KINDS,
  rateOf,
  rateText,
  REQUIRED_OF,
  SEPARATORS,
  SIGN_WORD,
  TARGETS,
  USUAL_OF,
  WORDS_OF,
} from './choices.ts';

it('the editor offers what the contract takes', () => {
  expect([TARGETS, FIELDS_OF, REQUIRED_OF, WORDS_OF, KINDS, ENCODINGS, SEPARATORS, DECIMALS, DAY_ORDERS, KIND_RULES, FEE_RULES]).toEqual([
    MAPPING_TARGETS,
    MAPPING_FIELDS_OF,
    MAPPING_REQUIRED_OF,
    MAPPING_WORDS_OF,
    MAPPING_KINDS,
    MAPPING_ENCODINGS,
    MAPPING_SEPARATORS,
    MAPPING_DECIMALS,
    MAPPING_DAY_ORDERS,
    MAPPING_KIND_RULES,
    MAPPING_FEE_RULES,
  ]);
  for (const target of TARGETS) expect(USUAL_OF[target].filter((field) => !(FIELDS_OF[target] as readonly string[]).includes(field))).toEqual([]);
});

it.each(['ru', 'en'])('every choice has its word in %s', (language) => {
  const file = path.resolve(import.meta.dirname, `../../../../messages/${language}.json`);
  const words = (JSON.parse(readFileSync(file, 'utf8')) as { Mapping: Record<string, Record<string, string>> }).Mapping;
  const signs = (list: readonly string[]): readonly string[] => list.map((one) => SIGN_WORD[one] ?? one).sort();
  const told = (name: string): readonly string[] => Object.keys(words[name] ?? {}).sort();
  expect([
    told('dayOrders'),
    told('targets'),
    told('kindRules'),
    told('directionRules'),
    told('feeRules'),
    told('sign'),
    told('decimalSign'),
  ]).toEqual([
    [...DAY_ORDERS].sort(),
    [...TARGETS].sort(),
    KIND_RULES.filter((rule) => rule !== 'sides').sort(),
    [...KIND_RULES].sort(),
    [...FEE_RULES].sort(),
    signs(SEPARATORS),
    signs(DECIMALS),
  ]);
});

describe('a rate in per cent', () => {
  it.each([
    ['1,85', 18_500],
    ['1.8', 18_000],
    ['0', 0],
    ['100', 1_000_000],
    [' 2,0004 ', 20_004],
  ])('%s is %i millionths', (text, millionths) => expect(rateOf(text)).toBe(millionths));
  it.each(['', '100,1', '1,00005', '-1', '1e3', '1,8%'])('%j is none', (text) => expect(rateOf(text)).toBeNull());
  it.each([
    [18_500, '1,85'],
    [20_000, '2'],
    [4, '0,0004'],
    [1_000_000, '100'],
    [null, ''],
  ])('%s is written as %j', (millionths, text) => expect(rateText(millionths, 'ru')).toBe(text));
});
