import { Worker } from 'node:worker_threads';
import type { FileReading, FromThread, ReadPart, ToThread } from './file-reading.ts';

export interface ThreadLimits {
  readonly memoryMb: number;
  readonly silenceMs: number;
  /** All that a file may take of its thread; waiting for the file's bytes is not counted. */
  readonly workMs: number;
}

/**
 * A workbook of the largest size that is read needs some 200 MiB. Between two signs of life the thread handles one piece of a
 * file; a second is long for that. The largest file that is taken needs some two minutes.
 */
const LIMITS: ThreadLimits = { memoryMb: 512, silenceMs: 30_000, workMs: 15 * 60_000 };
/** Files that are read at once; whoever comes next waits. Together they need no more memory than a gateway's machine has. */
const AT_ONCE = 4;

const refused = (code: 'unpacks_too_large' | 'took_too_long' | 'damaged'): ReadPart => ({
  type: 'refused',
  problem: { code, member: null, detail: null },
});

/**
 * Reads each file in a thread of its own, which ends with it. One that wants too much memory or goes silent is ended, and the
 * file is refused; the gateway does not feel it.
 * @param program the thread's program, built
 */
export function threadReading(program: string, limits: ThreadLimits = LIMITS, atOnce = AT_ONCE): FileReading {
  const places = new Places(atOnce);
  return async function* (order, bytes) {
    await places.take();
    const thread = new Thread(program, limits);
    const source = bytes[Symbol.asyncIterator]();
    try {
      for (let message = await thread.next(null); message !== null && !('done' in message);) {
        if ('fault' in message) return yield refused(message.fault);
        if ('part' in message) {
          yield message.part;
          message = await thread.next({ goOn: true });
        } else if ('ready' in message) {
          message = await thread.next({ read: order });
        } else {
          const piece = await source.next();
          message = await thread.next(piece.done === true ? { end: true } : { chunk: piece.value });
        }
      }
    } finally {
      await thread.end();
      places.give();
    }
  };
}

/** So many at once, in the order in which they came. */
class Places {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async take(): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Hands the place to who waits longest. */
  give(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
  }
}

type Heard = FromThread | { readonly fault: 'unpacks_too_large' | 'took_too_long' | 'damaged' };

class Thread {
  private readonly worker: Worker;
  private hear: (message: Heard) => void = () => undefined;
  private fault: Heard | null = null;
  private workedMs = 0;

  constructor(
    program: string,
    private readonly limits: ThreadLimits,
  ) {
    this.worker = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb }, env: {}, stdin: false });
    this.worker.on('message', (message: FromThread) => this.hear(message));
    this.worker.on('error', (error: NodeJS.ErrnoException) => this.fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'unpacks_too_large' : 'damaged'));
    this.worker.on('exit', () => this.fail('damaged'));
  }

  /** Says something to the thread and waits for what it says next. */
  next(message: ToThread | null): Promise<Heard> {
    if (this.fault !== null) return Promise.resolve(this.fault);
    const began = performance.now();
    const { silenceMs, workMs } = this.limits;
    return new Promise((resolve) => {
      const silence = setTimeout(() => this.fail('took_too_long'), Math.min(silenceMs, workMs - this.workedMs));
      this.hear = (heard) => {
        clearTimeout(silence);
        this.workedMs += performance.now() - began;
        resolve(heard);
      };
      if (message !== null) this.worker.postMessage(message);
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private fail(code: 'unpacks_too_large' | 'took_too_long' | 'damaged'): void {
    this.fault ??= { fault: code };
    this.hear(this.fault);
  }
}
