// @ts-check
// The whole product for the browser's tests: `npm start`, but blind for the `.env` of a real installation, and with a
// database that need not survive a power cut. `--no-demo`: without the demonstration.
import { PROJECT_ROOT } from '../start/command-line.mjs';
import { launch } from '../start/launch.mjs';
import { productParts } from '../start/parts.mjs';

const code = await launch({
  root: PROJECT_ROOT,
  env: process.env,
  envFile: null,
  once: false,
  demo: !process.argv.includes('--no-demo'),
  durable: false,
  parts: productParts,
  write: (text) => process.stdout.write(text),
});
process.exit(code);
