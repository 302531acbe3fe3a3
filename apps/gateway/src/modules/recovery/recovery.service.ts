import {
  amended,
  isFinal,
  ok,
  refuse,
  type CardResult,
  type Clock,
  type NewFrame,
  type PaymentEvent,
  type PaymentId,
  type PaymentRecord,
  type PaymentStatus,
  type PaymentStore,
  type Result,
  type TerminalRecord,
} from '@payport/domain';
import type { RecoveryFinding, RecoveryQuery } from '@payport/terminals-core';
import {
  FACTS_KEPT,
  factsOf,
  holdDevice,
  INTERRUPTED,
  MANUAL_REVIEW,
  moveOfFinding,
  Suspicion,
  WITH_ITS_SENDER,
  type EngineLog,
  type Move,
  type PaymentObserver,
  type PaymentsService,
  type Person,
} from '../payments/index.ts';
import type { SessionHooks, TerminalSessions } from '../terminal-sessions/index.ts';
import { alikeOperations } from './alike-operations.ts';
import { isAbsenceEarly, isMemoryIntact } from './device-memory.ts';
import { LadderTime } from './ladder-time.ts';
import { OrphanWatch } from './orphan-watch.ts';
import { delayBeforeAttempt } from './recovery-clock.ts';

/** Approved on the device, and not the ladder's: they are committed or undone. */
const HELD: readonly PaymentStatus[] = ['held', 'reversing', 'reversal_unknown'];

export interface RecoveryPorts {
  readonly payments: PaymentsService;
  readonly sessions: TerminalSessions;
  readonly store: PaymentStore;
  readonly clock: Clock;
  readonly log: EngineLog;
  readonly observer: Pick<PaymentObserver, 'asked'>;
  readonly instanceId: string;
  readonly assertMaySend: () => Promise<void>;
  /** How long rungs 0–2 are tried before a person is asked, ms. */
  readonly ladderMs: number;
  /** As the runner's. */
  readonly suspend: (payment: PaymentRecord, terminal: TerminalRecord, result: CardResult, hooks: SessionHooks) => Promise<boolean | null>;
  readonly onHeld: (payment: PaymentRecord) => void;
  /** Rungs 3 and 4: the way out that the bank proves, where it proves one. */
  readonly bankProof: (payment: PaymentRecord) => Promise<{ readonly move: Move; readonly evidence: PaymentEvent['evidence'] } | null>;
  /** True while this process itself works on that payment's order. */
  readonly isRunning: (paymentId: PaymentId) => boolean;
}

/** The ladder's lower rungs: every unknown payment's device is asked until it answers, or a person has to. */
export class RecoveryService {
  private readonly timers = new Map<PaymentId, () => void>();
  private readonly asking = new Map<PaymentId, Promise<void>>();
  private readonly orphans: OrphanWatch<PaymentId>;
  private readonly ladder: LadderTime<PaymentId>;
  private stopped = false;

  constructor(private readonly ports: RecoveryPorts) {
    this.orphans = new OrphanWatch(ports.clock);
    this.ladder = new LadderTime(ports.clock, ports.ladderMs);
  }

  /**
   * What an earlier run of this gateway left open: it knows only that it does not know, so everything that may have
   * reached a device becomes unknown and is asked about at once. `olderThanMs` spares payments that just begin: it is how long
   * they must have been seen with nobody working on them. What was `adopted` from another gateway is not spared.
   */
  async takeOver(olderThanMs = 0, adopted: ReadonlySet<PaymentId> = new Set()): Promise<number> {
    const open = (await this.ports.store.openOfInstance(this.ports.instanceId)).filter(
      ({ id, status }) => !HELD.includes(status) && !this.isAttended(id),
    );
    const ripe = this.orphans.ripe(
      open.map(({ id }) => id),
      olderThanMs,
    );
    let taken = 0;
    for (const payment of open) {
      if (!(ripe.has(payment.id) || adopted.has(payment.id)) || this.isAttended(payment.id)) continue;
      taken += 1;
      const current = payment.status === 'unknown' ? payment : await this.interrupt(payment);
      if (current.status === 'unknown') this.schedule(current, 0);
    }
    return taken;
  }

