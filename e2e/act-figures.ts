import { expect, type Page } from '@playwright/test';
import { pdfLines } from '../apps/gateway/test/pdf-text.ts';
import { recordsOf, sheetsOf } from './workbook-read.ts';

interface Figures {
  readonly sales: bigint;
  readonly refunds: bigint;
  readonly fee: bigint;
  readonly net: bigint;
}

interface Act {
  /** ISO date. */
  readonly day: string;
  readonly registry: Buffer;
  readonly xlsx: Buffer;
  readonly pdf: Buffer;
  /** Who proposed what was written off, and who confirmed it. */
  readonly people: readonly [string, string];
  readonly reason: string;
}

const DAY_MS = 86_400_000;
const DAY_ZERO_MS = Date.UTC(1899, 11, 30);
/** The number by which a workbook knows a day. */
const serialOf = (day: string): string => String((Date.parse(`${day}T00:00:00Z`) - DAY_ZERO_MS) / DAY_MS);
const russianDay = (day: string): string => day.split('-').reverse().join('.');

/** An amount as a workbook has it, or as people read it, in kopecks. */
function kopecks(text: string): bigint {
  const digits = text.replaceAll('\u2212', '-').replace(/[^\d,.-]/g, '');
  expect(digits, text).toMatch(/^-?\d+([.,]\d{1,2})?$/);
  const [whole = '', part = ''] = digits.split(/[.,]/);
  return BigInt(`${whole}${part.padEnd(2, '0')}`);
}
/** The same as a paper prints it, with plain spaces. */
function printed(minor: bigint): string {
  const whole = (minor / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ' ');
  return `${whole},${(minor % 100n).toString().padStart(2, '0')}`;
}

/** What the bank's file itself adds up to. */
function registryFigures(registry: Buffer): Figures {
  const lines = recordsOf([...sheetsOf(registry).values()][0] ?? []).filter((line) => line['Статус транзакции'] === 'Завершена');
  expect(lines.length).toBeGreaterThan(1);
  const sum = (column: string, kind: RegExp): bigint =>
    lines.filter((line) => kind.test(line['Тип операции'] ?? '')).reduce((all, line) => all + kopecks(line[column] ?? ''), 0n);
  const [sales, refunds, fee] = [
    sum('Сумма операции', /^(Покупка|Завершение)/),
    sum('Сумма операции', /^(Возврат|Отмена)/),
    sum('Сумма комиссии', /./),
  ];
  return { sales, refunds, fee, net: sales - refunds - fee };
}

/** The terminals' sums on the page of the day, added up. */
async function pageFigures(page: Page): Promise<Figures> {
  const rows = page.getByRole('table', { name: 'По терминалам' }).locator('tbody tr');
  const cells = await rows.evaluateAll((all) => all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')));
  expect(cells.length).toBeGreaterThan(0);
  const sum = (at: number): bigint => cells.reduce((all, row) => all + kopecks(row[at] ?? ''), 0n);
  return { sales: sum(1), refunds: sum(2), fee: sum(3), net: sum(6) };
}

/** The act says the day, what the bank's own file adds up to, what the page says, and who signed what was left. */
export async function expectAct(page: Page, { day, registry, xlsx, pdf, people, reason }: Act): Promise<void> {
  const truth = registryFigures(registry);
  expect(truth.sales > truth.fee && truth.fee > 0n).toBe(true);
  expect(await pageFigures(page)).toEqual(truth);

  const sheets = sheetsOf(xlsx);
  const facts = new Map((sheets.get('Итоги') ?? []).map(([name = '', value = '']) => [name, value]));
  expect(facts.get('Операционный день')).toBe(serialOf(day));
  const sha256 = facts.get('Отпечаток итогов (SHA-256)') ?? '';
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  await expect(page.getByText(sha256)).toBeVisible();
  for (const name of ['Терминалы', 'Платёжные системы']) {
    const total = recordsOf(sheets.get(name) ?? []).at(-1) ?? {};
    const [sales, refunds, fee, net] = ['Оплаты', 'Возвраты', 'Комиссия', 'К зачислению'].map((column) => kopecks(total[column] ?? ''));
    expect({ sales, refunds, fee, net }, name).toEqual(truth);
  }
  const left = recordsOf(sheets.get('Расхождения') ?? []).filter((row) => row['Состояние'] === 'Подписано');
  expect(left).toHaveLength(1);
  for (const name of people) expect(left[0]?.['Кто подписал']).toContain(name);
  expect(left[0]?.['Объяснение']).toContain(reason);

  const lines = pdfLines(pdf).map((line) => line.replace(/\s+/g, ' '));
  const paper = lines.join('\n');
  // A name may be broken over two lines of its cell.
  const names = people.flatMap((name) => name.split(' '));
  for (const said of ['Акт сверки операций по картам', russianDay(day), sha256, ...names]) expect(paper).toContain(said);
  const totals = lines.filter((line) => line.startsWith('Итого'));
  expect(totals).toHaveLength(2);
  for (const line of totals)
    for (const minor of [truth.sales, truth.refunds, truth.fee, truth.net]) expect(` ${line} `).toContain(` ${printed(minor)} `);
}
