/**
 * Time and chance as ports. Nothing on the payment path reads a global clock or a global source of randomness, so that
 * the whole engine can run in a simulation where one seed decides everything.
 */
export interface Clock {
  /** Wall time in milliseconds since the Unix epoch. May jump; never measure a duration with it. */
  now(): number;
  /** Milliseconds from an arbitrary start; never goes back. */
  monotonic(): number;
  /** Calls `run` once after `delayMs`. The returned function cancels it. */
  after(delayMs: number, run: () => void): () => void;
  /** Resolves after `delayMs`, or at once when `signal` is aborted. Never rejects. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

export interface Random {
  /** `count` unpredictable bytes. */
  bytes(count: number): Uint8Array;
}
