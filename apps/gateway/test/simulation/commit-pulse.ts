import type { Clock } from '@payport/domain';
import type { MemoryDatabase } from '@payport/testing';
import { ROLL_CALL_MS, type PeerPulse } from '../../src/modules/engine/index.ts';
import type { Chance } from './chance.ts';

const nothing = (): void => undefined;

/**
 * The store in memory tells of each commit to payments, so that a gateway need not look where there is nothing to see. A look
 * comes as late after a commit as a regular one might; the roll call's comes in any case.
 */
export class CommitPulse implements PeerPulse {
  #look: (() => void) | null = null;
  #withinMs = 0;
  /** Something was committed, and nobody has looked since. */
  #news = false;
  #cancel = nothing;
  readonly #forget: () => void;

  constructor(
    database: MemoryDatabase,
    private readonly clock: Clock,
    private readonly chance: Chance,
  ) {
    this.#forget = database.onCommit(({ payments }) => {
      if (payments.size > 0 && !this.#news) this.#hear();
    });
  }

  next(withinMs: number, look: () => void): () => void {
    this.#look = look;
    this.#withinMs = withinMs;
    if (this.#news) this.#hear();
    else this.#cancel = this.clock.after(ROLL_CALL_MS, this.#run);
    return () => {
      this.#look = null;
      this.#cancel();
    };
  }

  /** Its gateway is dead. */
  end(): void {
    this.#forget();
    this.#look = null;
  }

  #hear(): void {
    this.#news = true;
    if (!this.#look) return;
    this.#cancel();
    // Who believes to be alone on the database looks no sooner for that.
    const lateMs = this.#withinMs < ROLL_CALL_MS ? this.chance.between(0, this.#withinMs) : ROLL_CALL_MS;
    this.#cancel = this.clock.after(lateMs, this.#run);
  }

  readonly #run = (): void => {
    const look = this.#look;
    this.#look = null;
    this.#news = false;
    look?.();
  };
}
