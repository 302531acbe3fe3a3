import { PORTAL_PATHS, type PortalAlarm, type PortalBankFile, type PortalBankFileList } from '@payport/contracts';
import { ManualClock } from '@payport/testing';
import { access, appendFile, chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ALARM_TEXTS } from '../src/modules/alarms/index.ts';
import { BankFileUpload } from '../src/modules/bank-files/bank-file-upload.ts';
import { BankFolders, folderOf } from '../src/modules/bank-files/folder/bank-folders.ts';
import { BANK_FOLDER_CLOSED } from '../src/modules/bank-files/folder/file-problem-texts.ts';
import { plainReading } from '../src/modules/bank-files/reading/copy-reading.ts';
import { GatewayHarness, insertProperty } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';

const HOTELS = 18;
const STILL_MS = 10_000;
const fresh: string[] = [];
let gateway: GatewayHarness;
let finance: PortalVisitor;
let root: string;
let hotel: string;
let clock: ManualClock;
let folders: BankFolders;

/** One gateway's look at the folders; each has a clock of its own. */
function watcher(time: ManualClock): BankFolders {
  const random = { bytes: (size: number) => crypto.getRandomValues(new Uint8Array(size)) };
  const ports = { pool: gateway.db, clock: time, random };
  const upload = new BankFileUpload({ ...ports, reading: plainReading });
  return new BankFolders({ ...ports, root, locks: gateway.db, upload, log: { info: () => undefined, warn: () => undefined } });
}

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'payport-folder-'));
  gateway = await GatewayHarness.start({ config: { bankFolder: root } });
  // The gateway's own look would hold a hotel's lock just when the test's wants it.
  await gateway.app.get(BankFolders).stop();
  for (let hotels = 0; hotels < HOTELS; hotels += 1) fresh.push(await insertProperty(gateway.db, `Папка ${hotels}`));
  finance = await PortalVisitor.signedIn(gateway, await addPerson(gateway, Object.fromEntries(fresh.map((id) => [id, 'finance'] as const))));
});
beforeEach(async () => {
  hotel = fresh.pop()!;
  clock = new ManualClock(Date.now());
  folders = watcher(clock);
  await mkdir(place(), { recursive: true });
});
afterAll(async () => {
  await gateway.close();
  await rm(root, { recursive: true, force: true });
});

const place = (...parts: readonly string[]): string => path.join(folderOf(root, hotel), ...parts);
let rrn = 500_000_000_000;
const registry = (): string => `Номер терминала;RRN;Дата операции;Сумма операции\n00459991;${(rrn += 1)};16.01.2026;5,00\n`;
const names = async (...parts: readonly string[]): Promise<string[]> =>
  (await readdir(place(...parts), { withFileTypes: true })).filter((entry) => !entry.isDirectory()).map(({ name }) => name).sort(); // prettier-ignore
const listed = async (): Promise<PortalBankFile[]> => ((await finance.get(PORTAL_PATHS.bankFiles(hotel))).body as unknown as PortalBankFileList).data;
const alarms = async (): Promise<number> => {
  const { data } = (await finance.get(`/portal/v1/alarms?property=${hotel}&open=true`)).body as { data: readonly PortalAlarm[] };
  return data.filter(({ kind }) => kind === 'bank_file_unread').length;
};
/** The superuser may read everything: for a while it is somebody else. */
async function asNobody(work: () => Promise<void>): Promise<void> {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    await work();
  } finally {
    if (root) process.seteuid?.(0);
  }
}
/** Looks until what stands still is taken. */
async function lookTwice(): Promise<void> {
  await folders.look();
  await clock.advance(STILL_MS);
  await folders.look();
}

