import { crc32, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { csvBytes, csvMark, type FileCharset, type FileLanguage } from './csv-format.ts';
import type { Cell } from './cell.ts';
import { hotelTime } from './hotel-time.ts';
import { xlsxEntries } from './xlsx-format.ts';
import { zipStream } from './zip-stream.ts';

const text = (value: string): Cell => ({ type: 'text', text: value });
const FORMULAS = ['=1+1', '+7 900', '-5', '@sum', '\tx', '\rx', '\nx', '＝1+1', '−5'];
const csvLine = (cells: readonly Cell[], language: FileLanguage): string => csvBytes([cells], language, 'utf-8').toString();
const in1251 = (...texts: string[]): string => new TextDecoder('windows-1251').decode(csvBytes([texts.map(text)], 'ru', 'windows-1251'));

describe('CSV', () => {
  it('takes away the power of what a table program would work out', () => {
    for (const formula of FORMULAS) expect(csvLine([text(formula)], 'ru').replaceAll('"', '')).toBe(`'${formula}\r\n`);
    expect(csvLine([text('a=1'), text('')], 'ru')).toBe('a=1;\r\n');
  });

  it('keeps a number a number, a refund too, by the language of the reader', () => {
    expect(csvLine([{ type: 'number', decimal: '-1500.50' }], 'ru')).toBe('-1500,50\r\n');
    expect(csvLine([{ type: 'number', decimal: '-1500.50' }], 'en')).toBe('-1500.50\r\n');
  });

  it('quotes what would break a line or a column', () => {
    expect(csvLine([text('a;b'), text('say "x"'), text('a\nb')], 'ru')).toBe('"a;b";"say ""x""";"a\nb"\r\n');
  });

  it('in Windows-1251 writes every letter that has a byte, and a question mark for what is near to none', () => {
    expect(in1251('Ёлкина «№ 5» — 漢 100 ₽ −5 😀')).toBe('Ёлкина «№ 5» — ? 100 руб. -5 ?\r\n');
  });

  it('in Windows-1251 writes a name that it has no letters for with the nearest ones', () => {
    expect(in1251('Ğülşen Müller-Łukasz', 'Әлімқұл Өмірұлы', 'José')).toBe('Gulsen Muller-Lukasz;Алімкул Омірулы;Jose\r\n');
  });

  it('in Windows-1251 guards what the letters become there', () => {
    // A minus sign becomes a hyphen, a wide sign a plain one, and a Greek question mark (U+037E) is a semicolon by Unicode's own normal form.
    expect(in1251('−2+3', '\u2011x', '＝1', 'a\u037eb', 'x')).toBe(`'-2+3;'-x;'=1;"a;b";x\r\n`);
  });

  it('begins with the mark of UTF-8 alone', () => {
    const marks: readonly FileCharset[] = ['utf-8', 'windows-1251'];
    expect(marks.map((charset) => csvMark(charset).toString('hex'))).toEqual(['efbbbf', '']);
  });
});

async function bytesOf(rows: readonly (readonly Cell[])[], sheetRows?: number): Promise<Buffer> {
  async function* each(): AsyncGenerator<readonly Cell[]> {
    for (const row of rows) yield await Promise.resolve(row);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of zipStream(xlsxEntries({ name: 'Лист <1>', head: ['A', 'B'], widths: [10, 10] }, each(), sheetRows))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Reads an archive by its directory, as table programs do, and holds every check sum. */
function unzipped(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const files = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let n = 0; n < bytes.readUInt16LE(end + 10); n += 1) {
    const [packed, size, nameLength, start] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 24),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt32LE(at + 42),
    ];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    expect(bytes.readUInt32LE(start)).toBe(0x0403_4b50);
    const data = inflateRawSync(bytes.subarray(start + 30 + nameLength, start + 30 + nameLength + packed));
    expect([data.length, crc32(data)]).toEqual([size, bytes.readUInt32LE(at + 16)]);
    files.set(name, data.toString('utf8'));
    at += 46 + nameLength;
  }
  return files;
}

describe('the workbook', () => {
  it('has real moments and numbers, and text that is never a formula', async () => {
    const row: Cell[] = [{ type: 'moment', face: '2026-11-25T12:00:00' }, { type: 'number', decimal: '-1500.50' }, text('=1+1'), text('<a> & "b"')];
    const sheet = unzipped(await bytesOf([row])).get('xl/worksheets/sheet1.xml') ?? '';
    // Day 46351.5 of Excel's calendar is 25 November 2026, noon.
    expect(sheet).toContain('<c s="1"><v>46351.5</v></c><c s="2"><v>-1500.50</v></c>');
    expect(sheet).toContain('<c s="3" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>');
    expect(sheet).toContain('&lt;a&gt; &amp; &quot;b&quot;');
    expect(sheet).not.toContain('<f>');
  });

  it('replaces what XML cannot hold', async () => {
    expect(unzipped(await bytesOf([[text('a\u0000b\u001fc\ud800d😀')]])).get('xl/worksheets/sheet1.xml')).toContain('a\ufffdb\ufffdc\ufffdd😀');
  });

  it('ends a text that no cell can hold with a sign that says so', async () => {
    const sheet = unzipped(await bytesOf([[text('я'.repeat(40_000))]])).get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet).toContain(`>${'я'.repeat(32_766)}…<`);
  });

  it('goes on in another sheet where one is full, with its head, and loses no row', async () => {
    const files = unzipped(
      await bytesOf(
        Array.from({ length: 7 }, (_, at) => [text(`row ${at}`)]),
        4,
      ),
    );
    const sheets = [...files].filter(([name]) => name.includes('worksheets/'));
    expect(sheets.map(([, xml]) => [...xml.matchAll(/row \d/g)].map(([found]) => found))).toEqual([
      ['row 0', 'row 1', 'row 2'],
      ['row 3', 'row 4', 'row 5'],
      ['row 6'],
    ]);
    expect(sheets.every(([, xml]) => xml.includes('>A</t>'))).toBe(true);
    expect(files.get('xl/workbook.xml')).toContain('Лист &lt;1&gt; 3');
    expect(files.get('[Content_Types].xml')).toContain('sheet3.xml');
  });

  it('is whole without any row', async () => {
    expect([...unzipped(await bytesOf([])).keys()]).toContain('xl/worksheets/sheet1.xml');
  });

  it('keeps a hundred thousand rows out of memory', async () => {
    let made = 0;
    async function* rows(): AsyncGenerator<readonly Cell[]> {
      for (; made < 100_000; made += 1) yield await Promise.resolve([text(`guest ${made}`), { type: 'number', decimal: '1.00' }]);
    }
    let ahead = 0;
    for await (const chunk of zipStream(xlsxEntries({ name: 'x', head: [], widths: [] }, rows()))) {
      // Nobody takes the first bytes yet: only so many rows are made ahead.
      if (chunk.length > 100 && ahead === 0) ahead = made;
    }
    expect(made).toBe(100_000);
    expect(ahead).toBeLessThan(20_000);
  });
});

it('time is the hotel’s own', () => {
  const at = new Date('2026-11-24T21:30:05Z');
  expect(hotelTime(at, 'Europe/Moscow')).toEqual({ face: '2026-11-25T00:30:05', offset: '+03:00' });
  expect(hotelTime(at, 'America/St_Johns')).toEqual({ face: '2026-11-24T18:00:05', offset: '-03:30' });
  expect(hotelTime(at, 'UTC')).toEqual({ face: '2026-11-24T21:30:05', offset: '+00:00' });
});
