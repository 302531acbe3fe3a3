import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const FOLDER = import.meta.dirname;

/** Peers are no dependency of the product: they come into the bench's own folder when they are wanted. */
export async function peersInstalled(say: (line: string) => void): Promise<void> {
  if (existsSync(path.join(FOLDER, 'node_modules/@duckdb/node-api'))) return;
  say('Installing the peers (tools/bench)');
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: FOLDER });
}
