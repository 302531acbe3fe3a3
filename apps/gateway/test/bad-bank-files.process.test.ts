import type { PortalBankFile } from '@payport/contracts';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainReading } from '../src/modules/bank-files/reading/copy-reading.ts';
import type { FileReading, ReadPart } from '../src/modules/bank-files/reading/file-reading.ts';
import { threadReading } from '../src/modules/bank-files/reading/thread-reading.ts';
import { BAD, HALF_BAD, row, table } from './bad-files.ts';
import { GatewayHarness } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { uploaded } from './unknown-table.ts';

/** As the program reads them. */
const reading = threadReading(path.resolve(import.meta.dirname, '../../../dist/gateway/read-thread.js'));
const FILE = '01930000-0000-7000-8000-000000000001';
const MIB = 1_048_576;

let gateway: GatewayHarness;
let finance: PortalVisitor;
beforeAll(async () => {
  gateway = await GatewayHarness.start({ bankFileReading: reading });
  finance = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }));
});
afterAll(() => gateway.close());

const send = (bytes: Buffer, name: string): Promise<PortalBankFile> => uploaded(finance, gateway.propertyId, bytes, name);

/** All that is told of a file, bytes as text. */
async function partsOf(read: FileReading, bytes: Buffer): Promise<readonly unknown[]> {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 65_536) yield await Promise.resolve(bytes.subarray(at, at + 65_536));
  }
  const told = (part: ReadPart): unknown => ('bytes' in part ? { ...part, bytes: Buffer.from(part.bytes).toString('latin1') } : part);
  const parts: unknown[] = [];
  for await (const part of read({ fileId: FILE, propertyId: FILE, mappings: [], from: 'file' }, pieces())) parts.push(told(part));
  return parts;
}

/** The most memory that the process had beyond what it has now. */
async function growthOf(work: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 10);
  await work().finally(() => clearInterval(watch));
  return Math.max(most, process.memoryUsage.rss()) - before;
}

describe('in the thread that reads for the gateway', () => {
  it.each(BAD.map(([what, code, bytes, name = 'a.csv']) => ({ what, code, bytes, name })))('$what: $code', async ({ code, bytes, name }) => {
    const sent = Buffer.from(await bytes());
    const growth = await growthOf(async () => expect(await send(sent, name)).toMatchObject({ state: 'refused', problem: { code }, summary: null }));
    // The thread may have half a gigabyte; none of these needs that. A bomb that is unpacked to its end is larger.
    expect(growth).toBeLessThan(200 * MIB);
    expect(await partsOf(reading, sent)).toEqual(await partsOf(plainReading, sent));
    expect(await send(Buffer.from(table(row())), 'good.csv')).toMatchObject({ state: 'read', summary: { lines: 1, problems: 0 } });
  });

  it.each(HALF_BAD)('a file %s', async (_what, text, code) => {
    const sent = Buffer.from(text);
    expect(await send(sent, 'a.csv')).toMatchObject({ state: 'read', summary: { lines: 1, problems: 1 } });
    const parts = await partsOf(reading, sent);
    expect(parts).toEqual(await partsOf(plainReading, sent));
    expect(JSON.stringify(parts)).toContain(code);
  });

  it('all of them at once, and a good one among them', async () => {
    const sent = await Promise.all(BAD.map(async ([, code, bytes, name = 'a.csv']) => ({ code, bytes: Buffer.from(await bytes()), name })));
    let good: PortalBankFile | null = null;
    const growth = await growthOf(async () => {
      const answers = sent.map(({ bytes, name }) => send(bytes, name));
      good = await send(Buffer.from(table(row(), row())), 'good.csv');
      expect((await Promise.all(answers)).map(({ problem }) => problem?.code)).toEqual(sent.map(({ code }) => code));
    });
    expect(good).toMatchObject({ state: 'read', summary: { lines: 2 } });
    expect(growth).toBeLessThan(400 * MIB);
  });
});
