import {
  outcomeOf,
  refuse,
  type Clock,
  type PaymentEvent,
  type PaymentFilter,
  type PaymentId,
  type PaymentPage,
  type PaymentRecord,
  type PaymentStore,
  type PropertyId,
  type Result,
} from '@payport/domain';
import type { TerminalSessions } from '../terminal-sessions/index.ts';
import { recordPosting, type PostingReport } from './folio-posting.ts';
import { mayBegin } from './may-begin.ts';
import type { Confirmation, Refusal, RollbackOrder, StartCommand, Started } from './payment-commands.ts';
import type { PaymentFeed } from './payment-feed.ts';
import type { PaymentRunner } from './payment-runner.ts';
import type { Person } from './payment-resolution.ts';
import type { EngineLog, PaymentsService } from './payments.service.ts';

export interface FacadePorts {
  readonly service: PaymentsService;
  readonly runner: PaymentRunner;
  readonly sessions: TerminalSessions;
  readonly store: PaymentStore;
  readonly feed: PaymentFeed;
  readonly clock: Clock;
  readonly log: Pick<EngineLog, 'warn'>;
  /** The right to send for what begins now; it ends with this gateway's lease. */
  readonly permit: () => () => Promise<void>;
  readonly confirm: (command: Confirmation) => Promise<Result<PaymentRecord, Refusal>>;
  readonly rollback: (command: RollbackOrder) => Promise<Result<PaymentRecord, Refusal>>;
  readonly askAgain: (id: PaymentId, by: Person) => Promise<Result<void, 'not_unknown'>>;
}

/** What Sonata and the portal may ask of payments. */
export class Payments {
  private accepting = true;
  private readonly starting = new Set<Promise<unknown>>();

  constructor(private readonly ports: FacadePorts) {}

  /** A new payment's order goes to its device before this resolves; a replay changes nothing. */
  async start(command: StartCommand): Promise<Result<Started, Refusal>> {
    if (!this.accepting) return refuse({ code: 'unavailable' });
    const begun = this.begin(command);
    this.starting.add(begun);
    try {
      return await begun;
    } finally {
      this.starting.delete(begun);
    }
  }

  private async begin(command: StartCommand): Promise<Result<Started, Refusal>> {
    const maySend = this.ports.permit();
    const started = await this.ports.service.start(command, await mayBegin(maySend, this.ports.log));
    if (started.ok && !started.value.replayed) this.ports.runner.begin(started.value.payment, started.value.terminal, maySend);
    return started;
  }

  async cancel(propertyId: PropertyId, id: PaymentId, actor: string): Promise<Result<PaymentRecord, Refusal>> {
    const asked = await this.ports.service.requestCancel(propertyId, id, actor);
    if (asked.ok) this.ports.sessions.stop(id);
    return asked;
  }

  /** The hotel's system has posted a held payment: from now on it is only committed. */
  confirm(command: Confirmation): Promise<Result<PaymentRecord, Refusal>> {
    return this.ports.confirm(command);
  }

  /** The hotel's system will not post a held payment: it is undone. */
  rollback(command: RollbackOrder): Promise<Result<PaymentRecord, Refusal>> {
    return this.ports.rollback(command);
  }

  /** The hotel system's own posting in the folio; see `recordPosting`. */
  async reportPosting(report: PostingReport): Promise<Result<PaymentRecord, Refusal>> {
    const { store, clock, feed } = this.ports;
    const recorded = await store.transaction([], (tx) => recordPosting(tx, report, clock.now()));
    if (recorded.ok) feed.publish(report.id, recorded.value);
    return recorded;
  }

  /** Null for an unknown id and for another property's payment alike. */
  async find(propertyId: PropertyId, id: PaymentId): Promise<PaymentRecord | null> {
    const payment = await this.ports.store.find(id);
    return payment?.propertyId === propertyId ? payment : null;
  }

  list(filter: PaymentFilter): Promise<PaymentPage> {
    return this.ports.store.list(filter);
  }

  events(id: PaymentId, afterSeq = 0): Promise<readonly PaymentEvent[]> {
    return this.ports.store.events(id, afterSeq);
  }

  subscribe(id: PaymentId, listener: () => void): () => void {
    return this.ports.feed.subscribe(id, listener);
  }

  /** Holds until the outcome is known, or `unknown`, or the time is over; `changedFrom` waits for any other state. */
  waitForOutcome(payment: PaymentRecord, timeoutMs: number, signal?: AbortSignal): Promise<PaymentRecord> {
    return this.wait(payment, (current) => outcomeOf(current.status) !== 'pending', timeoutMs, signal);
  }

  waitForChange(payment: PaymentRecord, done: (current: PaymentRecord) => boolean, timeoutMs: number, signal?: AbortSignal): Promise<PaymentRecord> {
    return this.wait(payment, done, timeoutMs, signal);
  }

  private async wait(
    payment: PaymentRecord,
    done: (current: PaymentRecord) => boolean,
    timeoutMs: number,
    signal: AbortSignal | undefined,
  ): Promise<PaymentRecord> {
    const read = (): Promise<PaymentRecord | null> => this.ports.store.find(payment.id);
    return (await this.ports.feed.waitFor(payment.id, { read, done, timeoutMs, signal })) ?? payment;
  }

  askAgain(id: PaymentId, by: Person): Promise<Result<void, 'not_unknown'>> {
    return this.ports.askAgain(id, by);
  }

  /** From here on new payments are refused; running ones go on. Resolves when none is between its request and its order. */
  async stopAccepting(): Promise<void> {
    this.accepting = false;
    await Promise.allSettled(this.starting);
  }

  /** Ends held answers and event streams: their callers get the payment as it stands, and may ask again after the restart. */
  releaseWaiters(): void {
    this.ports.feed.close();
  }

  hasReleasedWaiters(): boolean {
    return this.ports.feed.isClosed();
  }

  isAccepting(): boolean {
    return this.accepting;
  }
}
