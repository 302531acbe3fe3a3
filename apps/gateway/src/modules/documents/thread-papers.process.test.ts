import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { section, table, threadPapers, type PaperLimits, type PdfDocument } from './index.ts';

const PROGRAM = path.resolve(import.meta.dirname, '../../../../../dist/gateway/paper-thread.js');
const LIMITS: PaperLimits = { memoryMb: 512, timeMs: 60_000, waiting: 20 };
const paper = (rows: number): PdfDocument => ({
  language: 'ru',
  title: 'Досье операции',
  about: ['Отель «Северный»'],
  foot: 'Досье',
  madeAt: new Date('2026-11-28T09:00:00Z'),
  content: [
    section('Ход'),
    table(
      [{ name: 'Что', width: '*' }],
      Array.from({ length: rows }, (_, i) => [`Шаг ${i}`]),
    ),
  ],
});
/** A thread that does what no paper should make it do. */
function program(text: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'payport-thread-')), 'thread.mjs');
  writeFileSync(file, `import { parentPort, workerData } from 'node:worker_threads';\n${text}\n`);
  return file;
}

it('a paper is made while the gateway goes on with everything else', async () => {
  const papers = threadPapers(PROGRAM, LIMITS);
  // What is loaded for the first one is no part of it.
  await papers(paper(1));
  let beats = 0;
  const beat = setInterval(() => (beats += 1), 1);
  const bytes = await papers(paper(400));
  clearInterval(beat);
  expect(bytes.toString('latin1').startsWith('%PDF-1.')).toBe(true);
  expect(bytes.toString('latin1')).toContain('(D:20261128090000Z)');
  // In the same loop it is one step, with nothing in between.
  expect(beats).toBeGreaterThan(10);
});

it('papers are made one after the other, and one that comes when too many wait is told to come again', async () => {
  const slow = program(`setTimeout(() => parentPort.postMessage(new TextEncoder().encode(workerData.title)), 50);`);
  const papers = threadPapers(slow, { ...LIMITS, waiting: 2 });
  const [first, second, third] = await Promise.allSettled(['1', '2', '3'].map((title) => papers({ ...paper(1), title })));
  expect([first, second]).toMatchObject([{ value: Buffer.from('1') }, { value: Buffer.from('2') }]);
  expect(third).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
  expect((await papers({ ...paper(1), title: '4' })).toString()).toBe('4');
});

it('a thread that goes on for ever is ended, and the next paper is made', async () => {
  const hanging = program(`if (workerData.title === 'hang') for (;;); parentPort.postMessage(new Uint8Array([7]));`);
  const papers = threadPapers(hanging, { ...LIMITS, timeMs: 1_500 });
  const [hung, next] = await Promise.allSettled([papers({ ...paper(1), title: 'hang' }), papers(paper(1))]);
  expect(hung).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
  expect(next).toMatchObject({ value: Buffer.from([7]) });
});

it.each([`throw new Error('no such font')`, 'process.exit(0)'])('a thread that breaks refuses its paper alone: %s', async (text) => {
  await expect(threadPapers(program(text), LIMITS)(paper(1))).rejects.toThrow();
});
