import type { Clock } from '@payport/domain';

/** Longer than any device works on one order, ms; so long a device is asked here before it is given up without an answer. */
const LEAST_ASKED_MS = 300_000;

/**
 * How long something has been tried. The wall clock also counts the time before a restart, but may have been set: where it
 * was set back, our own clock ends the ladder, and where it was set ahead, ours sees that enough was tried here.
 */
export class LadderTime<Id> {
  /** When this process first tried, monotonic ms. */
  private readonly begun = new Map<Id, number>();

  constructor(
    private readonly clock: Pick<Clock, 'now' | 'monotonic'>,
    private readonly ladderMs: number,
  ) {}

  begin(id: Id): void {
    if (!this.begun.has(id)) this.begun.set(id, this.clock.monotonic());
  }

  end(id: Id): void {
    this.begun.delete(id);
  }

  leftMs(id: Id, sinceMs: number): number {
    return this.ladderMs - Math.max(this.clock.now() - sinceMs, this.hereMs(id));
  }

  /** `whole`: the ladder's time must have passed here, by our own clock. */
  isOver(id: Id, sinceMs: number, whole = false): boolean {
    if (this.leftMs(id, sinceMs) > 0) return false;
    return whole ? this.hereMs(id) >= this.ladderMs : this.isTriedEnough(id);
  }

  /** Nothing that the device was told when this process first tried is on it any more. */
  isTriedEnough(id: Id): boolean {
    return this.hereMs(id) >= Math.min(this.ladderMs, LEAST_ASKED_MS);
  }

  /** By our own clock, in this process. */
  hereMs(id: Id): number {
    const nowMs = this.clock.monotonic();
    return nowMs - (this.begun.get(id) ?? nowMs);
  }
}
