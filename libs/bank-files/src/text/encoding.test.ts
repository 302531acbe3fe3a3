import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodePage } from '../testing/encode-page.ts';
import { codePageOf, decoderOf } from './encoding.ts';

const PAGES = ['cp1251', 'cp866', 'koi8-r'] as const;

/** The rule letter by letter, as it is meant: frequent letters speak for a page, strange signs and `тЕРМИНАЛ` against it. */
function score(text: string): number {
  const chars = [...text];
  return chars.reduce((sum, char, index) => {
    const swapped = /[А-ЯЁ]/.test(char) && /[а-яё]/.test(chars[index - 1] ?? '');
    const told = char < '\u0080' || /[А-Яа-яЁё№«»–\u00a0₽€]/.test(char) ? 0 : -4;
    return sum + (/[оеаинтсрвл]/i.test(char) ? 2 : told) - (swapped ? 4 : 0);
  }, 0);
}

it('is the page in which the bytes look most like Russian, letter by letter', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const scores = PAGES.map((page) => score(decoderOf(page, false).decode(bytes)));
      expect(codePageOf(bytes)).toBe(PAGES[scores.indexOf(Math.max(...scores))]);
    }),
    { numRuns: 1_000 },
  );
});

it('is no other page for the spaces between thousands', () => {
  const row = 'Итого;1\u00a0234\u00a0567,00;1\u00a0234\u00a0567,00\r\n';
  expect(codePageOf(encodePage(row.repeat(20), 'windows-1251'))).toBe('cp1251');
});
