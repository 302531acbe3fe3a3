import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildPrograms, codeOf, readBytes, runProgram, SimulatorProcess, startProgram } from './testing/simulator-process.ts';

const TID = '00459991'; // cp866 in the plan
let programs: Awaited<ReturnType<typeof buildPrograms>>;
let home: string;
let simulator: SimulatorProcess;

beforeAll(async () => {
  programs = await buildPrograms();
});
afterAll(() => programs.remove());
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'simulator-'));
  simulator = await SimulatorProcess.start(programs.main, home);
});
afterEach(async () => {
  await simulator.end('SIGKILL');
  await rm(home, { recursive: true });
});

const restart = async (): Promise<void> => {
  simulator = await SimulatorProcess.start(programs.main, home);
};

describe('simulator process', () => {
  it('says in one JSON line where it is once it can be used', async () => {
    expect(JSON.parse(simulator.readyLine)).toEqual({ ready: true, url: expect.stringMatching(/^http:\/\/localhost:[0-9]+$/) });
    expect((await runProgram(simulator.folder(TID), '47', '2')).code).toBe(0);
  });

  it('prepares a folder per terminal with the keys of a real installation', async () => {
    const ini = await readFile(path.join(simulator.folder('00471001'), 'pinpad.ini'), 'utf8');
    expect(ini).toMatch(/\r\nPinpadIPAddr=127\.0\.0\.1\r\nPinpadIPPort=[0-9]+\r\nPrinterFile=p\r\n/);
    expect(ini).toContain('\r\nTerminalID=00471001\r\nMerchantID=684444447777\r\n');
  });

  it('ends with 0 on SIGTERM, also while an order waits for a card', async () => {
    const call = startProgram(simulator.folder(TID), '1', '100089');
    await simulator.untilState(TID, 'waiting_card');
    expect(await simulator.end('SIGTERM')).toEqual({ code: 0, signal: null });
    await call.ended;
    expect(await codeOf(simulator.folder(TID))).toBe(99);
  });

  it('keeps ledger, request ids and batch over kill -9', async () => {
    await runProgram(simulator.folder(TID), '1', '100071', '/q=00000001');
    await runProgram(simulator.folder(TID), '1', '100074', '/q=00000002');
    await runProgram(simulator.folder(TID), '1', '100005', '/q=00000003');
    const before = await simulator.ledger(TID);
    await simulator.end('SIGKILL');
    await restart();
    expect(await simulator.ledger(TID)).toEqual(before);
    const codes: (number | null)[] = [];
    for (const id of ['00000001', '00000002', '00000003', '00000004'])
      codes.push((await runProgram(simulator.folder(TID), '52', id, '/q=000000FF')).code);
    expect(codes).toEqual([0, 4129, 4451, 4311]);
    expect((await runProgram(simulator.folder(TID), '1', '200000')).code).toBe(0);
    expect((await readBytes(simulator.folder(TID), 'e'))?.toString('latin1').split('\r\n')[4]).toBe('0003');
  });

  it('never answers or shows what a kill -9 at any moment could take back', async () => {
    // Not a wait for luck: the sweep tries moments before, in and after the capture, and the rule holds at each.
    for (const delayMs of [150, 300, 400, 500, 700]) {
      const id = `A0000${String(delayMs).padStart(3, '0')}`;
      const call = startProgram(simulator.folder(TID), '1', `77${String(delayMs).padStart(3, '0')}00`, `/q=${id}`);
      await delay(delayMs);
      await simulator.end('SIGKILL');
      await call.ended;
      const answered = await codeOf(simulator.folder(TID));
      await restart();
      const captured = (await simulator.ledger(TID)).filter(({ amount }) => amount === `77${String(delayMs).padStart(3, '0')}.00`).length;
      const status = (await runProgram(simulator.folder(TID), '52', id, '/q=000000FF')).code;
      expect({ delayMs, status }).toEqual({ delayMs, status: captured === 1 ? 0 : 4311 });
      if (answered === 0) expect(captured).toBe(1);
    }
  });

  it('is missed by the program as a lost link, told in the encoding of the installation', async () => {
    await simulator.end('SIGKILL');
    expect(await runProgram(simulator.folder(TID), '1', '100000')).toEqual({ end: { code: 0, signal: null }, code: 99 });
    expect(new TextDecoder('ibm866').decode((await readBytes(simulator.folder(TID), 'e')) ?? undefined)).toMatch(/^99,[А-Я ]+\r\n$/);
  });

  it('refuses a home that another simulator works on, and takes one over whose simulator was killed', async () => {
    await expect(SimulatorProcess.start(programs.main, home)).rejects.toThrow('Another simulator already works on');
    await simulator.end('SIGKILL');
    await restart();
    expect(await simulator.ledger(TID)).toEqual([]);
  });
});
