import {
  amended,
  ok,
  refuse,
  type CardResult,
  type PaymentId,
  type PaymentRecord,
  type PaymentStatus,
  type Result,
  type TerminalRecord,
} from '@payport/domain';
import { holdDevice, type Confirmation, type Refusal, type RollbackOrder } from '../payments/index.ts';
import { delayBeforeAttempt } from '../recovery/index.ts';
import type { SessionHooks } from '../terminal-sessions/index.ts';
import { commit } from './commit-step.ts';
import { isUndecided, isUndone, notHeld, recordConfirmation } from './hold-decision.ts';
import { moveFrom, reversing } from './held-moves.ts';
import { OrderedUndo } from './ordered-undo.ts';
import { isUndoOnDevice } from './step-log.ts';
import type { NextLook, TwoPhasePorts } from './two-phase-ports.ts';
import { UndoStep } from './undo-step.ts';

const OPEN: readonly PaymentStatus[] = ['held', 'reversing', 'reversal_unknown'];

/** No hotel leaves itself more time to confirm (`confirm_by_seconds`), ms. */
const LONGEST_HOLD_MS = 600_000;

/**
 * Sales that the hotel's system has to confirm. Each one is looked at whenever something was decided and when its time is
 * over, and everything to be done follows from its row and its events: a gateway that starts anew goes on where the last
 * one ended.
 */
export class TwoPhase {
  private readonly timers = new Map<PaymentId, () => void>();
  private readonly working = new Map<PaymentId, Promise<void>>();
  /** The end of a payment's time to confirm, monotonic ms. */
  private readonly ends = new Map<PaymentId, number>();
  private readonly again = new Set<PaymentId>();
  private stopped = false;

  constructor(private readonly ports: TwoPhasePorts) {}

  /** Asks the device to undo, by itself, what it just approved unless that is committed; null: not known whether it will. */
  readonly suspend = async (payment: PaymentRecord, terminal: TerminalRecord, result: CardResult, hooks: SessionHooks): Promise<boolean | null> => {
    const { held, random } = this.ports;
    const answer = await held.change('suspend', amended(payment, { result }), terminal, await held.newReference(terminal, random), hooks);
    if (answer.outcome === 'done') return true;
    return answer.outcome === 'unknown' ? null : false;
  };

  /** The same call again is the same answer; who lost the race against the end of the time hears `not-held`. */
  async confirm(command: Confirmation): Promise<Result<PaymentRecord, Refusal>> {
    const { store, clock, feed, checkpoints } = this.ports;
    const recorded = await store.transaction([], (tx) => recordConfirmation(tx, command, clock.now()));
    if (!recorded.ok) return recorded;
    feed.publish(command.id, recorded.value);
    await checkpoints.reached('confirmed_durable', command.id);
    if (recorded.value.status === 'held') this.wake(command.id);
    return recorded;
  }

  async rollback({ propertyId, id, reason, actor }: RollbackOrder): Promise<Result<PaymentRecord, Refusal>> {
    const { store, payments, checkpoints } = this.ports;
    const known = await store.find(id);
    if (known?.propertyId !== propertyId) return refuse({ code: 'not-found' });
    if (isUndone(known)) return ok(known);
    if (!isUndecided(known)) return refuse(notHeld(known));
    const ordered = await payments.conclude(id, actor, (current) =>
      isUndecided(current) ? { move: reversing('rollback_requested'), evidence: { reason } } : null,
    );
    if (!isUndone(ordered)) return refuse(notHeld(ordered));
    await checkpoints.reached('undo_durable', id);
    this.wake(id);
    return ok(ordered);
  }

  /** From here on its time runs. */
  readonly watch = (payment: PaymentRecord): void => this.wake(payment.id);

  /** What an earlier run of this gateway, or one that died, left open. */
  async takeOver(): Promise<number> {
    const open = (await this.ports.store.openOfInstance(this.ports.instanceId)).filter(({ id, status }) => OPEN.includes(status) && !this.knows(id));
    for (const payment of open) this.wake(payment.id);
    return open.length;
  }

  /** Payments that another gateway may have decided about. */
  waiting(): readonly PaymentId[] {
    return [...this.timers.keys()];
  }

  /** True while something is said here about this payment. */
  isWorking(id: PaymentId): boolean {
    return this.working.has(id);
  }

