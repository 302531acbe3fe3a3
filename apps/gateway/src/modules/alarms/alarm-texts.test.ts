import { ALARM_KINDS } from '@payport/domain';
import { describe, expect, it } from 'vitest';
import { ALARM_TEXTS, alarmText } from './alarm-texts.ts';

const WORDS = {
  terminal: 'Бар',
  host: 'pms.hotel.example',
  amount: { ru: '15 ₽', en: 'RUB 15' },
  code: '5999',
  key: 'Sonata …1234',
  new: '…9876',
  when: { ru: '1 мая', en: '1 May' },
  day: { ru: '2 мая', en: '2 May' },
};

describe('the text of an alarm', () => {
  it.each(ALARM_KINDS)('leaves nothing open, in either language: %s', (kind) => {
    const { severity, text } = alarmText(kind, WORDS);
    expect(`${text.ru} ${text.en}`).not.toMatch(/[{}]/);
    expect(severity).toBe(ALARM_TEXTS[kind].severity);
  });

  it('has each word in its language', () => {
    expect(alarmText('payment_in_review', WORDS).text.ru).toContain('«Бар»: неизвестно, прошла ли операция на 15 ₽,');
    expect(alarmText('payment_in_review', WORDS).text.en).toContain('“Бар”: it is not known whether the operation over RUB 15 went through');
  });

  it.each(['Касса $& $1', "$' $`", '$$', '{amount}'])('has a name as it is, whatever signs are in it: %s', (terminal) => {
    expect(alarmText('payment_in_review', { ...WORDS, terminal }).text.en).toMatch(
      /^Terminal “(.*)”: it is not known whether the operation over RUB 15/,
    );
    expect(/“(.*)”/.exec(alarmText('payment_in_review', { ...WORDS, terminal }).text.en)?.[1]).toBe(terminal);
  });
});
