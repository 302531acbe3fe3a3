import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classify, codeText, declineFor, refusalOf, stageOf } from './result-map.ts';
import { RESULT_ROWS } from './tables/result-codes.ts';

const table = readFileSync(new URL('tables/zvt-result-codes.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
  .filter(([code]) => /^[0-9A-F]{2}$/.test(code ?? ''));

describe('the table of result codes', () => {
  it('is that of its file, code by code', () => {
    const rows = table.filter(([code]) => code !== '00').map(([code, , en, resultClass]) => [Number.parseInt(code!, 16), resultClass, en]);
    expect(RESULT_ROWS.map(([code, resultClass, en]) => [code, resultClass, en])).toEqual(rows);
  });

  it.each(RESULT_ROWS)('%i has Russian words', (_code, _class, _en, ru) => expect(ru).toMatch(/[а-я]/));

  it.each(RESULT_ROWS.map(([code]) => code))('%i is never an approval', (code) => {
    expect(classify(code).verdict).not.toBe('approved');
    const { message, advice } = refusalOf(code);
    for (const text of [message.ru, message.en, advice.ru, advice.en]) expect(text).toMatch(/\S{3}/);
  });
});

describe('a result code', () => {
  it.each([
    [0x00, 'approved', undefined],
    [5, 'declined', 'issuer_refused'],
    [51, 'declined', 'insufficient_funds'],
    [55, 'declined', 'wrong_pin'],
    [54, 'declined', 'card_expired'],
    [91, 'declined', 'issuer_unavailable'],
    [99, 'declined', 'issuer_refused'],
    [0x64, 'declined', 'card_read_failed'],
    [0x6c, 'cancelled', 'cancelled_on_device'],
    [0x6b, 'declined', 'terminal_setup'],
    [0x71, 'declined', 'insufficient_funds'],
    [0x78, 'declined', 'card_expired'],
    [0x9c, 'declined', undefined],
    [0xb4, 'declined', 'original_not_found'],
    [0xc3, 'declined', 'limit_exceeded'],
    [0x9b, 'unknown', 'outcome_unknown'],
    [0xa1, 'unknown', 'outcome_unknown'],
    [0xff, 'unknown', 'outcome_unknown'],
    [0x88, 'unknown', 'unmapped'],
  ])('%i is %s, %s', (code, verdict, cause) => {
    const found = classify(code);
    expect(found.verdict).toBe(verdict);
    if (cause !== undefined) expect('decline' in found && found.decline.code).toBe(cause);
  });

  it('none at all is unknown', () => expect(classify(null)).toMatchObject({ verdict: 'unknown', unmapped: false }));
  it('one that no table explains is unknown and told', () => expect(classify(0x99)).toMatchObject({ verdict: 'unknown', unmapped: true }));
  it('a cancel after our own stop is the cashier’s', () => {
    expect(classify(0x6c, true)).toMatchObject({ decline: { code: 'cancelled_by_cashier' } });
  });
  it.each([
    [5, '05'],
    [99, '99'],
    [0x6c, '6C'],
    [0x64, '64'],
  ])('%i is written as %s', (code, text) => expect(codeText(code)).toBe(text));
  it('stands in what people read', () => expect(declineFor('not_allowed', 0x83).terminalCode).toBe('83'));
});

describe('an order that the terminal did not take', () => {
  it.each([
    [0x9c, 'terminal_setup', undefined],
    [0xa1, 'issuer_unavailable', 'later'],
    [0xff, 'terminal_setup', undefined],
    [0x99, 'unmapped', undefined],
  ])('%i is a plain refusal', (error, code, retry) => {
    const decline = refusalOf(error);
    expect([code, 'not_sent', 'link_failed', 'device_timeout']).toContain(decline.code);
    if (retry !== undefined) expect(decline.retry).toBe(retry);
  });
});

it.each([
  [0x0a, 'present_card'],
  [0x01, 'enter_pin'],
  [0xcc, 'enter_pin'],
  [0x04, 'authorizing'],
  [0x0c, 'other_card'],
  [0x0b, 'remove_card'],
  [0x4a, 'remove_card'],
  [0x1c, null],
  [0x1d, null],
  [0x05, null],
] as const)('the display code %i is the stage %s', (code, stage) => expect(stageOf(code)).toBe(stage));
