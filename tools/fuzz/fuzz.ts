import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseArgs } from 'node:util';
import { fuzz, type FuzzFault, type FuzzReport } from './fuzz-run.ts';
import { fuzzParsers } from './rooms.ts';

const FRAMES = 1_000_000;
const SEED = 20_260;
const HEX_SHOWN = 4_000;

/** `npm run fuzz [-- --frames N --seed S --parser name --from frame]` */
const { values } = parseArgs({
  options: { frames: { type: 'string' }, seed: { type: 'string' }, parser: { type: 'string' }, from: { type: 'string' } },
});

function whole(name: 'frames' | 'seed' | 'from', otherwise: number): number {
  const text = values[name];
  if (text === undefined) return otherwise;
  if (!/^[0-9]{1,9}$/.test(text)) throw new RangeError(`--${name} is a whole number`);
  return Number(text);
}

const line = ({ parser, frames, framesPerSecond, worstMs, refused, grownBytes }: FuzzReport): string =>
  [
    parser.padEnd(24),
    `${frames} frames`.padStart(15),
    `${framesPerSecond}/s`.padStart(11),
    `worst ${worstMs.toFixed(2)} ms`.padStart(15),
    `refused ${((100 * refused) / Math.max(frames, 1)).toFixed(1)} %`.padStart(15),
    `+${(grownBytes / 1_048_576).toFixed(1)} MiB`.padStart(11),
  ].join('  ');

function tell({ parser, frame, seed, what, input }: FuzzFault): void {
  const hex = Buffer.from(input).toString('hex');
  process.stderr.write(`\n${parser}, frame ${frame}: ${what}\n  npm run fuzz -- --parser ${parser} --seed ${seed} --from ${frame} --frames 1\n`);
  process.stderr.write(`  ${hex.slice(0, HEX_SHOWN)}${hex.length > HEX_SHOWN ? `… (${input.length} bytes)` : ''}\n`);
}

// What is in use is measured after a collection.
setFlagsFromString('--expose-gc');
(globalThis as { gc?: unknown }).gc = runInNewContext('gc');

const all = await fuzzParsers();
const parsers = all.filter(({ name }) => values.parser === undefined || name === values.parser);
if (parsers.length === 0) throw new RangeError(`--parser is one of ${all.map(({ name }) => name).join(', ')}`);
const options = { frames: whole('frames', FRAMES), seed: whole('seed', SEED), from: whole('from', 0) };
process.stdout.write(`seed ${options.seed}, ${options.frames} frames for each of ${parsers.length} parsers\n`);
const faults: FuzzFault[] = [];
for (const parser of parsers) {
  const report = await fuzz(parser, options);
  process.stdout.write(`${line(report)}\n`);
  faults.push(...report.faults);
}
faults.forEach(tell);
process.stdout.write(faults.length === 0 ? 'No fault.\n' : `${faults.length} faults.\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