  private isAttended(id: PaymentId): boolean {
    return this.ports.isRunning(id) || this.timers.has(id) || this.asking.has(id);
  }

  private interrupt(payment: PaymentRecord): Promise<PaymentRecord> {
    return this.ports.payments.conclude(payment.id, 'gateway', (current) => {
      // Somebody may have found it out since it was read.
      if (this.ports.isRunning(current.id) || !WITH_ITS_SENDER.includes(current.status)) return null;
      const unknown: Move = { to: 'unknown', cause: 'gateway_restarted', result: null, decline: INTERRUPTED, holdsTerminal: true };
      // Accepted alone is proof that nothing was sent: the mark "about to send" is durable before the first byte.
      const move: Move = current.status === 'accepted' ? { ...unknown, to: 'failed', holdsTerminal: false } : unknown;
      return { move, evidence: { status: current.status } };
    });
  }

  /** Plans the next question to the payment's device. */
  schedule(payment: PaymentRecord, delayMs = delayBeforeAttempt(payment.recoveryAttempts)): void {
    if (this.stopped) return;
    this.ladder.begin(payment.id);
    this.timers.get(payment.id)?.();
    this.timers.set(
      payment.id,
      this.ports.clock.after(delayMs, () => {
        this.timers.delete(payment.id);
        void this.askNow(payment.id);
      }),
    );
  }

  /** A person wants the device asked at once; from `manual_review` the payment becomes unknown again. */
  async askAgain(id: PaymentId, by: Person): Promise<Result<void, 'not_unknown'>> {
    if (!(await this.ports.payments.recordAskAgain(id, by))) return refuse('not_unknown');
    this.timers.get(id)?.();
    this.timers.delete(id);
    void this.askNow(id);
    return ok(undefined);
  }

  /** True while this payment's device is being asked by this gateway. */
  isAsking(id: PaymentId): boolean {
    return this.asking.has(id);
  }

  /** How long this process has known that it has to ask about a payment, ms of our own clock; 0 where it does not. */
  askedForMs(id: PaymentId): number {
    return this.ladder.hereMs(id);
  }

  askingCount(): number {
    return this.asking.size;
  }

