// @ts-check
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { BUILDS, ensureBuilt } from './build.mjs';
import { PROJECT_ROOT } from './command-line.mjs';
import { watchInterrupts } from './interrupts.mjs';
import { toolEnvironment } from './part-environment.mjs';
import { reporter } from './progress.mjs';
import { toolRunner } from './tools.mjs';

// `npm run build [-- gateway portal]`: builds what is stale, for installations that do not start by `npm start`.
const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in BUILDS));
const out = reporter((text) => process.stdout.write(text));
if (unknown.length > 0) {
  out.line(`There is no "${unknown.join('", "')}" to build; there are ${Object.keys(BUILDS).join(', ')}.`);
  process.exit(2);
}
const { halt, dispose } = watchInterrupts(out.line);
const logs = path.join(PROJECT_ROOT, 'dist', 'logs');
mkdirSync(logs, { recursive: true });
try {
  const runTool = toolRunner({ logs, reporter: out, signal: halt.signal, register: () => () => undefined });
  await ensureBuilt({ root: PROJECT_ROOT, runTool, env: toolEnvironment(process.env), ...(names.length > 0 ? { names } : {}) });
} catch (error) {
  out.line(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  dispose();
}
