import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { READ_LIMITS } from '../limits.ts';
import { DelimitedReader } from './delimited-reader.ts';

function rowsOf(text: string, size = text.length || 1, delimiter = ';', limits = READ_LIMITS) {
  const reader = new DelimitedReader(delimiter, limits);
  const rows = [];
  for (let at = 0; at < text.length; at += size) rows.push(...reader.push(text.slice(at, at + size)));
  rows.push(...reader.end());
  return rows.map((row) => row.problem ?? row.cells);
}

describe('rows of a delimited text', () => {
  it.each<[string, unknown]>([
    [
      'a;b\r\nc;d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a;b\nc;d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a;;\n', [['a', '', '']]],
    ['"a;b";c', [['a;b', 'c']]],
    ['"a""b";c', [['a"b', 'c']]],
    ['"";c', [['', 'c']]],
    ['c;""\r\nd', [['c', ''], ['d']]],
    ['"a\r\nb";c\r\nd', [['a\r\nb', 'c'], ['d']]],
    [' "a" ; "b" ', [['a', 'b']]],
    ['ООО "Ромашка";5', [['ООО "Ромашка"', '5']]],
    ['"ООО "Ромашка"";5', [['ООО "Ромашка"', '5']]],
    ['"ООО ""Ромашка""";5', [['ООО "Ромашка"', '5']]],
    ['"ООО "Ромашка" и сын";5', [['ООО "Ромашка" и сын', '5']]],
    ['', []],
    ['\n\n', [[''], ['']]],
  ])('%j', (text, rows) => {
    for (const size of [1, 2, 3, 5, text.length || 1]) expect(rowsOf(text, size)).toEqual(rows);
  });

  it('a quote that is never closed costs its own line only', () => {
    const rows = ['первая;1', '"вторая;2', ...Array.from({ length: 30 }, (_, i) => `строка;${i}`)];
    for (const size of [1, 17, 4096]) {
      const read = rowsOf(rows.join('\n'), size);
      expect(read).toHaveLength(rows.length);
      expect(read[1]).toBe('broken_quotes');
      expect(read[2]).toEqual(['строка', '0']);
      expect(read.at(-1)).toEqual(['строка', '29']);
    }
    expect(rowsOf('a;1\n"b;2\nc;3')).toEqual([['a', '1'], 'broken_quotes', ['c', '3']]);
  });

  it('a line without an end is one row too long, and the next is read', () => {
    const limits = { ...READ_LIMITS, maxLineChars: 100 };
    for (const size of [1, 33, 1000]) {
      const read = rowsOf(`a;b\n${'x'.repeat(500)}\nc;d\n`, size, ';', limits);
      expect(read[0]).toEqual(['a', 'b']);
      expect(read[1]).toBe('too_long');
      expect(read.at(-1)).toEqual(['c', 'd']);
    }
  });

  it('a record of more lines than its cells together may have costs its own line only', () => {
    const lines = (count: number): string => `"x${'\n'.repeat(count)}y"`;
    expect(rowsOf(`${[10, 10, 10].map(lines).join(';')}\nc;d`).at(0)).toHaveLength(3);
    const read = rowsOf(`${[10, 10, 10, 1].map(lines).join(';')}\nc;d`);
    expect([read.at(0), read.at(-1)]).toEqual(['broken_quotes', ['c', 'd']]);
  });

  // Walked through to its end from each of its lines, this text would take minutes.
  it('a file of loose quotes is not read to its end from each of its lines', () => {
    const read = rowsOf(`${'"";"9;0\r\n\n\n'.repeat(20_000)}c;d\n`);
    expect([read.at(0), read.at(-1)]).toEqual(['broken_quotes', ['c', 'd']]);
  });

  it('lines that each begin a broken record cost themselves only, thousands of them', () => {
    const read = rowsOf(`${'"9 """;"b;0\r\n'.repeat(4_000)}c;d\n`);
    expect(read[0]).toBe('broken_quotes');
    expect(read.at(-1)).toEqual(['c', 'd']);
  });

  it('a row of too many columns is none', () => expect(rowsOf(`${';'.repeat(1000)}\na;b`)).toEqual(['too_long', ['a', 'b']]));

  it('reads back what a writer of RFC 4180 wrote, however it is cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'Я', '"', ';', '\n', '\r\n', ' ', '1', ','), maxLength: 8 });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        (rows, size) => {
          const text = rows.map((cells) => cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(';')).join('\r\n') + '\r\n';
          expect(rowsOf(text, size)).toEqual(rows);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('numbers rows as a spreadsheet does', () => {
    const reader = new DelimitedReader(';', READ_LIMITS);
    expect(reader.push('a\n"b\nb"\nc\n').map((row) => row.number)).toEqual([1, 2, 3]);
  });
});

describe('the first rows of a text', () => {
  it('are those that the whole of it has first', () => {
    const texts = fc.array(fc.constantFrom('a', ';', '"', '\n', '\r\n'), { maxLength: 40 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 6 }), (text, most) => {
        const first = new DelimitedReader(';', READ_LIMITS).first(text, most);
        expect(first.map((row) => row.problem ?? row.cells)).toEqual(rowsOf(text).slice(0, most));
      }),
      { numRuns: 500 },
    );
  });

  it('cost what they are, whatever stands behind them', () => {
    const looks = vi.spyOn(String.prototype, 'indexOf');
    try {
      expect(new DelimitedReader(';', READ_LIMITS).first('\n'.repeat(50_000), 40)).toHaveLength(40);
      expect(looks.mock.calls.length).toBeLessThan(100);
    } finally {
      looks.mockRestore();
    }
  });
});
