import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CP_1251, CP_866, KOI8_R } from './encoding-tables.ts';
import { chooseEncoding, decodeText, encodeText, ENCODINGS, foldLookalikes, isUtf8, sniffEncoding, WORDS } from './encodings.ts';
import { RESULT_ROWS } from './tables/result-codes.ts';
import { terminalMessage } from './terminal-result.ts';

const upperHalf = Uint8Array.from({ length: 128 }, (_, index) => 128 + index);

describe('code pages', () => {
  it.each([
    ['ibm866', CP_866],
    ['windows-1251', CP_1251],
    ['koi8-r', KOI8_R],
  ])('the table of %s is the one of the Encoding Standard', (label, table) => {
    expect(table).toBe(new TextDecoder(label).decode(upperHalf));
  });

  it.each(ENCODINGS)('every Russian text survives the way there and back in %s', (encoding) => {
    const letter = fc.constantFrom(...'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя 0123456789.,:*ABCxyz\r\n');
    fc.assert(fc.property(fc.string({ unit: letter }), (text) => decodeText(encodeText(text, encoding), encoding) === text));
  });

  it('writes a question mark for what the page lacks', () => {
    expect([...encodeText('€😀я', 'cp866')]).toEqual([0x3f, 0x3f, 0xef]);
  });
});

/** What the tables of `sniffEncoding` are short for, letter by letter. */
function plausibility(text: string): number {
  const folded = foldLookalikes(text);
  let score = 0;
  for (const word of WORDS) if (folded.includes(word)) score += 10 * word.length;
  for (const char of text) {
    if (char < '\u0080') continue;
    if ('ОЕАИНТСРВЛ'.includes(char.toUpperCase())) score += 2;
    else if (!/[А-Яа-яЁё№«»]/.test(char)) score -= 4;
  }
  return score - 4 * (text.match(/[а-яё][А-ЯЁ]/g)?.length ?? 0);
}

/** As a strict decoder says it, which a fast look must not contradict. */
function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

describe('UTF-8', () => {
  it('is what a strict decoder reads, also when the text was cut anywhere or is no text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'Я', '€', '😀') }).map((each) => new TextEncoder().encode(each));
    const odd = fc.array(fc.constantFrom(0x41, 0x80, 0xbf, 0xc0, 0xc3, 0xe0, 0xe2, 0xed, 0xf0, 0xf4, 0xff), { maxLength: 4 });
    fc.assert(
      fc.property(text, fc.nat(), odd, (whole, at, tail) => {
        const bytes = Uint8Array.from([...whole.slice(0, at % (whole.length + 1)), ...tail]);
        expect(isUtf8(bytes)).toBe(decodes(bytes));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('sniffing', () => {
  it('weighs any bytes as their text in each page would be weighed', () => {
    const word = fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom('cp866', 'cp1251', 'koi8-r'));
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      word.map(([text, encoding]) => encodeText(text, encoding)),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
        const bytes = Uint8Array.from(pieces.flatMap((each) => [...each]));
        fc.pre(bytes.some((byte) => byte >= 0x80) && !isUtf8(bytes));
        const pages = ['cp866', 'cp1251', 'koi8-r'] as const;
        const scored = pages.map((page) => ({ page, score: plausibility(decodeText(bytes, page)) }));
        expect(sniffEncoding(bytes)).toBe(scored.reduce((best, next) => (next.score > best.score ? next : best)).page);
      }),
    );
  });

  const texts = [
    '0,ОДОБРЕHО\r\n',
    '2000,ОПЕРАЦИЯ ПРЕРВАНА\r\n',
    'Терминал: 00459991 Мерчант: 684444445555',
    '4451,НЕДОСТАТОЧНО СРЕДСТВ\r\n',
    '4134,Требуется сверка итогов',
  ];
  const cases = ENCODINGS.flatMap((encoding) => texts.map((text) => [encoding, text] as const));

  it.each(cases)('recognises %s by its words: %j', (encoding, text) => {
    expect(sniffEncoding(encodeText(text, encoding))).toBe(encoding);
  });

  it.each(ENCODINGS)("reads nearly all of the terminal's own messages right in %s, even alone", (encoding) => {
    const messages = RESULT_ROWS.map(([code]) => terminalMessage(code));
    const right = messages.filter((message) => decodeText(encodeText(message, encoding), sniffEncoding(encodeText(message, encoding))) === message);
    expect(right.length / messages.length).toBeGreaterThan(0.95);
  });

  it('still sees UTF-8 in text that was cut inside a letter', () => {
    const bytes = encodeText('0,ОДОБРЕHО', 'utf-8');
    for (let length = 4; length <= bytes.length; length += 1) expect(isUtf8(bytes.subarray(0, length))).toBe(true);
    expect(isUtf8(encodeText('0,ОДОБРЕHО', 'cp866'))).toBe(false);
  });

  it('follows the setting, but does not call bytes UTF-8 that are none', () => {
    const bytes = encodeText('ОДОБРЕНО', 'cp866');
    expect(chooseEncoding('koi8-r', bytes)).toBe('koi8-r');
    expect(chooseEncoding('utf-8', bytes)).toBe('cp866');
    expect(chooseEncoding('auto', bytes)).toBe('cp866');
  });

  it('takes Latin look-alikes for the Cyrillic letters they stand for', () => {
    expect(foldLookalikes('ОДОБРЕHО')).toBe('ОДОБРЕНО');
    expect(foldLookalikes('Kарта')).toBe('КАРТА');
  });
});
