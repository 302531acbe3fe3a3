import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../testing/test-world.ts';
import { FileJournal, JournalDamagedError } from './file-journal.ts';
import type { JournalRecord } from './journal-record.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'simulator-journal-'));
  file = path.join(folder, 'journal.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

const unexpected = (error: Error): void => {
  throw error;
};

/** A sale that is suspended, a refund, a settlement, a history line: every shape of record there is. */
async function everyRecord(): Promise<readonly JournalRecord[]> {
  const test = new TestWorld();
  await test.run('1 150000 /q=000000A1');
  const sale = test.world.bank.ledger(null)[0];
  await test.run(`15 150000 ${sale?.authCode}`);
  await test.run(`3 150000 0 QSELECT ${sale?.rrn}`);
  await test.run('1 100005');
  await test.run('1 100074 /q=000000A2');
  await test.run('7');
  if (sale) await test.world.importHistory([{ ...sale, rrn: '111111111111', batch: 0 }]);
  return test.records;
}

async function writeAll(records: readonly JournalRecord[]): Promise<void> {
  const { journal } = await FileJournal.open(file, unexpected);
  await Promise.all(records.map((record) => journal.append(record)));
  await journal.close();
}

async function readAll(): Promise<readonly JournalRecord[]> {
  const { journal, records } = await FileJournal.open(file, unexpected);
  await journal.close();
  return records;
}

describe('journal file', () => {
  it('gives back every record as it was, in its order', async () => {
    const records = await everyRecord();
    await writeAll(records);
    expect(await readAll()).toEqual(records);
  });

  it('has the record on disk when the promise of its writing resolves', async () => {
    const [record] = await everyRecord();
    const { journal } = await FileJournal.open(file, unexpected);
    if (record) await journal.append(record);
    expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(1);
    await journal.close();
  });

  it('cuts off a last line that a crash left unfinished, at whatever byte, and goes on after it', async () => {
    const records = await everyRecord();
    await writeAll(records);
    const whole = await readFile(file);
    const lastLine = whole.lastIndexOf(0x0a, whole.length - 2) + 1;
    for (const end of [lastLine + 1, Math.floor((lastLine + whole.length) / 2), whole.length - 1]) {
      await writeFile(file, whole);
      await truncate(file, end);
      expect(await readAll()).toEqual(records.slice(0, -1));
      await writeAll(records.slice(-1));
      expect(await readAll()).toEqual(records);
    }
  });

  it('refuses a journal that is damaged before its end, and leaves it as it is', async () => {
    const records = await everyRecord();
    await writeAll(records.slice(0, 1));
    await appendFile(file, '{"tid":"00459991"}\n');
    const before = await readFile(file);
    await expect(readAll()).rejects.toThrow(JournalDamagedError);
    expect(await readFile(file)).toEqual(before);
  });

  it('takes nothing more after a write failed, and says so once', async () => {
    const failures: Error[] = [];
    const [record] = await everyRecord();
    const { journal } = await FileJournal.open(file, (error) => failures.push(error));
    await journal.close();
    if (!record) throw new Error('a record is needed');
    await expect(journal.append(record)).rejects.toThrow('could not be written');
    await expect(journal.append(record)).rejects.toThrow('could not be written');
    await expect(journal.durable()).rejects.toThrow('could not be written');
    expect(failures).toHaveLength(1);
  });
});

describe('replay', () => {
  it('brings ledger, request ids, batch and suspended operation back as they were', async () => {
    const test = new TestWorld();
    await test.run('1 150000 /q=000000A1');
    await test.run('7');
    await test.run('1 160000 /q=000000A2');
    const last = test.world.bank.ledger(null).at(-1);
    await test.run(`15 160000 ${last?.authCode}`);
    await writeAll(test.records);
    const again = new TestWorld([{}], await readAll());
    expect(again.world.bank.ledger(null)).toEqual(test.world.bank.ledger(null));
    expect((await again.run('52 000000A2 /q=000000A3')).lines.slice(0, 19)).toEqual((await test.run('52 000000A2 /q=000000A3')).lines.slice(0, 19));
    expect((await again.run('52 000000A1 /q=000000A3')).code).toBe(4311);
    expect((await again.run(`16 160000 ${last?.authCode}`)).code).toBe(0);
    expect(
      again.world.bank.sale({
        tid: '00459991',
        mid: '',
        amountMinor: 1n,
        currency: 'RUB',
        card: { brand: '', name: '', aid: '', mask: '', expiry: '', ownCard: false, hash: '' },
      }).entry,
    ).toMatchObject({ batch: 2, operationNumber: 2 });
  });
});
