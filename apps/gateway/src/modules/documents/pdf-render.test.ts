import { describe, expect, it } from 'vitest';
import { facts, nothing, renderPdf, section, signatures, table, type Content, type PdfDocument } from './index.ts';

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
