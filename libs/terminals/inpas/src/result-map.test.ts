import { describe, expect, it } from 'vitest';
import { CAUSE_TEXTS, classifyOrder, declineFor } from './result-map.ts';

const CAUTIOUS = { noConnection: 'unknown' } as const;
const verdict = (status: number | null, hostCode: string | null = null, settings: Parameters<typeof classifyOrder>[1] = CAUTIOUS) =>
  classifyOrder({ status, hostCode, text: null }, settings);

describe('every status there can be', () => {
  it('is an approval only as 1 or 17, a refusal only as 16, a stop only as 53 or 54; all else is unknown', () => {
    for (let status = 0; status < 1_000; status += 1) {
      const expected = [1, 17].includes(status) ? 'approved' : status === 16 ? 'declined' : [53, 54].includes(status) ? 'cancelled' : 'unknown';
      expect(verdict(status).verdict, String(status)).toBe(expected);
    }
    expect(verdict(null).verdict).toBe('unknown');
  });

  it('is reported to people where no table explains it, and only then', () => {
    for (let status = 0; status < 1_000; status += 1) {
      const judged = verdict(status);
      if (judged.verdict === 'unknown') expect(judged.unmapped, String(status)).toBe(![0, 34].includes(status));
    }
  });
});

describe('the bank’s own code beside a status', () => {
  it.each(['51', '54', '55', '91', '96', '04', '94'])('%s makes an approval unknown, and a refusal clear', (code) => {
    expect(verdict(1, code).verdict).toBe('unknown');
    expect(verdict(17, code).verdict).toBe('unknown');
    expect(verdict(16, code).verdict).toBe('declined');
  });

  it.each(['0', '00', '000'])('%s makes a refusal or a stop unknown', (code) => {
    for (const status of [16, 53, 54]) expect(verdict(status, code).verdict).toBe('unknown');
    expect(verdict(1, code).verdict).toBe('approved');
    expect(verdict(34, code, { noConnection: 'declined' }).verdict).toBe('unknown');
  });

  it('that no table has changes no verdict', () => {
    expect(verdict(1, 'Y1').verdict).toBe('approved');
    expect(verdict(16, 'Q1')).toMatchObject({ verdict: 'declined', decline: { code: 'issuer_refused', terminalCode: 'Q1' } });
  });
});

describe('what people are told', () => {
  it('names the terminal’s own words, the bank’s code before the status', () => {
    const told = { status: 16, hostCode: '57', text: 'ОПЕРАЦИЯ ЗАПРЕЩЕНА' };
    expect(declineFor('issuer_refused', told)).toMatchObject({ terminalCode: '57', message: { ru: 'Банк отказал: ОПЕРАЦИЯ ЗАПРЕЩЕНА' } });
    expect(declineFor('outcome_unknown', { status: 0, hostCode: null, text: null })).toMatchObject({
      terminalCode: '0',
      message: { en: 'The outcome is not known yet: the terminal does not know the outcome' },
    });
  });

  it('never advises to pay again while the outcome is open', () => {
    for (const status of [0, 34, 77]) {
      const judged = verdict(status);
      if (judged.verdict === 'unknown') expect(judged.decline.retry).toBe('do_not_retry_check_first');
    }
  });

  it('is there in both languages for every cause', () => {
    for (const { message, advice } of Object.values(CAUSE_TEXTS)) {
      expect([message.ru, advice.ru].every((text) => /[а-я]/.test(text))).toBe(true);
      expect([message.en, advice.en].every((text) => /[a-z]/.test(text) && !/[а-я]/.test(text))).toBe(true);
    }
  });
});
