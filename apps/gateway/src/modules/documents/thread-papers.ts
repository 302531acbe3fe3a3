import { Worker } from 'node:worker_threads';
import { ProblemError } from '../../http/problem-error.ts';
import type { PaperMaker } from './paper-maker.ts';
import type { PdfDocument } from './pdf-document.ts';

export interface PaperLimits {
  readonly memoryMb: number;
  /** From its beginning, not from when it was asked for. */
  readonly timeMs: number;
  /** Papers that wait, at most; one more is refused. */
  readonly waiting: number;
}

/** The largest paper, two thousand rows, takes a second and some 150 MiB; ten times that is no paper of ours. */
const LIMITS: PaperLimits = { memoryMb: 512, timeMs: 20_000, waiting: 20 };

/**
 * Makes papers one after the other, each in a thread of its own: setting a page takes a processor for half a second, and in
 * the gateway's own loop every payment would wait for it.
 * @param program the thread's program, built
 */
export function threadPapers(program: string, limits: PaperLimits = LIMITS): PaperMaker {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return async (document) => {
    // Waiting is a state that passes: the same request may be sent again.
    if (waiting >= limits.waiting) throw new ProblemError('unavailable');
    waiting += 1;
    const made = last.then(() => make(program, limits, document));
    last = made.catch(() => undefined).finally(() => (waiting -= 1));
    return made;
  };
}

/** @throws ProblemError `unavailable` where it takes too long; an error where it cannot be made */
function make(program: string, { memoryMb, timeMs }: PaperLimits, document: PdfDocument): Promise<Buffer> {
  const worker = new Worker(program, { workerData: document, resourceLimits: { maxOldGenerationSizeMb: memoryMb }, env: {}, stdin: false });
  return new Promise<Buffer>((resolve, reject) => {
    const limit = setTimeout(() => reject(new ProblemError('unavailable')), timeMs);
    worker.on('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
    worker.on('error', reject);
    worker.on('exit', () => {
      clearTimeout(limit);
      reject(new Error('the thread ended without a paper'));
    });
  }).finally(() => worker.terminate());
}
