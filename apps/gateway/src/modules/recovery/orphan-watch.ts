import type { Clock } from '@payport/domain';

/**
 * Things that are open although nobody here works on them, and for how long that has been seen. Measured by the clock that
 * does not jump: after a step of the wall clock an age counted from a stored time says nothing.
 */
export class OrphanWatch<Id extends string> {
  private readonly since = new Map<Id, number>();

  constructor(private readonly clock: Pick<Clock, 'monotonic'>) {}

  /** Those that were there in every look for `forMs`; one that is missing in a look begins anew. */
  ripe(ids: readonly Id[], forMs: number): ReadonlySet<Id> {
    const nowMs = this.clock.monotonic();
    const now = new Set(ids);
    for (const id of this.since.keys()) if (!now.has(id)) this.since.delete(id);
    for (const id of now) if (!this.since.has(id)) this.since.set(id, nowMs);
    return new Set(ids.filter((id) => nowMs - (this.since.get(id) ?? nowMs) >= forMs));
  }
}
