import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import path from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { benchImport } from './import/import.ts';
import { benchMatch } from './match/match.ts';
import { benchGateways } from './sale/gateways.ts';
import { benchPilot } from './sale/pilot.ts';
import { benchRecovery } from './sale/recovery.ts';
import { benchSale } from './sale/sale.ts';
import { benchPortal } from './portal/portal.ts';
import { benchSerial } from './serial/serial.ts';

/** `npm run bench -- <task> [--quick] [--pages]`: ours beside a peer in one run, a table and a JSON report. */
const [task, ...flags] = process.argv.slice(2);
const quick = flags.includes('--quick');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const TASKS: Readonly<Record<string, () => Promise<unknown>>> = {
  sale: async () => ({
    tcp: await benchSale({ clients: [1, 8, 16, 32], rounds: quick ? 1 : 7, seconds: quick ? 2 : 5, say }),
    program: await benchPilot(quick ? 5 : 15, say),
  }),
  gateways: () => benchGateways({ clients: 16, rounds: quick ? 1 : 5, seconds: quick ? 2 : 5, say }),
  portal: () => benchPortal({ payments: quick ? 20_000 : 1_000_000, times: quick ? 30 : 200, pages: flags.includes('--pages'), say }),
  match: () => benchMatch({ count: quick ? 50_000 : 1_000_000, rounds: quick ? 1 : 3, judged: quick ? 6_000 : 60_000, say }),
  serial: () => benchSerial(quick ? 2 : 9, say),
  import: () => benchImport({ rows: quick ? 100_000 : 1_000_000, workbookRows: quick ? 10_000 : 100_000, rounds: quick ? 1 : 5, say }),
  recovery: () => benchRecovery(quick ? 20 : 200, say),
};

const run = TASKS[task ?? ''];
if (!run) {
  say(`npm run bench -- <task> [--quick] [--pages]; tasks: ${Object.keys(TASKS).join(', ')}`);
  process.exit(2);
}
const machine = {
  cpus: cpus().length,
  model: cpus()[0]?.model,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  version: packageJson.version,
};
const before = loadavg()[0] ?? 0;
say(`${machine.cpus} × ${machine.model}, Node ${machine.node}, load before the start ${before.toFixed(2)}`);
if (before > 0.3) say('The machine is not quiet: take the ratios with care, and the milliseconds not at all.');
const result = await run();
const file = path.resolve(import.meta.dirname, 'results', `${task}.json`);
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify({ task, at: new Date().toISOString(), machine, loadBefore: before, quick, result }, null, 2)}\n`);
say(`Report: ${path.relative(process.cwd(), file)}`);
process.exit(0);
