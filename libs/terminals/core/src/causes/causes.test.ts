import { describe, expect, it } from 'vitest';
import { COMMON_CAUSES } from './common-causes.ts';
import { declineOf } from './decline-of.ts';
import { causeOfHostResponse } from './host-responses.ts';

describe('response codes of the issuer', () => {
  it.each([
    ['51', 'insufficient_funds'],
    ['55', 'wrong_pin'],
    ['54', 'card_expired'],
    ['91', 'issuer_unavailable'],
    ['051', 'insufficient_funds'],
    ['94', 'host_duplicate'],
  ])('%s is %s', (code, cause) => expect(causeOfHostResponse(code)).toBe(cause));

  it.each(['00', '000', '0', '', '5', '151', 'ZZ'])('has no cause for %j', (code) => expect(causeOfHostResponse(code)).toBeNull());
});

describe('what people are told', () => {
  it.each(Object.entries(COMMON_CAUSES))('says in both languages what %s is and what to do', (_cause, text) => {
    for (const words of [text.message, text.advice]) {
      expect(words.ru).toMatch(/[А-Яа-я]/);
      expect(words.en).toMatch(/[A-Za-z]/);
    }
  });

  it('has the terminal’s own words where they say more, else its code', () => {
    const words = { ru: 'сбой $1', en: 'fault $1' };
    expect(declineOf(COMMON_CAUSES.issuer_refused, { code: '05', text: words }).message).toEqual({
      ru: 'Банк отказал: сбой $1',
      en: 'The bank refused: fault $1',
    });
    expect(declineOf(COMMON_CAUSES.issuer_refused, { code: '05', text: null }).message.en).toBe('The bank refused: code 05');
    expect(declineOf(COMMON_CAUSES.outcome_unknown, { code: '0', text: null }).message.en).toBe('The outcome is not known yet: code 0');
    expect(declineOf(COMMON_CAUSES.outcome_unknown, { code: null, text: null }).message.en).toBe('The outcome is not known yet');
  });

  it('never advises to try again while the outcome is not known', () => {
    for (const cause of ['outcome_unknown', 'unmapped'] as const) expect(COMMON_CAUSES[cause].retry).toBe('do_not_retry_check_first');
  });
});
