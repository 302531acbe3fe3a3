import type { PaymentId } from '@payport/domain';
import { approvedResult, scriptedDecline } from '@payport/testing';
import { appendFileSync, chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants, open } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeptClose, KeptOutcome } from '../payments/index.ts';
import { FileOutcomeJournal, JournalUnusable } from './file-outcome-journal.ts';
import { decodeLine, encodeLine } from './journal-line.ts';

const id = (n: number): PaymentId => `01a220c8-63a2-752f-9a2c-99238100000${n}` as PaymentId;
const order = { reference: 'AB12CD34', amountMinor: 9_007_199_254_740_993n, currency: 'RUB', tid: '00459991' };
const approved = (n: number): KeptOutcome => ({
  paymentId: id(n),
  atMs: 1_764_000_000_000,
  outcome: { outcome: 'approved', result: approvedResult(order as never), evidence: { code: 0, echo: null, watched: true } },
  unwritten: {
    steps: [
      { kind: 'taken', atMs: 5 },
      { kind: 'stage', stage: 'enter_pin', atMs: 6 },
    ],
    frames: [
      { direction: 'inbound', channel: 'file:e', atMs: 7, bytes: Uint8Array.of(0, 255, 10), text: 'да\n', fields: { code: '0' }, checksumOk: null },
    ],
  },
});

const closed = (n: number): KeptClose => ({
  commandId: `01a220c8-63a2-752f-9a2c-99238100001${n}` as KeptClose['commandId'],
  atMs: 1_764_000_000_000,
  outcome: {
    status: 'done',
    text: 'ИТОГИ СОВПАЛИ\n',
    totals: {
      sales: { count: 2, amountMinor: 9_007_199_254_740_993n },
      refunds: { count: 0, amountMinor: 0n },
      voids: { count: null, amountMinor: null },
    },
    message: { ru: 'День закрыт', en: 'The day is closed' },
    evidence: { code: 0 },
    reachable: true,
    close: { hostAgrees: true, hostTime: '2026-01-15T23:59:00' },
    sent: true,
  },
  frames: approved(1).unwritten.frames,
});

let folder: string;
const warned = vi.fn();
const journalOf = async (): Promise<FileOutcomeJournal> => {
  const journal = new FileOutcomeJournal({ folder, instanceId: 'one', log: { warn: warned } });
  await journal.open();
  return journal;
};
const file = (ending = 'journal'): string => path.join(folder, `outcomes-one.${ending}`);
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'payport-journal-')), 'made');
  warned.mockClear();
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

describe('a line of the journal', () => {
  it.each<KeptOutcome>([
    approved(1),
    { ...approved(6), outcome: { ...approved(6).outcome, suspended: true } as never },
    { ...approved(7), outcome: { ...approved(7).outcome, suspended: false } as never },
    { ...approved(2), outcome: { outcome: 'declined', decline: scriptedDecline(), result: null, evidence: {} } },
    { ...approved(3), outcome: { outcome: 'cancelled', decline: scriptedDecline(), evidence: {} } },
    { ...approved(4), outcome: { outcome: 'not_sent', decline: scriptedDecline(), evidence: {} } },
    { ...approved(5), outcome: { outcome: 'unknown', decline: scriptedDecline(), runEnded: true, evidence: {} } },
  ])('brings back what was kept, to the byte and the minor unit: %#', (entry) => {
    const line = encodeLine(entry);
    expect(line.indexOf(0x0a)).toBe(line.length - 1);
    const read = decodeLine(line.subarray(0, -1));
    expect(JSON.stringify(read, bigints)).toBe(JSON.stringify({ ...entry, unwritten: { ...entry.unwritten, frames: asBuffers(entry) } }, bigints));
  });

  it.each<KeptClose>([
    closed(1),
    { ...closed(2), outcome: { ...closed(2).outcome, status: 'unknown', text: null, totals: null, close: null, reachable: null } },
    { ...closed(3), outcome: { ...closed(3).outcome, status: 'failed', message: null, sent: false } },
  ])('brings back what came of a close, to the byte and the minor unit: %#', (entry) => {
    const read = decodeLine(encodeLine(entry).subarray(0, -1));
    const frames = entry.frames.map((frame) => ({ ...frame, bytes: Buffer.from(frame.bytes) }));
    expect(JSON.stringify(read, bigints)).toBe(JSON.stringify({ ...entry, frames }, bigints));
  });

  it('is not believed once any of its bytes is another one, or missing', () => {
    const line = encodeLine(approved(1)).subarray(0, -1);
    for (let at = 0; at < line.length; at += 1) {
      const rotten = Buffer.from(line);
      rotten[at] = (rotten[at] ?? 0) ^ 0x01;
      expect(decodeLine(rotten)).toBeNull();
      expect(decodeLine(line.subarray(0, at))).toBeNull();
    }
  });
});

const bigints = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);
const asBuffers = (entry: KeptOutcome): unknown => entry.unwritten.frames.map((frame) => ({ ...frame, bytes: Buffer.from(frame.bytes) }));

