import { zipStream, type ZipEntry } from '@payport/table-files';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReadPart } from './file-reading.ts';
import { threadReading, type ThreadLimits } from './thread-reading.ts';

const FILE = '01930000-0000-7000-8000-000000000001';
const HOTEL = '01930000-0000-7000-8000-000000000002';
const PROGRAM = path.resolve(import.meta.dirname, '../../../../../../dist/gateway/read-thread.js');
const TEXT = [
  'Номер терминала;RRN;Дата операции;Сумма операции',
  ...Array.from({ length: 5000 }, (_, i) => `00459991;${700000000000 + i};16.01.2026;5,00`),
].join('\n');

async function* pieces(bytes: Uint8Array, size = 10_007): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function partsOf(program: string, bytes: AsyncIterable<Uint8Array>, limits?: ThreadLimits): Promise<ReadPart[]> {
  const parts: ReadPart[] = [];
  for await (const part of threadReading(program, limits)({ fileId: FILE, propertyId: HOTEL, mappings: [], from: 'file' }, bytes)) parts.push(part);
  return parts;
}

/** A thread that does what a file could make it do. */
function program(text: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'payport-thread-')), 'thread.mjs');
  writeFileSync(file, `import { parentPort } from 'node:worker_threads';\nparentPort.on('message', () => undefined);\n${text}\n`);
  return file;
}
const refusals = (parts: readonly ReadPart[]): readonly string[] => parts.flatMap((part) => (part.type === 'refused' ? [part.problem.code] : []));

describe('reading in a thread', () => {
  it('gives what the file holds, amounts and all', async () => {
    const parts = await partsOf(PROGRAM, pieces(Buffer.from(TEXT)));
    const lines = parts.flatMap((part) => (part.type === 'lines' ? Buffer.from(part.bytes).toString().trimEnd().split('\n') : []));
    expect(lines).toHaveLength(5000);
    expect(lines[0]?.split('\t')).toEqual(expect.arrayContaining([FILE, '700000000000', '500', '00459991', '2026-01-16']));
    expect(parts[0]).toMatchObject({ type: 'found', layout: 'sberbank' });
  });

  it('a thread that wants too much memory ends, and the gateway goes on', async () => {
    const hungry = program(`const all = []; for (;;) all.push(new Array(100_000).fill(all.length));`);
    expect(refusals(await partsOf(hungry, pieces(Buffer.alloc(1)), { memoryMb: 32, silenceMs: 60_000, workMs: 60_000 }))).toEqual([
      'unpacks_too_large',
    ]);
    expect(refusals(await partsOf(PROGRAM, pieces(Buffer.from(TEXT))))).toEqual([]);
  });

  it('a thread that goes silent is ended', async () => {
    const hanging = program('for (;;);');
    expect(refusals(await partsOf(hanging, pieces(Buffer.alloc(1)), { memoryMb: 64, silenceMs: 300, workMs: 60_000 }))).toEqual(['took_too_long']);
  });

  it('a thread that keeps talking and never ends is ended as well', async () => {
    const talking = program(`parentPort.on('message', () => parentPort.postMessage({ more: true }));\nparentPort.postMessage({ ready: true });`);
    async function* forEver(): AsyncGenerator<Uint8Array> {
      for (;;) yield await Promise.resolve(Buffer.alloc(1));
    }
    expect(refusals(await partsOf(talking, forEver(), { memoryMb: 64, silenceMs: 60_000, workMs: 300 }))).toEqual(['took_too_long']);
  });

  it('reads so many files at once, and the next one when a place is free', async () => {
    const read = threadReading(PROGRAM, undefined, 1);
    const asked: string[] = [];
    const order = { fileId: FILE, propertyId: HOTEL, mappings: [], from: 'file' } as const;
    async function* told(name: string): AsyncGenerator<Uint8Array> {
      asked.push(name);
      yield* pieces(Buffer.from(TEXT));
      asked.push(name);
    }
    const all = async (name: string): Promise<number> => {
      let parts = 0;
      for await (const part of read(order, told(name))) parts += part.type === 'refused' ? 100 : 1;
      return parts;
    };
    const counts = await Promise.all([all('first'), all('second')]);
    expect(counts[0]).toBe(counts[1]);
    expect(asked).toEqual(['first', 'first', 'second', 'second']);
  });

  it('a bomb in an archive is refused by its thread', async () => {
    async function* zeros(): AsyncGenerator<string> {
      for (let at = 0; at < 300; at += 1) yield await Promise.resolve('\0'.repeat(1_048_576));
    }
    async function* member(): AsyncGenerator<ZipEntry> {
      yield await Promise.resolve({ name: 'a.csv', data: zeros() });
    }
    expect(refusals(await partsOf(PROGRAM, zipStream(member())))).toEqual(['unpacks_too_large']);
  });

  it.each([`throw new Error('4111111111111111')`, 'process.exit(0)'])('a thread that breaks refuses the file: %s', async (text) => {
    expect(refusals(await partsOf(program(text), pieces(Buffer.alloc(1))))).toEqual(['damaged']);
  });

  it('bytes that stop coming are the caller’s fault, and the thread ends with them', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(TEXT.slice(0, 1000));
      throw new Error('the line went away');
    }
    await expect(partsOf(PROGRAM, broken())).rejects.toThrow('the line went away');
  });
});