  /** How long this process has known of an undo of this payment that may be on its device, ms of our own clock; 0 where it does not. */
  undoSeenForMs(id: PaymentId): number {
    return this.ports.undos.hereMs(id);
  }

  workingCount(): number {
    return this.working.size;
  }

  /** Resolves when nothing is said to a device; plans no more. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
    await Promise.all(this.working.values());
  }

  /** Looks at a payment now, and again if it is woken meanwhile. */
  readonly wake = (id: PaymentId): void => {
    if (this.stopped) return;
    if (this.working.has(id)) {
      this.again.add(id);
      return;
    }
    this.timers.get(id)?.();
    this.timers.delete(id);
    this.working.set(
      id,
      this.work(id).finally(() => this.working.delete(id)),
    );
  };

  private knows(id: PaymentId): boolean {
    return this.timers.has(id) || this.working.has(id) || this.ports.isRunning(id);
  }

  private async work(id: PaymentId): Promise<void> {
    let next: NextLook;
    do {
      this.again.delete(id);
      next = await this.look(id).catch((error: unknown) => {
        // The database may be away. What was decided is in it, so nothing is lost by coming again.
        this.ports.log.warn('two_phase_step_failed', { paymentId: id }, error);
        return delayBeforeAttempt(0);
      });
    } while ((this.again.has(id) || next === 0) && !this.stopped);
    if (next === null) {
      this.ports.ladder.end(id);
      this.ports.undos.end(id);
      this.ends.delete(id);
    }
    if (next === null || this.stopped) return;
    this.timers.set(
      id,
      this.ports.clock.after(next, () => {
        this.timers.delete(id);
        this.wake(id);
      }),
    );
  }

  private async look(id: PaymentId): Promise<NextLook> {
    const { store, checkpoints } = this.ports;
    const payment = await store.find(id);
    if (!payment || !OPEN.includes(payment.status)) return null;
    if (!isUndecided(payment)) return this.speak(payment);
    const leftMs = this.leftMs(payment);
    if (leftMs > 0) return leftMs;
    await letTimeEnd(this.ports, payment);
    await checkpoints.reached('undo_durable', id);
    return 0;
  }

  /** By the wall clock, and by our own where that one was set back. */
  private leftMs({ id, hold }: PaymentRecord): number {
    const { clock } = this.ports;
    const leftMs = Math.min((hold?.confirmByMs ?? 0) - clock.now(), LONGEST_HOLD_MS);
    const nowMs = clock.monotonic();
    const endMs = this.ends.get(id) ?? nowMs + leftMs;
    this.ends.set(id, endMs);
    return Math.min(leftMs, endMs - nowMs);
  }

  private async speak(payment: PaymentRecord): Promise<NextLook> {
    const { store, clock, instanceId } = this.ports;
    const terminal = await store.terminal(payment.terminalId);
    if (!terminal) throw new Error(`terminal ${payment.terminalId} does not exist`);
    this.ports.ladder.begin(payment.id);
    // Another gateway's: it hears of the decision by itself. Or the device is somebody else's for the moment.
    if (!(await holdDevice(store, payment, terminal.deviceAddress, { instanceId, nowMs: clock.now() }))) {
      return payment.instanceId === instanceId ? delayBeforeAttempt(0) : null;
    }
    if (payment.status === 'held') return commit(this.ports, payment, terminal);
    const bank = payment.status === 'reversal_unknown' ? await this.ports.bankProof(payment) : null;
    if (bank) {
      await moveFrom(this.ports, payment, bank.move, bank.evidence);
      return null;
    }
    const events = await store.events(payment.id, 0);
    if (isUndoOnDevice(events)) this.ports.undos.begin(payment.id);
    // What was never held is undone by a person's order alone.
    return payment.hold === null
      ? new OrderedUndo(this.ports, payment, terminal, events).run()
      : new UndoStep(this.ports, payment, terminal, events).run();
  }
}

/** The end of the time, under the same lock as the confirmation. */
const letTimeEnd = (ports: TwoPhasePorts, payment: PaymentRecord): Promise<PaymentRecord> =>
  ports.payments.conclude(payment.id, 'gateway', (current) =>
    isUndecided(current) ? { move: reversing('confirm_by_passed'), evidence: { confirmBy: current.hold?.confirmByMs ?? null } } : null,
  );