describe('the journal', () => {
  it('is read by nobody but its owner', async () => {
    await (await journalOf()).close();
    expect([statSync(file()).mode & 0o777, statSync(folder).mode & 0o777]).toEqual([0o600, 0o700]);
    chmodSync(file(), 0o644);
    await (await journalOf()).close();
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('has what was kept after the end of the process, and nothing after it was settled', async () => {
    const first = await journalOf();
    await Promise.all([first.keep(approved(1)), first.keep(approved(2))]);
    await first.settle(id(1));
    await first.close();
    const second = await journalOf();
    expect(second.waiting().map(({ paymentId }) => paymentId)).toEqual([id(1), id(2)]);
    await second.settle(id(1));
    expect(statSync(file()).size).toBeGreaterThan(0);
    await second.settle(id(2));
    await second.settle(id(2));
    expect([statSync(file()).size, second.waiting()]).toEqual([0, []]);
    await second.close();
  });

  it('keeps closes beside payments, each until it is settled itself', async () => {
    const first = await journalOf();
    await first.keep(approved(1));
    await first.keep(closed(1));
    await first.settle(id(1));
    await first.close();
    const second = await journalOf();
    expect(second.waiting().map(({ paymentId }) => paymentId)).toEqual([id(1)]);
    expect(second.closes().map(({ commandId }) => commandId)).toEqual([closed(1).commandId]);
    await second.setAside(closed(1).commandId);
    expect(readFileSync(file('rest'))).toEqual(encodeLine(closed(1)));
    await second.settle(id(1));
    expect([statSync(file()).size, second.closes()]).toEqual([0, []]);
    await second.close();
  });

  it('syncs the line before it says that it is kept', async () => {
    const journal = await journalOf();
    const probe = await open(file(), constants.O_RDONLY);
    const handle = Object.getPrototypeOf(probe) as { sync: () => Promise<void> };
    await probe.close();
    const synced: number[] = [];
    const sync = vi.spyOn(handle, 'sync').mockImplementation(() => {
      synced.push(statSync(file()).size);
      return Promise.resolve();
    });
    await journal.keep(approved(1));
    sync.mockRestore();
    expect(synced).toEqual([encodeLine(approved(1)).length]);
    await journal.close();
  });

  it('forgets a torn last line, and writes the next one in its place', async () => {
    const first = await journalOf();
    await first.keep(approved(1));
    await first.close();
    appendFileSync(file(), encodeLine(approved(2)).subarray(0, 100));
    const second = await journalOf();
    expect(second.waiting().map(({ paymentId }) => paymentId)).toEqual([id(1)]);
    await second.keep(approved(3));
    await second.close();
    const third = await journalOf();
    expect(third.waiting().map(({ paymentId }) => paymentId)).toEqual([id(1), id(3)]);
    await third.close();
    expect(warned.mock.calls.map(([event]) => event as string)).toEqual(['journal_line_torn']);
  });

  it('puts a line that has rotted aside for a person, and believes the others', async () => {
    const rotten = encodeLine(approved(1));
    rotten[200] = (rotten[200] ?? 0) ^ 0x01;
    await (await journalOf()).close();
    writeFileSync(file(), Buffer.concat([rotten, encodeLine(approved(2))]));
    const journal = await journalOf();
    expect(journal.waiting().map(({ paymentId }) => paymentId)).toEqual([id(2)]);
    expect(readFileSync(file('rest'))).toEqual(rotten);
    await journal.setAside(id(2));
    expect(readFileSync(file('rest'))).toEqual(Buffer.concat([rotten, encodeLine(approved(2))]));
    expect([statSync(file()).size, statSync(file('rest')).mode & 0o777]).toEqual([0, 0o600]);
    await journal.close();
  });

  it('holds nothing of a line that the disk did not take, and takes the next one', async () => {
    const journal = await journalOf();
    await journal.keep(approved(1));
    const probe = await open(file(), constants.O_RDONLY);
    const handle = Object.getPrototypeOf(probe) as { sync: () => Promise<void> };
    await probe.close();
    const full = vi.spyOn(handle, 'sync').mockRejectedValueOnce(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    await expect(journal.keep(approved(2))).rejects.toThrow('no space left');
    full.mockRestore();
    expect(journal.waiting().map(({ paymentId }) => paymentId)).toEqual([id(1)]);
    expect(statSync(file()).size).toBe(encodeLine(approved(1)).length);
    await journal.keep(approved(3));
    await journal.close();
    const next = await journalOf();
    expect(next.waiting().map(({ paymentId }) => paymentId)).toEqual([id(1), id(3)]);
    await next.close();
  });

  it('refuses to begin where it could not write', async () => {
    writeFileSync(path.dirname(folder) + '/taken', '');
    const journal = new FileOutcomeJournal({ folder: path.dirname(folder) + '/taken', instanceId: 'one', log: { warn: warned } });
    await expect(journal.open()).rejects.toThrow(JournalUnusable);
    expect(existsSync(file())).toBe(false);
  });
});
