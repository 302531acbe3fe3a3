import { Worker } from 'node:worker_threads';
import type { FileReading, FromThread, ReadPart, ToThread } from './file-reading.ts';

export interface ThreadLimits {
  readonly memoryMb: number;
  readonly silenceMs: number;
}

/**
 * A workbook of the largest size that is read needs some 200 MiB. Between two signs of life the thread handles one piece of a
 * file; a second is long for that.
 */
const LIMITS: ThreadLimits = { memoryMb: 512, silenceMs: 30_000 };

const refused = (code: 'unpacks_too_large' | 'took_too_long' | 'damaged'): ReadPart => ({
  type: 'refused',
  problem: { code, member: null, detail: null },
});

/**
 * Reads each file in a thread of its own, which ends with it. One that wants too much memory or goes silent is ended, and the
 * file is refused; the gateway does not feel it.
 * @param program the thread's program, built
 */
export function threadReading(program: string, limits: ThreadLimits = LIMITS): FileReading {
  return async function* (order, bytes) {
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
    }
  };
}

type Heard = FromThread | { readonly fault: 'unpacks_too_large' | 'took_too_long' | 'damaged' };

class Thread {
  private readonly worker: Worker;
  private hear: (message: Heard) => void = () => undefined;
  private fault: Heard | null = null;

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
    return new Promise((resolve) => {
      const silence = setTimeout(() => this.fail('took_too_long'), this.limits.silenceMs);
      this.hear = (heard) => {
        clearTimeout(silence);
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
