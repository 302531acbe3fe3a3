import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms, codeOf, readBytes, runProgram, SimulatorProcess, startProgram } from '../testing/simulator-process.ts';

const TID = '00459992'; // UTF-8 in the plan
let programs: Awaited<ReturnType<typeof buildPrograms>>;
let home: string;
let simulator: SimulatorProcess;

beforeAll(async () => {
  programs = await buildPrograms();
  home = await mkdtemp(path.join(tmpdir(), "simulator's own home "));
  simulator = await SimulatorProcess.start(programs.main, home);
});
afterAll(async () => {
  await simulator.end('SIGTERM');
  await Promise.all([programs.remove(), rm(home, { recursive: true })]);
});

/** Lines that an order added to the ledger, as `kind amount state`. */
async function addedBy<T>(work: () => Promise<T>): Promise<{ result: T; added: readonly string[] }> {
  const before = (await simulator.ledger(TID)).length;
  const result = await work();
  return { result, added: (await simulator.ledger(TID)).slice(before).map(({ kind, amount, state }) => `${kind} ${amount} ${state}`) };
}

const textOf = async (name: string): Promise<string | null> => (await readBytes(simulator.folder(TID), name))?.toString('utf8') ?? null;

describe.each([
  ['sale', '1'],
  ['refund', '3'],
])('files of a %s by the real program', (kind, operation) => {
  const table: readonly (readonly [kopecks: string, code: number | null, captured: boolean, slip: boolean])[] = [
    ['00', 0, true, true],
    ['05', 4451, false, false],
    ['06', 4455, false, false],
    ['07', 4454, false, false],
    ['08', 4491, false, false],
    ['17', 2000, false, false],
    ['71', null, true, false],
    ['72', 99, false, false],
    ['74', null, true, false],
    // Eight seconds once are enough: the order of the steps does not depend on the kind.
    ...(kind === 'sale' ? ([['88', 0, true, true]] as const) : []),
  ];

  it.each(table)('.%s leaves result %s, captured: %s, slip: %s', async (kopecks, code, captured, slip) => {
    const id = `A${operation}0000${kopecks}`;
    const { result, added } = await addedBy(() => runProgram(simulator.folder(TID), operation, `7700${kopecks}`, `/q=${id}`));
    expect(result.end).toEqual(code === null ? { code: null, signal: 'SIGKILL' } : { code: 0, signal: null });
    expect(result.code).toBe(code);
    expect(added).toEqual(captured ? [`${kind} 7700.${kopecks} captured`] : []);
    expect((await textOf('p')) !== null).toBe(slip);
    if (code === 0) expect(await textOf('e')).toContain(`\r\n${id}\r\n`);
  });

  it('.73 can be asked about again after its reboot of 5 s', async () => {
    const folder = simulator.folder(TID);
    expect((await runProgram(folder, operation, '770073', `/q=A${operation}000073`)).code).toBeNull();
    const seen = new Set<number | null>();
    for (let code: number | null = null; code !== 0; seen.add(code)) code = (await runProgram(folder, '52', `A${operation}000073`, '/q=00000002')).code;
    expect(Array.from(seen).sort()).toEqual([0, 5, 99]);
  });
});

describe('asking afterwards', () => {
  it.each([
    ['71', 0],
    ['72', 4311],
    ['74', 4129],
  ])('.%s is answered with %i', async (kopecks, code) => {
    await runProgram(simulator.folder(TID), '1', `8800${kopecks}`, `/q=B00000${kopecks}`);
    expect((await runProgram(simulator.folder(TID), '52', `B00000${kopecks}`, '/q=00000002')).code).toBe(code);
  });

  it('gives the RRN that the bank has, and the slip', async () => {
    await runProgram(simulator.folder(TID), '1', '990071', '/q=C0000001');
    await runProgram(simulator.folder(TID), '52', 'C0000001', '/q=C0000002');
    const rrn = (await simulator.ledger(TID)).at(-1)?.rrn;
    expect(rrn).toMatch(/^[0-9]{12}$/);
    expect((await textOf('e'))?.split('\r\n')[9]).toBe(rrn);
    expect(await textOf('p')).toContain('9900.71');
  });
});

describe('encodings', () => {
  it.each([
    ['00459991', 'ibm866'],
    ['00459992', 'utf-8'],
    ['00459993', 'windows-1251'],
    ['00471001', 'koi8-r'],
  ])('terminal %s writes e and p in %s', async (tid, label) => {
    const folder = simulator.folder(tid);
    const decoder = new TextDecoder(label);
    await runProgram(folder, '1', '123400');
    expect(decoder.decode((await readBytes(folder, 'e')) ?? undefined)).toMatch(/^0,ОДОБРЕHО\r\n/);
    expect(decoder.decode((await readBytes(folder, 'p')) ?? undefined)).toContain('Номер ссылки:');
  });
});

describe('abort file', () => {
  const abort = (content: string): Promise<void> => writeFile(path.join(simulator.folder(TID), 'POLLING.OFF'), content);
  const take = (): Promise<void> => rm(path.join(simulator.folder(TID), 'POLLING.OFF'));

  it('ends .89 with 2003, and stays where it is', async () => {
    const call = startProgram(simulator.folder(TID), '1', '660089');
    await simulator.untilState(TID, 'waiting_card');
    await abort('abort');
    expect(await call.ended).toEqual({ code: 0, signal: null });
    expect(await codeOf(simulator.folder(TID))).toBe(2003);
    await take();
  });

  it('ends .88 with 2000 while the PIN is asked for, and comes too late once the bank is asked', async () => {
    const early = startProgram(simulator.folder(TID), '1', '660088');
    await simulator.untilState(TID, 'enter_pin');
    await abort('abort\r\n');
    await early.ended;
    expect(await codeOf(simulator.folder(TID))).toBe(2000);
    await take();
    const late = startProgram(simulator.folder(TID), '1', '660088');
    await simulator.untilState(TID, 'authorizing');
    await abort('abort');
    await late.ended;
    expect(await codeOf(simulator.folder(TID))).toBe(0);
    await take();
  });

  it('stops the next order too when the till forgets to remove it', async () => {
    await abort('abort');
    expect((await runProgram(simulator.folder(TID), '1', '660089')).code).toBe(2003);
    await take();
  });
});

describe('two runs, and killed runs', () => {
  it('refuses a second run at once with 4342; the first ends as if alone', async () => {
    const folder = simulator.folder(TID);
    const first = startProgram(folder, '1', '550088', '/q=D0000001');
    await simulator.untilState(TID, 'waiting_card');
    const { result, added } = await addedBy(async () => {
      expect((await runProgram(folder, '1', '560000', '/q=D0000002')).code).toBe(4342);
      await first.ended;
      return textOf('e');
    });
    expect(result).toContain('D0000001');
    expect(added).toEqual(['sale 5500.88 captured']);
  });

  it('gives its own process id: killing it clears the prompt on the device', async () => {
    const call = startProgram(simulator.folder(TID), '1', '540089', '/q=D0000003');
    await simulator.untilState(TID, 'waiting_card');
    if (call.pid) process.kill(call.pid, 'SIGKILL');
    expect((await call.ended).signal).toBe('SIGKILL');
    await simulator.untilState(TID, 'idle');
    expect((await runProgram(simulator.folder(TID), '52', 'D0000003', '/q=00000002')).code).toBe(4311);
  });

  it('leaves no file of an earlier order when it dies', async () => {
    await runProgram(simulator.folder(TID), '1', '100000');
    await runProgram(simulator.folder(TID), '1', '100071');
    expect([await textOf('e'), await textOf('p')]).toEqual([null, null]);
  });
});
