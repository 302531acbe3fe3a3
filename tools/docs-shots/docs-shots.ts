// Screenshots of the guides in both languages, from a demonstration of its own, made small; fails where one that a guide
// shows was not taken. What follows goes to Playwright: `npm run docs:shots -- --project ru cashier`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from '../start/command-line.mjs';
import { linkedImages, takenSince } from './guide-images.ts';
import { withPalette } from './png-palette.ts';

const chosen = process.argv.slice(2);
const startedMs = Date.now();
const playwright = path.join(PROJECT_ROOT, 'node_modules/@playwright/test/cli.js');
const child = spawn(process.execPath, [playwright, 'test', '--config', 'playwright.shots.config.ts', ...chosen], {
  cwd: PROJECT_ROOT,
  stdio: 'inherit',
});
const [code] = (await once(child, 'exit')) as [number | null];

const taken = takenSince(PROJECT_ROOT, startedMs);
for (const image of taken) {
  const file = path.join(PROJECT_ROOT, image);
  writeFileSync(file, withPalette(readFileSync(file)));
}
// A choice of shots is not all of them.
const missing = chosen.length > 0 ? [] : linkedImages(PROJECT_ROOT).filter((image) => !taken.includes(image));
for (const image of missing) console.error(`A guide shows ${image}, and no shot makes it.`);
process.exit(code === 0 && missing.length === 0 ? 0 : 1);
