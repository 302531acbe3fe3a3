import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = path.resolve(import.meta.dirname, '../../../../dist/simulator/main.js');
export const MID = '684444445555';

export interface LedgerRow {
  readonly tid: string;
  readonly rrn: string;
  readonly kind: string;
  readonly amount: string;
  readonly state: 'captured' | 'reversed' | 'refunded';
}

/** Where a simulated INPAS terminal waits. */
interface InpasPlace {
  readonly host: string;
  readonly port: number;
  /** A serial pseudo-terminal, where the machine can make one. */
  readonly serialPort: string | null;
  /** The bank's program before it. */
  readonly program: string | null;
  readonly folder: string | null;
  /** Of a terminal that reaches its bank through the gateway. */
  readonly bankHost: string | null;
}

/** The simulated bank as its own process, with as many Sberbank terminals as a test wants, or INPAS or ZVT ones. */
export class SimulatedBank {
  private constructor(
    private readonly child: ChildProcess,
    private readonly home: string,
    private readonly url: string,
    readonly tids: readonly string[],
  ) {}

  /** @throws when the simulator is not built: `npm test` builds it before the tests */
  static async start(terminals: number, driver: 'sberbank' | 'inpas' | 'zvt' = 'sberbank'): Promise<SimulatedBank> {
    if (!existsSync(MAIN)) throw new Error('dist/simulator/main.js is missing: run `npx nx build simulator`');
    const home = await mkdtemp(path.join(tmpdir(), 'payport-bank-'));
    const tids = Array.from({ length: terminals }, (_, i) => String(459_000 + i).padStart(8, '0'));
    const encodings = ['cp866', 'utf-8', 'cp1251', 'koi8-r'];
    const plan = {
      properties: [
        { key: 'grand', name: 'Гранд Отель', legalEntity: 'ООО «Гранд Отель»', timeZone: 'Europe/Moscow', city: 'Москва', currency: 'RUB', mid: MID },
      ],
      terminals: tids.map((tid, i) => ({
        tid,
        property: 'grand',
        driver,
        serial: driver !== 'sberbank' && i === 0,
        program: driver === 'inpas',
        bankThroughDesk: driver === 'inpas' && i >= terminals - 2,
        name: `Терминал ${i + 1}`,
        workstation: `DESK-${i + 1}`,
        encoding: encodings[i % encodings.length],
      })),
      users: [],
    };
    const planFile = path.join(home, 'plan.json');
    await writeFile(planFile, JSON.stringify(plan));
    const env = { ...process.env, SIMULATOR_HOME: path.join(home, 'simulator'), SIMULATOR_PORT: '0', DEMO_PLAN: planFile };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    const ready = await Promise.race([once(createInterface(child.stdout), 'line'), once(child, 'close').then(() => null)]);
    if (ready === null) throw new Error(`the simulator did not start: ${complaint}`);
    return new SimulatedBank(child, home, (JSON.parse(String(ready[0])) as { url: string }).url, tids);
  }

  /** Settings of the gateway's terminal record for this simulated terminal. */
  settings(tid: string): { program: string; folder: string; encoding: string } {
    const folder = path.join(this.home, 'simulator/terminals', tid);
    return { program: path.join(folder, 'sb_pilot'), folder, encoding: 'auto' };
  }

  /** The same for an INPAS terminal, over its serial port where `serial` says so. */
  async inpasSettings(tid: string, more: Readonly<Record<string, unknown>> = {}): Promise<Record<string, unknown>> {
    const file = path.join(this.home, 'simulator/terminals', tid, 'inpas.json');
    const { host, port, serialPort, program, folder, bankHost } = JSON.parse(await readFile(file, 'utf8')) as InpasPlace;
    if (more['connection'] === 'serial' && serialPort === null) throw new Error('the simulator made no serial port: is socat installed?');
    const places = { host, port, serialPort, program, folder, bankHosts: bankHost === null ? [] : [bankHost] };
    return { terminalId: tid, ...places, stopByEot: true, copyProvesAbsence: true, timeLimitMs: 20_000, ...more };
  }

  /** The same for a ZVT terminal. `connection: serial`: over its port. */
  async zvtSettings(tid: string, more: Readonly<Record<string, unknown>> = {}): Promise<Record<string, unknown>> {
    const file = path.join(this.home, 'simulator/terminals', tid, 'zvt.json');
    const { host, port, serialPort } = JSON.parse(await readFile(file, 'utf8')) as Pick<InpasPlace, 'host' | 'port' | 'serialPort'>;
    if (more['connection'] === 'serial' && serialPort === null) throw new Error('the simulator made no serial port: is socat installed?');
    return { host, port, ...(serialPort === null ? {} : { serialPath: serialPort }), currency: 'RUB', ...more };
  }

  async ledger(tid: string): Promise<readonly LedgerRow[]> {
    const response = await fetch(`${this.url}/ledger?tid=${tid}`);
    return (await response.json()) as LedgerRow[];
  }

  /** What goes wrong on the terminal's next order. */
  async spoil(tid: string, fault: Readonly<Record<string, unknown>>): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${this.url}/terminals/${tid}/faults`, { method: 'POST', headers, body: JSON.stringify(fault) });
    if (!response.ok) throw new Error(`the simulator takes no fault ${JSON.stringify(fault)}: ${response.status}`);
  }

  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}
