import type { Clock } from '@payport/domain';

/**
 * Something that the gateway looks at from time to time, beside whatever else it does: one look at a time, the next one so long
 * after the last has ended. A look that fails is told, and the next one comes all the same.
 */
export abstract class TimedLook {
  /** For long looks, which end early. */
  protected stopped = false;
  private cancel = (): void => undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(private readonly time: { readonly clock: Clock; readonly everyMs: number; readonly failed: (error: unknown) => void }) {}

  /** What there is to see now; may be asked for at any time. */
  abstract look(): Promise<void>;

  start(): void {
    if (this.stopped) return;
    this.cancel = this.time.clock.after(this.time.everyMs, () => {
      this.looking = this.look()
        .catch(this.time.failed)
        .finally(() => this.start());
    });
  }

  /** No further look; one that runs is waited for. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.cancel();
    await this.looking;
  }
}
