import { readFileSync } from 'node:fs';
import { DECLINE_CODES, RETRY_ADVICE } from '@payport/domain';
import { describe, expect, it } from 'vitest';
import { CAUSE_TEXTS } from './cause-texts.ts';
import { classifyOrder, classifyStatus, declineFor, isMapped } from './result-map.ts';
import { CAUSES } from './tables/causes.ts';
import { RESULT_ROWS } from './tables/result-codes.ts';

const table = readFileSync(new URL('tables/sber-result-codes.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'));
const OPERATIONS = ['sale', 'refund', 'void'] as const;
const CYRILLIC = /[А-Яа-яЁё]/;

const codesOf = (...classes: readonly string[]): number[] => RESULT_ROWS.filter((row) => classes.includes(row[1])).map(([code]) => code);
const isHost = (code: number): boolean => code > 4400 && code <= 4499;

/** As the design lists them. */
const ASK = [99, 254, 2004, 4104, 4119, 4304, 4308, 4309, 4322];
const CANCELLED = [2000, 2002, 2003, 4117, 4334, 4335];

describe('the table of codes', () => {
  it('is the checked-in TSV, all 329 codes of it', () => {
    expect(RESULT_ROWS.map((row) => row.map(String))).toEqual(table);
    expect(RESULT_ROWS).toHaveLength(329);
    expect(new Set(RESULT_ROWS.map(([code]) => code)).size).toBe(329);
  });

  it('explains each code by one cause at most, and only codes that it knows', () => {
    const listed = Object.values(CAUSES).flat();
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed.filter((code) => !isMapped(code))).toEqual([]);
  });
});

describe('texts', () => {
  const outcomes = RESULT_ROWS.flatMap(([code]) => OPERATIONS.map((operation) => ({ code, verdict: classifyOrder(code, operation) })));
  const declines = outcomes.flatMap(({ code, verdict }) => ('decline' in verdict ? [{ code, decline: verdict.decline }] : []));

  it.each(declines.filter(({ code }, index) => declines[index - 1]?.code !== code))('of $code are whole in both languages', ({ code, decline }) => {
    for (const { ru, en } of [decline.message, decline.advice]) {
      expect(ru).toMatch(CYRILLIC);
      expect(en).not.toMatch(CYRILLIC);
      expect(ru + en).not.toMatch(/\{|\}|undefined|code null|ответ хоста|host response/);
      expect(ru.charAt(0)).toBe(ru.charAt(0).toUpperCase());
    }
    expect(DECLINE_CODES).toContain(decline.code);
    expect(RETRY_ADVICE).toContain(decline.retry);
    expect(decline.terminalCode).toBe(String(code));
  });

  it("about the terminal's own trouble never read as the guest's card being refused", () => {
    for (const code of codesOf('config').filter((each) => !ASK.includes(each))) {
      const verdict = classifyOrder(code, 'sale');
      expect(verdict).toMatchObject({ verdict: 'declined', decline: { code: 'terminal_setup' } });
      if (verdict.verdict !== 'declined') continue;
      expect(verdict.decline.message.ru).toMatch(/^Терминал не готов/);
      expect(verdict.decline.message.en).toMatch(/^The terminal is not ready/);
      expect(verdict.decline.advice.ru).toContain('Карта гостя ни при чём');
      expect(verdict.decline.advice.en).toContain("The guest's card is fine");
    }
  });

  it('of an unknown outcome forbid a second payment', () => {
    for (const cause of ['outcome_unknown', 'unmapped'] as const) {
      expect(CAUSE_TEXTS[cause].retry).toBe('do_not_retry_check_first');
      expect(CAUSE_TEXTS[cause].advice.ru).toContain('Не проводите оплату повторно');
    }
    expect(declineFor('outcome_unknown', null).terminalCode).toBeNull();
  });
});

describe.each(OPERATIONS)('the outcome of a code on %s', (operation) => {
  const verdictOf = (code: number): string => classifyOrder(code, operation).verdict;

  it('is an approval for 0 and for nothing else', () => {
    expect(RESULT_ROWS.filter(([code]) => verdictOf(code) === 'approved').map(([code]) => code)).toEqual([0]);
    for (let code = 1; code < 10_000; code += 1) expect(verdictOf(code)).not.toBe('approved');
  });

  it.each(ASK)('is unknown for %i, which has to be asked about', (code) => expect(verdictOf(code)).toBe('unknown'));
  it.each(CANCELLED)('is cancelled for %i', (code) => expect(verdictOf(code)).toBe('cancelled'));

  it('is declined for every answer of the host, in the table or not', () => {
    for (let code = 4401; code <= 4499; code += 1) expect(verdictOf(code)).toBe('declined');
    expect(classifyOrder(4478, operation)).toMatchObject({ decline: { code: 'issuer_refused', terminalCode: '4478' } });
  });

  it.each([4419, 4491, 4496, 4497])('advises to try later for %i: the issuer is not there', (code) => {
    expect(classifyOrder(code, operation)).toMatchObject({ verdict: 'declined', decline: { code: 'issuer_unavailable', retry: 'later' } });
  });

  it('is unknown for whatever is not proven to have ended without money: link, fault, pending, time', () => {
    const open = codesOf('comms', 'terminal-fault', 'pending', 'timeout').filter((code) => !isHost(code) && code !== 2002);
    for (const code of open) expect([code, verdictOf(code)]).toEqual([code, 'unknown']);
    for (const code of [4190, 4316]) expect(verdictOf(code)).toBe('unknown');
  });

  it('is unknown and unmapped for a code that no table explains, 4400 among them', () => {
    for (const code of [2, 6, 777, 1999, 4400, 4500, 9999, 65_535]) {
      expect(classifyOrder(code, operation)).toMatchObject({ verdict: 'unknown', unmapped: true, decline: { code: 'unmapped' } });
    }
    for (const [code] of RESULT_ROWS) expect(classifyOrder(code, operation)).not.toMatchObject({ unmapped: true });
  });

  it('gives every code of the table an outcome that its class allows', () => {
    const allowed: Record<string, readonly string[]> = {
      approved: ['approved'],
      declined: ['declined', 'unknown'],
      config: ['declined'],
      cancelled: ['cancelled', 'unknown'],
      timeout: ['cancelled', 'unknown'],
      pending: ['unknown'],
      comms: ['unknown', 'declined'],
      'terminal-fault': ['unknown'],
    };
    for (const [code, resultClass] of RESULT_ROWS) expect([code, allowed[resultClass]?.includes(verdictOf(code))]).toEqual([code, true]);
  });
});

