import { describe, expect, it } from 'vitest';
import { normalWords } from './words.ts';

describe('words of a file', () => {
  it.each([
    ['  «Номер  Платежа» : ', 'номер платежа'],
    ['"Счёт"', 'счет'],
    ["''", ''],
    ["О'Брайен", "о'брайен"],
    ['\u00a0Сумма\u202fв\tрублях:', 'сумма в рублях'],
  ])('%j are %j', (text, expected) => expect(normalWords(text)).toBe(expected));

  it('of thousands of quotes are made in time that grows with them, not with their square', () => {
    // A pattern for the ends takes a minute and more, which is over any test's limit.
    const quotes = "'".repeat(300_000);
    expect(normalWords(`a${quotes}b`)).toBe(`a${quotes}b`);
  });
});
