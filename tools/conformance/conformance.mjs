// @ts-check
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';

// `npm run conformance`: the suite of the drivers with every place tried, not each so many-th one. What follows is passed on to
// vitest: part of a file's name, `-t "ZVT"`.
const ROOT = path.resolve(import.meta.dirname, '../..');
const given = process.argv.slice(2);
const files = given.length > 0 && given[0]?.startsWith('-') === false ? [] : ['libs/terminals/conformance/src'];
const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--reporter', 'default', ...files, ...given], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, CONFORMANCE_WHOLE: '1' },
});
child.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
