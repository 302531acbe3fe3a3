import type { Clock, PaymentId, PaymentRecord } from '@payport/domain';

/** `current`: the payment as the commit left it, where whoever tells has it at hand. */
type Listener = (current?: PaymentRecord) => void;

/** What a held answer waits for. */
export interface Wait {
  readonly read: () => Promise<PaymentRecord | null>;
  readonly done: (payment: PaymentRecord) => boolean;
  readonly timeoutMs: number;
  /** Aborted when the caller has gone away; the payment itself is never touched by that. */
  readonly signal?: AbortSignal | undefined;
}

/** Wakes whoever waits for a payment: the held answer, the event stream. Told only after the commit. */
export class PaymentFeed {
  private readonly listeners = new Map<PaymentId, Set<Listener>>();
  private closed = false;

  constructor(private readonly clock: Clock) {}

  subscribe(id: PaymentId, listener: Listener): () => void {
    const set = this.listeners.get(id) ?? new Set();
    this.listeners.set(id, set.add(listener));
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.listeners.get(id) === set) this.listeners.delete(id);
    };
  }

  /** Payments that somebody here waits for. */
  watched(): readonly PaymentId[] {
    return [...this.listeners.keys()];
  }

  publish(id: PaymentId, current?: PaymentRecord): void {
    for (const listener of [...(this.listeners.get(id) ?? [])]) listener(current);
  }

  /** Ends every wait, now and from here on: whoever waits gets the payment as it stands. */
  close(): void {
    this.closed = true;
    for (const id of [...this.listeners.keys()]) this.publish(id);
  }

  isClosed(): boolean {
    return this.closed;
  }

  /**
   * Looks at the payment again at every change until `done` accepts it or the time is over; answers with what it saw last.
   * Subscribes before the first read, so that no change falls between.
   */
  async waitFor(id: PaymentId, { read, done, timeoutMs, signal }: Wait): Promise<PaymentRecord | null> {
    const deadline = this.clock.monotonic() + timeoutMs;
    /** Nothing changed; something did, and has to be read; or how the commit left the payment. */
    let news: 'none' | 'changed' | PaymentRecord = 'changed';
    let wake = (): void => undefined;
    const hear = (current?: PaymentRecord): void => {
      news = current ?? 'changed';
      wake();
    };
    const gone = (): void => hear();
    const unsubscribe = this.subscribe(id, hear);
    signal?.addEventListener('abort', gone);
    try {
      for (;;) {
        const heard: typeof news = news;
        news = 'none';
        const payment = typeof heard === 'string' ? await read() : heard;
        const leftMs = deadline - this.clock.monotonic();
        if (!payment || done(payment) || signal?.aborted || this.closed || leftMs <= 0) return payment;
        // It may have been told of a change while it read.
        if ((news as string | PaymentRecord) === 'none') {
          await new Promise<void>((resolve) => {
            const cancel = this.clock.after(leftMs, () => hear());
            wake = () => {
              cancel();
              resolve();
            };
          });
          wake = () => undefined;
        }
      }
    } finally {
      unsubscribe();
      signal?.removeEventListener('abort', gone);
    }
  }
}