describe('codes about an original', () => {
  it.each([
    [4118, 'original_not_found'],
    [4311, 'original_not_found'],
    [4315, 'batch_closed'],
    [4363, 'refund_exceeds_original'],
  ] as const)('%i refuses a refund or void as %s', (code, reason) => {
    for (const operation of ['refund', 'void'] as const)
      expect(classifyOrder(code, operation)).toMatchObject({ verdict: 'declined', decline: { code: reason } });
    expect(classifyOrder(code, 'sale')).toMatchObject({ verdict: 'unknown', unmapped: false });
  });
});

describe('who stopped it', () => {
  it('is named by us where we know it better than the terminal', () => {
    expect(classifyOrder(2000, 'sale')).toMatchObject({ decline: { code: 'cancelled_on_device' } });
    expect(classifyOrder(2000, 'sale', 'cashier')).toMatchObject({ decline: { code: 'cancelled_by_cashier' } });
    expect(classifyOrder(2003, 'sale', 'time_limit')).toMatchObject({ decline: { code: 'device_timeout' } });
    expect(classifyOrder(2003, 'sale')).toMatchObject({ decline: { code: 'cancelled_by_cashier' } });
    expect(classifyOrder(2002, 'sale')).toMatchObject({ decline: { code: 'device_timeout' } });
    expect(classifyOrder(4117, 'sale')).toMatchObject({ decline: { code: 'cancelled_on_device' } });
    expect(classifyOrder(4451, 'sale', 'cashier')).toMatchObject({ verdict: 'declined', decline: { code: 'insufficient_funds' } });
  });
});

describe('well-known refusals', () => {
  it.each([
    [4451, 'insufficient_funds', 'other_card'],
    [521, 'insufficient_funds', 'other_card'],
    [4455, 'wrong_pin', 'now'],
    [4106, 'wrong_pin', 'now'],
    [4454, 'card_expired', 'other_card'],
    [4151, 'card_expired', 'other_card'],
    [4443, 'card_blocked', 'other_card'],
    [4475, 'pin_blocked', 'other_card'],
    [4461, 'limit_exceeded', 'other_card'],
    [4457, 'card_restricted', 'other_card'],
    [4125, 'card_read_failed', 'now'],
    [4494, 'issuer_refused', 'do_not_retry_check_first'],
    [4134, 'terminal_setup', 'later'],
    [4458, 'terminal_setup', 'later'],
    [4306, 'terminal_setup', 'now'],
    [4350, 'terminal_setup', 'later'],
  ] as const)('%i is %s, retry %s', (code, reason, retry) => {
    expect(classifyOrder(code, 'sale')).toMatchObject({ verdict: 'declined', decline: { code: reason, retry } });
  });
});

describe('the answer to a status query', () => {
  const verdictOf = (code: number): string => classifyStatus(code).verdict;

  it('is an approval for 0 only, absence for 4311 only', () => {
    for (let code = 1; code < 10_000; code += 1) {
      expect(verdictOf(code)).not.toBe('approved');
      if (code !== 4311) expect(verdictOf(code)).not.toBe('absent');
    }
    expect([verdictOf(0), verdictOf(4311)]).toEqual(['approved', 'absent']);
  });

  it.each([
    [[99, 4119, 4100, 4, 254, 5, 115, 4342, 3019], 'link'],
    [[101, 252, 4300, 4301], 'unsupported'],
    [[4129, 4126, 4309], 'no_data'],
    [[1, 3], 'in_progress'],
    [[4104, 4322, 4308, 4304, 4103], 'unclear'],
    [[7, 4400, 9999], 'unmapped'],
    [[4451, 4491, 2004, 4118, 4134, 361, 4190, 230], 'declined'],
    [[2000, 2002, 2003, 4334, 4316], 'cancelled'],
  ] as const)('%j says: %s', (codes, verdict) => {
    for (const code of codes) expect([code, verdictOf(code)]).toEqual([code, verdict]);
  });

  it("never calls the question's own broken link a result", () => {
    for (const code of codesOf('comms').filter((each) => !isHost(each))) expect(['link', 'unclear']).toContain(verdictOf(code));
  });
});
