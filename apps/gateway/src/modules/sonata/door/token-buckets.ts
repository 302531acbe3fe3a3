import type { Clock } from '@payport/domain';

export interface Rate {
  readonly perSecond: number;
  /** How many may come at once after a quiet time. */
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  atMs: number;
  rate: Rate;
}

/** So many callers are remembered; a flood of made-up ones must not fill the memory. */
const MOST_BUCKETS = 10_000;

/** Token buckets in the memory of this process: two gateways count apart, and a restart forgets. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly clock: Pick<Clock, 'monotonic'>) {}

  /** Null: there is a token. Else the whole seconds until there is one. */
  wait(name: string, rate: Rate): number | null {
    const { tokens } = this.filled(name, rate);
    return tokens >= 1 ? null : Math.max(1, Math.ceil((1 - tokens) / rate.perSecond));
  }

  /** As `wait`, and takes the token where there is one. */
  take(name: string, rate: Rate): number | null {
    const wait = this.wait(name, rate);
    if (wait === null) this.filled(name, rate).tokens -= 1;
    return wait;
  }

  private filled(name: string, rate: Rate): Bucket {
    const now = this.clock.monotonic();
    const known = this.buckets.get(name);
    if (known) {
      known.tokens = level(known, now);
      Object.assign(known, { atMs: now, rate });
      return known;
    }
    if (this.buckets.size >= MOST_BUCKETS) this.makeRoom(now);
    const fresh = { tokens: rate.burst, atMs: now, rate };
    this.buckets.set(name, fresh);
    return fresh;
  }

  /** A full bucket says no more than none; where none is full, the oldest goes. */
  private makeRoom(now: number): void {
    for (const [name, bucket] of this.buckets) if (level(bucket, now) >= bucket.rate.burst) this.buckets.delete(name);
    const [oldest] = this.buckets.keys();
    if (this.buckets.size >= MOST_BUCKETS && oldest !== undefined) this.buckets.delete(oldest);
  }
}

const level = ({ tokens, atMs, rate }: Bucket, now: number): number => Math.min(rate.burst, tokens + ((now - atMs) / 1000) * rate.perSecond);