describe('a file in the hotel’s folder', () => {
  it('is read once it has stopped growing, waits for a person, and goes to the done ones', async () => {
    await writeFile(place('реестр.csv'), registry());
    await folders.look();
    await clock.advance(STILL_MS - 1);
    await folders.look();
    expect(await listed()).toEqual([]);
    await appendFile(place('реестр.csv'), registry().split('\n')[1]!);
    await clock.advance(1);
    await folders.look();
    expect(await names()).toEqual(['реестр.csv']);
    await clock.advance(STILL_MS);
    await folders.look();
    expect(await listed()).toMatchObject([{ name: 'реестр.csv', state: 'read', origin: 'folder', summary: { lines: 2 } }]);
    expect([await names(), await names('done'), await alarms()]).toEqual([[], ['реестр.csv'], 0]);
    const file = (await listed())[0]!;
    expect((await finance.post(PORTAL_PATHS.takeBankFile(file.id))).body).toMatchObject({ state: 'taken' });
  });

  it('that cannot be read goes to the failed ones with a paper and an alarm, until somebody takes it away', async () => {
    await writeFile(place('4111111111111111.csv'), '\0\0\0');
    await lookTwice();
    expect(await listed()).toMatchObject([{ name: '411111******1111.csv', state: 'refused', problem: { code: 'not_text' } }]);
    expect(await names('failed')).toEqual(['4111111111111111.csv', '4111111111111111.csv.txt']);
    const paper = await readFile(place('failed', '4111111111111111.csv.txt'), 'utf8');
    expect(paper).toContain('Это не таблица и не выписка');
    expect(paper).not.toContain('4111111111111111');
    expect(await alarms()).toBe(1);
    await folders.look();
    expect(await alarms()).toBe(1);
    for (const name of await names('failed')) await rm(place('failed', name));
    await folders.look();
    expect(await alarms()).toBe(0);
  });

  it('that may not be read goes to the failed ones as well', async () => {
    await folders.look();
    await writeFile(place('чужой.csv'), registry(), { mode: 0o000 });
    for (const [folder, mode] of [[root, 0o755], [place(), 0o777], [place('failed'), 0o777]] as const) await chmod(folder, mode); // prettier-ignore
    await asNobody(lookTwice);
    expect([await names(), await names('failed'), await alarms()]).toEqual([[], ['чужой.csv', 'чужой.csv.txt'], 1]);
    expect(await readFile(place('failed', 'чужой.csv.txt'), 'utf8')).toContain('не разрешено');
  });

  it('in a folder that cannot be gone through is told, until it can; the alarm that is open says what is wrong now', async () => {
    const open = (): Promise<{ rows: unknown[] }> =>
      gateway.db.query(`select text from alarm where property_id = $1 and kind = 'bank_file_unread' and cleared_at is null`, [hotel]);
    await writeFile(place('пустой.csv'), '');
    await lookTwice();
    expect((await open()).rows).toEqual([{ text: ALARM_TEXTS.bank_file_unread.text }]);
    await rm(place(), { recursive: true });
    await writeFile(place(), '');
    await lookTwice();
    expect(await alarms()).toBe(1);
    expect((await open()).rows).toEqual([{ text: BANK_FOLDER_CLOSED }]);
    await rm(place());
    await folders.look();
    expect(await alarms()).toBe(0);
  });

  it('of a table that nobody knows waits for a description', async () => {
    await writeFile(place('чужой.csv'), 'День;Сумма\n16.01.2026;5,00\n');
    await lookTwice();
    expect(await listed()).toMatchObject([{ state: 'refused', kept: 1, may: { describe: true } }]);
    expect(await names('failed')).toEqual(['чужой.csv', 'чужой.csv.txt']);
  });

  it('of a name that is there already stands beside it', async () => {
    for (let round = 0; round < 2; round += 1) {
      await writeFile(place('a.csv'), registry());
      await lookTwice();
    }
    expect(await names('done')).toEqual(['a (2).csv', 'a.csv']);
    expect(await listed()).toHaveLength(2);
  });

  it('whose gateway ended before it was put away is not there twice', async () => {
    const text = registry();
    const bytes = await finance.post(`${PORTAL_PATHS.bankFiles(hotel)}?name=a.csv`, Buffer.from(text));
    await writeFile(place('a.csv'), text);
    await lookTwice();
    expect((await listed()).map(({ id }) => id)).toEqual([bytes.body['id']]);
    expect(await names('done')).toEqual(['a.csv']);
  });

  it('is taken by one gateway of two', async () => {
    const otherClock = new ManualClock(Date.now());
    const other = watcher(otherClock);
    for (const name of ['a.csv', 'b.csv', 'c.csv']) await writeFile(place(name), registry());
    for (const one of [folders, other]) await one.look();
    await Promise.all([clock.advance(STILL_MS), otherClock.advance(STILL_MS)]);
    await Promise.all([folders.look(), other.look()]);
    // Where one held the lock, the other passed by.
    await folders.look();
    expect((await listed()).map(({ name }) => name).sort()).toEqual(['a.csv', 'b.csv', 'c.csv']);
    expect(await names('done')).toEqual(['a.csv', 'b.csv', 'c.csv']);
  });
});

describe('what strangers can put there', () => {
  it('a link is never followed, and is put aside', async () => {
    const outside = path.join(root, 'secret.csv');
    await writeFile(outside, registry());
    await symlink(outside, place('link.csv'));
    await symlink(root, place('folder-link'));
    await lookTwice();
    expect(await listed()).toEqual([]);
    expect(await names('failed')).toEqual(['folder-link', 'folder-link.txt', 'link.csv', 'link.csv.txt']);
    await expect(access(outside)).resolves.toBeUndefined();
  });

  it.each(['x\\..\\..\\a.csv', '$(reboot).csv', "'; drop table bank_file; --.csv", 'a\nb.csv', '-rf.csv', 'con.csv'])('the name %j is only a name', async (name) => {
    await writeFile(place(name), registry());
    await lookTwice();
    expect(await names('done')).toEqual([name]);
    expect((await listed())[0]).toMatchObject({ state: 'read' });
  }); // prettier-ignore

  it('folders, hidden files and files that are still written are left alone', async () => {
    await mkdir(place('мои'));
    for (const name of ['.hidden', '~$реестр.xlsx', 'a.csv.part', 'b.crdownload']) await writeFile(place(name), registry());
    await lookTwice();
    expect(await names()).toEqual(['.hidden', 'a.csv.part', 'b.crdownload', '~$реестр.xlsx']);
    expect(await listed()).toEqual([]);
  });
});

it('people are told where the folder is, and it is there by itself', async () => {
  await rm(place(), { recursive: true });
  await folders.look();
  expect((await finance.get(PORTAL_PATHS.bankFiles(hotel))).body['folder']).toBe(place());
  expect((await readdir(place())).sort()).toEqual(['done', 'failed']);
});
