import { describe, expect, it } from 'vitest';
import { pdfLines, pdfStrokes as lineStarts } from '../../../test/pdf-text.ts';
import { facts, nothing, section, signatures, table, type Content, type PdfDocument } from './index.ts';
import { renderPdf } from './pdf-render.ts';

const PAPER: PdfDocument = {
  language: 'ru',
  title: 'Досье операции',
  about: ['Отель «Северный», номер 552', 'Время: Москва (UTC+3)'],
  foot: 'Досье операции · 28.11.2026 12:00',
  madeAt: new Date('2026-11-28T09:00:00Z'),
  content: [
    section('Операция'),
    facts([
      ['Сумма', '4 200,00 ₽'],
      ['Чего нет', null],
    ]),
    section('Ход'),
    table(
      [
        { name: 'Время', width: 80 },
        { name: 'Что', width: '*' },
        { name: 'Сумма', width: 80, align: 'right' },
      ],
      Array.from({ length: 120 }, (_, i) => [`12:00:${String(i)}`, { text: '02 FF 10 03', style: 'mono' }, '1,00 ₽']),
    ),
    section('Возвраты'),
    nothing('Возвратов не было'),
    signatures(['Сдал', 'Принял']),
  ],
};
const latin = (bytes: Buffer): string => bytes.toString('latin1');

describe('a paper of the gateway', () => {
  it('is a PDF of as many pages as its rows need, with its own letters inside', async () => {
    const text = latin(await renderPdf(PAPER));
    expect(text.startsWith('%PDF-1.')).toBe(true);
    expect([...text.matchAll(/\/Type \/Page\b(?!s)/g)].length).toBeGreaterThan(1);
    expect(text).toMatch(/\/FontName \/[A-Z]{6}\+DejaVuSans\b/);
    expect(text).toMatch(/\/FontName \/[A-Z]{6}\+DejaVuSansMono\b/);
    expect(text).toContain('/Lang (ru-RU)');
  });

  it('says when it was made by the caller’s clock', async () => {
    expect(latin(await renderPdf(PAPER))).toContain('(D:20261128090000Z)');
  });

  it('fetches nothing and reads no file but its fonts', async () => {
    const outside = (image: string): PdfDocument => ({ ...PAPER, content: [{ image } as unknown as Content] });
    await expect(renderPdf(outside('/etc/hostname'))).rejects.toThrow();
    await expect(renderPdf(outside('http://127.0.0.1:1/x.png'))).rejects.toThrow();
  });
});

describe('a heading', () => {
  it('is never left alone at the foot of a page', async () => {
    // Of forty places on the page some are just above its foot: there the heading goes on with its table.
    for (let rows = 28; rows < 46; rows += 1) {
      const content = [
        ...Array.from({ length: rows }, (_, i) => `line ${String(i)}`),
        section('Heading'),
        table([{ name: 'Column', width: '*' }], [['cell']]),
      ];
      const lines = pdfLines(await renderPdf({ ...PAPER, language: 'en', content }));
      expect(lines[lines.indexOf('Heading') + 1]).toBe('Column');
    }
  });
});

it('every signature has its line', async () => {
  const strokes = (names: readonly string[]) => renderPdf({ ...PAPER, content: [signatures(names)] }).then(lineStarts);
  expect(await strokes(['A', 'B'])).toHaveLength(2);
  expect(new Set(await strokes(['A', 'B'])).size).toBe(2);
});
