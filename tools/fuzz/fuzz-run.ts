import { performance } from 'node:perf_hooks';
import type { FuzzParser, FuzzStream } from '@payport/testing';
import { mutated } from './mutate.ts';

export interface FuzzOptions {
  readonly frames: number;
  readonly seed: number;
  /** The first frame; 0 where not given. */
  readonly from?: number;
  /** What a call may take, ms; `SLOW_MS` where not given. */
  readonly slowMs?: number;
}

export interface FuzzFault {
  readonly parser: string;
  readonly frame: number;
  readonly seed: number;
  readonly what: string;
  readonly input: Uint8Array;
}

export interface FuzzReport {
  readonly parser: string;
  readonly frames: number;
  readonly refused: number;
  readonly framesPerSecond: number;
  readonly worstMs: number;
  readonly grownBytes: number;
  readonly faults: readonly FuzzFault[];
}

/** No call of a parser takes longer, ms; of what is larger than most of what comes, in proportion to its size. */
export const SLOW_MS = 10;
const USUAL_BYTES = 16_384;
/** A slow call is measured again so often: a pause of the machine is no fault of the parser. */
const MEASURED = 9;
/** What a long-lived reader and its parser may hold more at the end than after a fifth of the frames, bytes. */
const GROWTH_LIMIT = 24 * 1024 * 1024;
const MOST_FAULTS = 5;
/** Good frames that follow garbage; all but one of them must be read. */
const GOOD_FRAMES = 3;

/** One parser and all that is held against it. */
class Fuzzing {
  readonly faults: FuzzFault[] = [];
  refused = 0;
  worstMs = 0;
  /** Lives through all frames, so that what it keeps would show. */
  #reader: FuzzStream | null;

  constructor(
    private readonly parser: FuzzParser,
    private readonly seed: number,
    private readonly slowMs: number,
  ) {
    this.#reader = parser.stream?.() ?? null;
  }

  async frame(frame: number): Promise<void> {
    const { parser, seed } = this;
    const input = mutated(parser, seed, frame);
    const fail = (what: string): void => void this.faults.push({ parser: parser.name, frame, seed, what, input });
    const slowMs = this.slowMs * Math.max(1, input.length / USUAL_BYTES);
    const startMs = performance.now();
    try {
      const parsed = parser.parse(input);
      // Waited for only where there is something to wait for: most parsers read in one go.
      if ((typeof parsed === 'string' ? parsed : await parsed) === 'refused') this.refused += 1;
    } catch (error) {
      return fail(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    }
    const tookMs = performance.now() - startMs;
    const again = tookMs > slowMs ? await this.#slow(input) : tookMs;
    if (again > slowMs) fail(`takes ${again.toFixed(1)} ms for ${input.length} bytes`);
    this.worstMs = Math.max(this.worstMs, again);
    if (parser.stream) this.#stream(parser.stream(), frame, input, fail);
  }

  /** The shortest of several times, by the clock or by the processor: what the machine did meanwhile does not count. */
  async #slow(input: Uint8Array): Promise<number> {
    let least = Number.POSITIVE_INFINITY;
    for (let left = MEASURED; left > 0; left -= 1) {
      const [cpu, startMs] = [process.cpuUsage(), performance.now()];
      await this.parser.parse(input);
      const [{ user, system }, tookMs] = [process.cpuUsage(cpu), performance.now() - startMs];
      least = Math.min(least, tookMs, (user + system) / 1_000);
    }
    return least;
  }

  /** Good frames behind the bad one, each sent again after a silence, as a terminal does that was not acknowledged. */
  #stream(reader: FuzzStream, frame: number, input: Uint8Array, fail: (what: string) => void): void {
    const good = this.parser.seeds[frame % this.parser.seeds.length] ?? new Uint8Array();
    try {
      reader.push(input);
      let read = 0;
      for (let left = GOOD_FRAMES; left > 0; left -= 1) read += reader.push(good) + reader.silence();
      if (read < GOOD_FRAMES - 1) fail(`of ${GOOD_FRAMES} good frames after it ${read} are read`);
      this.#reader?.push(input);
    } catch (error) {
      fail(`the reader throws ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
    }
  }
}

/** What is in use after a collection where there is one to call (`--expose-gc`), else as it stands. */
function inUse(): number {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Feeds one parser; ends early after a few faults. */
export async function fuzz(parser: FuzzParser, { frames, seed, from = 0, slowMs = SLOW_MS }: FuzzOptions): Promise<FuzzReport> {
  const run = new Fuzzing(parser, seed, slowMs);
  const warm = Math.floor(frames / 5);
  let before = inUse();
  const startMs = performance.now();
  let frame = from;
  for (; frame < from + frames && run.faults.length < MOST_FAULTS; frame += 1) {
    if (frame - from === warm) before = inUse();
    await run.frame(frame);
  }
  const seconds = (performance.now() - startMs) / 1_000;
  const grownBytes = Math.max(0, inUse() - before);
  const grown: FuzzFault[] =
    grownBytes > GROWTH_LIMIT && 'gc' in globalThis
      ? [{ parser: parser.name, frame: from, seed, what: `${grownBytes} bytes more are in use at the end`, input: new Uint8Array() }]
      : [];
  return {
    parser: parser.name,
    frames: frame - from,
    refused: run.refused,
    framesPerSecond: Math.round((frame - from) / Math.max(seconds, 0.001)),
    worstMs: run.worstMs,
    grownBytes,
    faults: [...run.faults, ...grown],
  };
}
