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

const textOf = async (name: string, tid = TID): Promise<string | null> => (await readBytes(simulator.folder(tid), name))?.toString('utf8') ?? null;

interface Left {
  readonly signal: string | null;
  readonly code: number | null;
  readonly slip: boolean;
  readonly id: boolean;
  readonly added: readonly string[];
}

/** One order by the real program: what it left in its folder, and what it added to the ledger. */
async function order(tid: string, operation: string, kopecks: string): Promise<Left> {
  const folder = simulator.folder(tid);
  const before = (await simulator.ledger(tid)).length;
  const { end, code } = await runProgram(folder, operation, `7700${kopecks}`, `/q=A${operation}0000${kopecks}`);
  const result = (await readBytes(folder, 'e'))?.toString('latin1') ?? '';
  const added = (await simulator.ledger(tid)).slice(before).map(({ kind, amount, state }) => `${kind} ${amount} ${state}`);
  return {
    signal: end.signal,
    code,
    slip: (await readBytes(folder, 'p')) !== null,
    id: result.includes(`\r\nA${operation}0000${kopecks}\r\n`),
    added,
  };
}

const KINDS = [
  { kind: 'sale', operation: '1', tid: '00459991' },
  { kind: 'refund', operation: '3', tid: '00459993' },
] as const;
const QUICK = ['00', '05', '06', '07', '08', '17', '71', '72', '74'];

describe('files by the real program', () => {
  const left = new Map<string, Left>();
  const rebooted: (number | null)[] = [];

  const inTurn = async (tid: string, operation: string, list: readonly string[]): Promise<void> => {
    for (const kopecks of list) left.set(operation + kopecks, await order(tid, operation, kopecks));
  };
  const askUntilKnown = async (tid: string, id: string): Promise<void> => {
    do rebooted.push((await runProgram(simulator.folder(tid), '52', id, '/q=00000002')).code);
    while (rebooted.at(-1) !== 0);
  };

  // Terminals do not wait for each other, so that the slow orders cost no time of their own.
  beforeAll(async () => {
    await Promise.all([
      ...KINDS.map(({ tid, operation }) => inTurn(tid, operation, QUICK)),
      inTurn(TID, '1', ['88']),
      inTurn('00471001', '1', ['73']).then(() => askUntilKnown('00471001', 'A1000073')),
    ]);
  });

  const table: readonly (readonly [kopecks: string, code: number | null, captured: boolean])[] = [
    ['00', 0, true],
    ['05', 4451, false],
    ['06', 4455, false],
    ['07', 4454, false],
    ['08', 4491, false],
    ['17', 2000, false],
    ['71', null, true],
    ['72', 99, false],
    ['73', null, true],
    ['74', null, true],
    ['88', 0, true],
  ];
  const rows = KINDS.flatMap(({ kind, operation }) =>
    table.filter(([kopecks]) => kind === 'sale' || QUICK.includes(kopecks)).map((row) => [kind, operation, ...row] as const),
  );

  it.each(rows)('%s (%s) .%s leaves result %s, captured: %s', (kind, operation, kopecks, code, captured) => {
    expect(left.get(operation + kopecks)).toEqual({
      signal: code === null ? 'SIGKILL' : null,
      code,
      slip: code === 0,
      id: code === 0 || (code !== null && code >= 4400),
      added: captured ? [`${kind} 7700.${kopecks} captured`] : [],
    });
  });

  it('answers 99 or 5 to questions after .73, never the wrong way round, and in the end the result', () => {
    // A busy machine may ask too seldom to see both; the exact times are a matter of the rules' own tests.
    expect(rebooted.filter((code, at) => code !== rebooted[at - 1]).join()).toMatch(/^(99,)?(5,)?0$/);
    expect(rebooted.length).toBeGreaterThan(1);
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

  it('ends with 2000 while the PIN is asked for', async () => {
    await simulator.post(`/terminals/${TID}/mode`, { manual: true });
    const call = startProgram(simulator.folder(TID), '1', '660000');
    await simulator.untilState(TID, 'waiting_card');
    await simulator.post(`/terminals/${TID}/card`, { action: 'present' });
    await simulator.untilState(TID, 'enter_pin');
    await abort('abort\r\n');
    await call.ended;
    expect(await codeOf(simulator.folder(TID))).toBe(2000);
    await take();
    await simulator.post(`/terminals/${TID}/mode`, { manual: false });
  });

  it('comes too late once the bank is asked', async () => {
    await simulator.post(`/terminals/${TID}/faults`, { fault: 'slow', ms: 3_000 });
    const call = startProgram(simulator.folder(TID), '1', '660000');
    await simulator.untilState(TID, 'authorizing');
    await abort('abort');
    await call.ended;
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
    const first = startProgram(folder, '1', '550089', '/q=D0000001');
    await simulator.untilState(TID, 'waiting_card');
    expect((await runProgram(folder, '1', '560000', '/q=D0000002')).code).toBe(4342);
    await simulator.post(`/terminals/${TID}/card`, { action: 'present' });
    await first.ended;
    expect(await textOf('e')).toContain('D0000001');
    expect((await simulator.ledger(TID)).map(({ amount }) => amount).slice(-1)).toEqual(['5500.89']);
    expect((await simulator.ledger(TID)).filter(({ amount }) => amount === '5600.00')).toEqual([]);
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
