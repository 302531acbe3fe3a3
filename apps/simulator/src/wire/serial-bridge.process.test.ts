import { inpas, inpasSettings } from '@payport/terminals-inpas';
import type { DriverDefinition, DriverSession } from '@payport/terminals-core';
import { NodeWireHost, systemClock, systemRandom } from '@payport/terminals-transports';
import { zvt, zvtSettings } from '@payport/terminals-zvt';
import { ScriptedProgramHost } from '@payport/testing';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildPrograms, SimulatorProcess } from '../testing/simulator-process.ts';

const TID = '00612002';
const ZVT_TID = '29001006';
let programs: Awaited<ReturnType<typeof buildPrograms>>;
let home: string;
beforeAll(async () => {
  programs = await buildPrograms();
  home = await mkdtemp(path.join(tmpdir(), 'payport-serial-bridge-'));
});
afterAll(async () => {
  await programs.remove();
  await rm(home, { recursive: true, force: true });
});

const session = (): DriverSession => ({
  abort: new AbortController().signal,
  beforeFirstByte: () => Promise.resolve(),
  dispatched: () => undefined,
  stage: () => undefined,
  frame: () => undefined,
  keep: () => Promise.resolve(),
  alert: () => undefined,
});

/** socats of this home that still run. */
const socats = (): number =>
  spawnSync('pgrep', ['-fc', `link=${home}`], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n')
    .map(Number)[0] ?? 0;
async function untilNoSocat(): Promise<number> {
  for (let tries = 0; tries < 100 && socats() > 0; tries += 1) await delay(50);
  return socats();
}

async function sellBySerialPort<S>(
  simulator: SimulatorProcess,
  tid: string,
  definition: DriverDefinition<S>,
  settingsOn: (port: string) => S,
): Promise<void> {
  const { serialPort } = JSON.parse(await readFile(path.join(simulator.folder(tid), `${definition.id}.json`), 'utf8')) as { serialPort: string };
  const io = { clock: systemClock, random: systemRandom, programs: new ScriptedProgramHost(systemClock), wires: new NodeWireHost() };
  const driver = definition.create(settingsOn(serialPort), io);
  const order = { reference: definition.newReference(systemRandom), amountMinor: 150_000n, currency: 'RUB', tid };
  expect(await driver.sale(order, session())).toMatchObject({ outcome: 'approved' });
  expect(await driver.testLink(session())).toMatchObject({ reachable: true });
  expect((await simulator.ledger(tid)).map(({ amount }) => amount)).toEqual(['1500.00']);
}

it('terminals of the shipped plan take a sale over their serial ports, and nothing of them outlives a killed simulator', async () => {
  const simulator = await SimulatorProcess.start(programs.main, home);
  await Promise.all([
    sellBySerialPort(simulator, TID, inpas, (serialPort) => inpasSettings.parse({ connection: 'serial', serialPort, terminalId: TID })),
    sellBySerialPort(simulator, ZVT_TID, zvt, (serialPath) => zvtSettings.parse({ connection: 'serial', serialPath, currency: 'RUB' })),
  ]);
  await simulator.end('SIGKILL');
  expect(await untilNoSocat()).toBe(0);
});

it('a simulator that ends in order takes the port away', async () => {
  const simulator = await SimulatorProcess.start(programs.main, home);
  const port = path.join(simulator.folder(TID), 'tty');
  expect(existsSync(port)).toBe(true);
  expect((await simulator.end('SIGTERM')).code).toBe(0);
  expect(existsSync(port)).toBe(false);
  expect(await untilNoSocat()).toBe(0);
});
