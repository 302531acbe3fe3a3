/** Our side of the measurement of serial lines, as a process: tells the recorded sales, then sells over the ports of each order on its input. */
import { createInterface } from 'node:readline';
import { NodeProgramHost, NodeWireHost, systemClock, systemRandom } from '@payport/terminals-transports';
import { recordInpas, recordZvt } from './recorded-sales.ts';

interface Round {
  readonly name: string;
  readonly baudRate: number;
  readonly ports: readonly string[];
}

/** Until the code is as fast as it gets. */
const REHEARSALS = 400;

const tell = (what: unknown): void => void process.stdout.write(`${JSON.stringify(what)}\n`);
const io = {
  clock: systemClock,
  random: systemRandom,
  wires: new NodeWireHost(),
  programs: new NodeProgramHost({ clock: systemClock, environment: {} }),
};
const sales = [await recordZvt(), await recordInpas()];
for (const sale of sales) await sale.rehearse(REHEARSALS);
tell(sales.map(({ name, stopBits, turns }) => ({ name, stopBits, turns })));
for await (const line of createInterface({ input: process.stdin })) {
  const { name, baudRate, ports } = JSON.parse(line) as Round;
  const sale = sales.find((one) => one.name === name);
  if (sale === undefined) throw new Error(`no sale of ${name} was recorded`);
  const [cpu, startedMs] = [process.cpuUsage(), systemClock.monotonic()];
  await Promise.all(ports.map((port) => sale.sell(port, baudRate, io)));
  const { user, system } = process.cpuUsage(cpu);
  tell({ cpuMs: (user + system) / 1_000, ranMs: systemClock.monotonic() - startedMs });
}
