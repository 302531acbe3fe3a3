// @ts-check
import { constants, openSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';

/**
 * Terminals behind lines that have a speed. A pseudo-terminal has none: this end keeps account of when each byte would have
 * been on the wire, hears a message only when its last byte has arrived, and hands out its own bytes no earlier than a line
 * would, in pieces of a receiver's FIFO, the last one at its exact time. What it says is a recorded exchange. It holds the far
 * ends of the pseudo-terminals themselves (`LINES`, made by `pseudo-terminals.pl`), so that no other program stands in between.
 *
 * @typedef {{from: 'us', count: number} | {from: 'device', hex: string}} Step
 */
const { steps, byteMs } = /** @type {{steps: Step[], byteMs: number}} */ (JSON.parse(process.env['PLAN'] ?? ''));
/** @type {{fd: number, port: string}[]} */
const lines = (process.env['LINES'] ?? '').split(' ').map((line) => {
  const [fd, port = ''] = line.split('=');
  return { fd: Number(fd), port };
});
/** Trigger level of a 16550's FIFO. */
const PIECE = 8;
/** Below this the clock is watched instead of a timer being set, ms. */
const WATCH_MS = 1.5;

/** @type {{due: number, run: () => void}[]} */
const due = [];
let armed = false;

/** @param {number} at @param {() => void} run */
function schedule(at, run) {
  let place = due.length;
  while (place > 0 && (due[place - 1]?.due ?? 0) > at) place -= 1;
  due.splice(place, 0, { due: at, run });
  if (!armed) arm();
}

function arm() {
  const [next] = due;
  armed = next !== undefined;
  if (!next) return;
  const leftMs = next.due - performance.now();
  if (leftMs > WATCH_MS) setTimeout(pump, leftMs - WATCH_MS);
  else setImmediate(pump);
}

function pump() {
  for (let now = performance.now(); due[0] && due[0].due <= now; now = performance.now()) due.shift()?.run();
  arm();
}

const OPEN = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK;

/** @param {{fd: number, port: string}} line @param {number} id */
function serve({ fd, port }, id) {
  // Held like a cable that stays in: a port that nobody has open would hang up.
  openSync(port, OPEN);
  let [step, heard, startMs, freeMs, wireMs, lateMs] = [0, 0, 0, 0, 0, 0];

  const advance = () => {
    step += 1;
    heard = 0;
    const next = steps[step];
    if (next?.from === 'device') return speak(Buffer.from(next.hex, 'hex'));
    if (next === undefined) schedule(freeMs, finish);
  };
  const finish = () => {
    process.stdout.write(`${JSON.stringify({ id, elapsedMs: freeMs - startMs, wireMs, lateMs })}\n`);
    [step, heard, wireMs, lateMs] = [0, 0, 0, 0];
  };
  /** @param {Buffer} bytes */
  const speak = (bytes) => {
    const beginMs = freeMs;
    freeMs += bytes.length * byteMs;
    wireMs += bytes.length * byteMs;
    for (let at = 0; at < bytes.length; at += PIECE) {
      const end = Math.min(at + PIECE, bytes.length);
      const dueMs = beginMs + end * byteMs;
      schedule(dueMs, () => {
        writeSync(fd, bytes.subarray(at, end));
        if (end < bytes.length) return;
        // Our own lateness is no time of the side that is measured: the line stood still meanwhile.
        const late = performance.now() - dueMs;
        lateMs += late;
        freeMs += late;
        startMs += late;
        advance();
      });
    }
  };
  new ReadStream(fd).on('data', (/** @type {Buffer} */ bytes) => {
    const nowMs = performance.now();
    if (step === 0 && heard === 0) startMs = freeMs = nowMs;
    freeMs = Math.max(nowMs, freeMs) + bytes.length * byteMs;
    wireMs += bytes.length * byteMs;
    heard += bytes.length;
    const wanted = steps[step];
    if (wanted?.from !== 'us' || heard > wanted.count)
      throw new Error(`line ${id}: ${bytes.length} bytes that the recording does not have at step ${step}`);
    if (heard === wanted.count) advance();
  });
}

lines.forEach(serve);
process.stdout.write(`${JSON.stringify(lines.map(({ port }) => port))}\n`);
process.on('SIGTERM', () => process.exit(0));
