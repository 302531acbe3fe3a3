// @ts-check
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PROJECT_ROOT } from '../start/command-line.mjs';
import { npmCommand } from '../start/install.mjs';
import { watchInterrupts } from '../start/interrupts.mjs';
import { toolEnvironment } from '../start/part-environment.mjs';
import { reporter } from '../start/progress.mjs';
import { runProgram } from '../test/program.mjs';

// `npm run drill:node24`: the whole product once on the newest Node 24 of npm's package `node`, in folders of its own.
const MAJOR = 24;
const out = reporter((text) => process.stdout.write(text));
const { halt, dispose } = watchInterrupts(out.line);
const home = mkdtempSync(path.join(os.tmpdir(), 'payport-node24-'));

/** @param {string[]} args */
async function npm(args) {
  const { command, args: first } = npmCommand();
  const { code, output } = await runProgram({
    command,
    args: [...first, ...args],
    cwd: home,
    env: toolEnvironment(process.env),
    signal: halt.signal,
  });
  if (code !== 0) throw new Error(`npm ${args[0]} failed:\n${output}`);
  return output;
}

/** @returns {Promise<string>} the newest version of this line */
async function newest() {
  const said = await npm(['view', 'node', 'versions', '--json']);
  const versions = /** @type {string[]} */ (JSON.parse(said.slice(said.indexOf('['), said.lastIndexOf(']') + 1)));
  const numbers = versions.filter((version) => new RegExp(`^${MAJOR}\\.\\d+\\.\\d+$`).test(version)).map((version) => version.split('.').map(Number));
  numbers.sort(([, a = 0, b = 0], [, c = 0, d = 0]) => c - a || d - b);
  if (!numbers[0]) throw new Error(`npm's package node has no version ${MAJOR}`);
  return numbers[0].join('.');
}

try {
  writeFileSync(path.join(home, 'package.json'), '{"private":true}');
  const version = await newest();
  await out.step(`Getting Node ${version} from npm`, () => npm(['install', '--no-audit', '--no-fund', `node@${version}`]));
  const node = path.join(home, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const { code, output } = await runProgram({
    command: node,
    args: [path.join(PROJECT_ROOT, 'tools/start/start.mjs'), '--once'],
    cwd: PROJECT_ROOT,
    env: {
      ...process.env,
      PAYPORT_HOME: path.join(home, 'payport'),
      GATEWAY_PORT: '0',
      PORTAL_PORT: '0',
      SIMULATOR_PORT: '0',
      POSTGRES_PORT: '0',
    },
    signal: halt.signal,
    show: (text) => void process.stdout.write(text),
  });
  out.line(
    code === 0 && output.includes('APPROVED') ? `\nNode ${version}: PayPort starts, takes a payment and stops.` : `\nNode ${version}: FAILED.`,
  );
  process.exitCode = code ?? 1;
} catch (error) {
  out.line(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  rmSync(home, { recursive: true, force: true });
  dispose();
}
