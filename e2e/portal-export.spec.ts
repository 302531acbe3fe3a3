import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { expectAccessible, languageOf, ONCE, pay, signIn, watch } from './portal-steps.ts';

const WORDS = {
  ru: { download: 'Скачать', csv: /CSV, UTF-8/, cp1251: /Windows-1251/, xlsx: /XLSX/, room: 'номер', head: 'Гость', audit: 'Выгрузка записывается' },
  en: { download: 'Download', csv: /CSV, UTF-8/, cp1251: /Windows-1251/, xlsx: /XLSX/, room: 'room', head: 'Guest', audit: 'stands in the audit' },
} as const;

test('the list on screen is downloaded, byte for byte what its format says', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  const words = WORDS[language];
  const faults = watch(page);
  const paid = await pay(language === 'ru' ? '765.43' : '865.43', '=Ёлкина; Анна');
  await signIn(page, language);
  const amount = language === 'ru' ? '765,43' : '865.43';
  await page.goto(`/${language}/payments?q=${encodeURIComponent(`елкина ${amount}`)}`);
  await expect(page.locator('[role=row] a')).toHaveCount(1);

  const downloaded = async (name: RegExp): Promise<Buffer> => {
    await page.getByRole('button', { name: words.download }).click();
    await expect(page.getByText(words.audit)).toBeVisible();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
    return readFile(await download.path());
  };
  const utf8 = (await downloaded(words.csv)).toString('utf8');
  expect(utf8.charCodeAt(0)).toBe(0xfeff);
  const lines = utf8.slice(1).trimEnd().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain(`;${words.head};`);
  for (const told of [`"'=Ёлкина; Анна"`, `;${amount};RUB;`, paid.result?.rrn ?? 'no reference', 'UTC+03:00']) expect(lines[1]).toContain(told);

  const windows = new TextDecoder('windows-1251').decode(await downloaded(words.cp1251));
  expect(windows).toBe(utf8.slice(1));

  const book = await downloaded(words.xlsx);
  const size = book.readUInt16LE(26);
  expect(book.toString('utf8', 30, 30 + size)).toBe('xl/worksheets/sheet1.xml');
  const sheet = inflateRawSync(book.subarray(30 + size)).toString('utf8');
  expect(sheet).toContain('=Ёлкина; Анна</t>');
  expect(sheet).toMatch(new RegExp(`<c s="1"><v>\\d{5}\\.\\d+</v></c>.*<c s="2"><v>${amount.replace(',', '.')}</v></c>`));
  expect(sheet).not.toContain('<f>');

  for (const width of [320, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.getByRole('button', { name: words.download }).click();
    await expect(page.getByText(words.audit)).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
  }
  expect(faults).toEqual([]);
});