  /** Resolves when no question is under way; plans no more. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
    await Promise.all(this.asking.values());
  }

  private askNow(id: PaymentId): Promise<void> {
    const running = this.asking.get(id);
    if (running) return running;
    const question = this.ask(id)
      .catch(async (error: unknown) => {
        this.ports.log.warn('recovery_failed', { paymentId: id }, error);
        const payment = await this.ports.store.find(id).catch(() => null);
        // The database may be away: ask again on the ladder's clock, from its first step.
        if (payment?.status === 'unknown') this.schedule(payment);
        else if (!payment) this.retryLater(id);
      })
      .finally(() => this.asking.delete(id));
    this.asking.set(id, question);
    return question;
  }

  private retryLater(id: PaymentId): void {
    if (this.stopped) return;
    this.timers.set(
      id,
      this.ports.clock.after(delayBeforeAttempt(0), () => {
        this.timers.delete(id);
        void this.askNow(id);
      }),
    );
  }

  private async ask(id: PaymentId): Promise<void> {
    const payment = await this.ports.store.find(id);
    if (!payment || isFinal(payment.status) || payment.status !== 'unknown') return;
    const terminal = await this.ports.store.terminal(payment.terminalId);
    if (!terminal || !(await holdDevice(this.ports.store, payment, terminal.deviceAddress, this.holder()))) {
      return this.again(payment);
    }
    const frames: NewFrame[] = [];
    const suspicion = new Suspicion(terminal);
    // Looked at once: what the device was asked before its absence counted is no last word, however late the answer comes.
    const early = await isAbsenceEarly(this.ports, payment);
    const memoryIntact = !early && (await isMemoryIntact(this.ports, payment, payment.dispatchedAtMs ?? payment.createdAtMs));
    const known = { memoryIntact, alike: await alikeOperations(this.ports.store, payment), kept: await this.kept(payment) };
    const hooks: SessionHooks = {
      beforeFirstByte: this.ports.assertMaySend,
      dispatched: () => undefined,
      stage: () => undefined,
      frame: (frame) => frames.push(frame),
      alert: (alert) => {
        suspicion.hear(alert);
        this.ports.log.alert(alert, payment);
      },
    };
    const answered = await this.ports.sessions.recover(payment, terminal, known, hooks);
    const finding = suspicion.judgeFinding(answered);
    this.ports.observer.asked(finding.finding);
    await this.markReachable(payment, finding);
    // A gateway ended between the approval and the answer to "suspend": then it is said again. If that is not done now, it
    // may have been done then, and by now be undone again.
    const again = finding.finding === 'approved' && payment.confirmation === 'pms' && payment.hold === null;
    const done = again && (await this.ports.suspend(payment, terminal, finding.result, hooks)) === true;
    await this.apply(payment, finding, { early, suspended: done ? true : null }, frames);
  }

  private holder(): { readonly instanceId: string; readonly nowMs: number } {
    return { instanceId: this.ports.instanceId, nowMs: this.ports.clock.now() };
  }

  private async apply(
    payment: PaymentRecord,
    finding: RecoveryFinding,
    { early, suspended }: { readonly early: boolean; readonly suspended: boolean | null },
    frames: readonly NewFrame[],
  ): Promise<void> {
    const evidence = { finding: finding.finding, ...('rung' in finding ? { rung: finding.rung } : {}), ...finding.evidence };
    const proven = moveOfFinding(payment, finding, suspended);
    // What the device cannot tell today it may tell once its absence counts.
    const isTooEarly = early && proven?.to === 'manual_review';
    const told = proven !== null && proven.to !== 'manual_review';
    // While the device works on the order, the bank's word would give it to the next guest.
    const bank = told || finding.finding === 'in_progress' ? null : await this.ports.bankProof(payment);
    const move = bank?.move ?? (isTooEarly ? null : proven) ?? (this.exhausted(payment, finding) ? MANUAL_REVIEW : null);
    if (!move) {
      await this.ports.payments.note(payment.id, 'asked_device', 'recovery', evidence, frames);
      // A payment that was told to leave its terminal to others takes it for the question only.
      if (!payment.holdsTerminal) await this.ports.store.transaction([], (tx) => tx.releaseClaim(payment.id));
      return this.again(amended(payment, { recoveryAttempts: payment.recoveryAttempts + 1 }));
    }
    const concluded = await this.ports.payments.conclude(
      payment.id,
      'recovery',
      (current) => (current.status === 'unknown' ? { move, evidence: bank ? { ...bank.evidence, device: evidence } : evidence } : null),
      { steps: [], frames },
    );
    this.ladder.end(payment.id);
    if (concluded.status === 'held') this.ports.onHeld(concluded);
  }

  /** What its driver kept of the order while it ran, in whatever gateway that was. */
  private async kept(payment: PaymentRecord): Promise<RecoveryQuery['kept']> {
    const events = await this.ports.store.events(payment.id, 0);
    return events.filter(({ cause }) => cause === FACTS_KEPT).map(({ evidence }) => factsOf(evidence));
  }

  /** A device that still works on the order, or may do so, is not left to the next guest because a wall clock was set. */
  private exhausted(payment: PaymentRecord, { finding }: RecoveryFinding): boolean {
    return this.ladder.isOver(payment.id, payment.unknownSinceMs ?? payment.createdAtMs, finding === 'in_progress');
  }

  private again(payment: PaymentRecord): void {
    const leftMs = this.ladder.leftMs(payment.id, payment.unknownSinceMs ?? payment.createdAtMs);
    const delayMs = delayBeforeAttempt(payment.recoveryAttempts);
    // The last question comes when the ladder's time is over, not a step later.
    this.schedule(payment, leftMs > 0 ? Math.min(delayMs, leftMs) : delayMs);
  }

  private async markReachable(payment: PaymentRecord, finding: RecoveryFinding): Promise<void> {
    if (finding.finding === 'in_progress' || (finding.finding === 'cannot_tell' && !finding.conclusive)) return;
    await this.ports.store.markTerminal(payment.terminalId, { reachable: true, atMs: this.ports.clock.now() });
  }
}
