import {
  amended,
  CANCELLABLE,
  IntentConflict,
  isFinal,
  ok,
  refuse,
  together,
  uuidV7,
  type Clock,
  type NewClaim,
  type Hold,
  type NaturalKey,
  type NewFrame,
  type PaymentAudit,
  type PaymentEvent,
  type PaymentId,
  type PaymentIntent,
  type PaymentRecord,
  type PaymentStatus,
  type PaymentStore,
  type PaymentTx,
  type PropertyId,
  type Random,
  type Result,
  type TerminalRecord,
} from '@payport/domain';
import type { DriverAlert, DriverDefinition, Evidence } from '@payport/terminals-core';
import type { DriverDirectory } from '../terminal-sessions/index.ts';
import { canonicalParams, differingFields } from './payment-params.ts';
import type { Checkpoints } from './checkpoints.ts';
import { confirmedBy, recordConfirmedRefund, resolveContradicted } from './contradiction-original.ts';
import { noteOf } from './event-note.ts';
import { personRefundOf, recordPersonRefund, resolvePersonRefund } from './person-refund.ts';
import { FACTS_KEPT } from './driver-facts.ts';
import type { Move } from './outcome-moves.ts';
import type { PaymentFeed } from './payment-feed.ts';
import type { Unwritten } from './payment-progress.ts';
import { stepEvents } from './progress-steps.ts';
import type { Refusal, StartCommand, Started } from './payment-commands.ts';
import type { PaymentObserver } from './payment-observer.ts';
import { alarmOfLateAnswer, alarmsOfMove } from './payment-alarms.ts';
import { resolveCaptured } from './capture-original.ts';
import { isAboutTerminal, tellOfTerminal } from './quarantine.ts';
import { resolveOriginal } from './refund-original.ts';
import { busyMembers, checkFields, checkNeighbours, outOfUse, type Acknowledgements } from './start-guards.ts';
import { resolveVoided } from './void-original.ts';

export interface PaymentPorts {
  readonly store: PaymentStore;
  readonly feed: PaymentFeed;
  readonly drivers: DriverDirectory;
  readonly clock: Clock;
  readonly random: Random;
  readonly checkpoints: Checkpoints;
  readonly instanceId: string;
  readonly log: EngineLog;
  readonly observer: PaymentObserver;
}

/** What the engine tells the operators; the words are stable, the fields carry no card data. */
export interface EngineLog {
  warn(event: string, fields: Readonly<Record<string, unknown>>, error?: unknown): void;
  alert(alert: DriverAlert, payment: Pick<PaymentRecord, 'id' | 'terminalId'>): void;
}

const NOTHING_UNWRITTEN: Unwritten = { steps: [], frames: [] };

/** How often a start looks again when somebody recorded the same intent at the same moment. */
const CONFLICT_TRIES = 3;

/**
 * The rules of a payment's life. Two durable commits: `start` records the intent and takes the device, `conclude`
 * records the outcome and gives the device back. Whoever speaks to the device does it between the two.
 */
export class PaymentsService {
  constructor(private readonly ports: PaymentPorts) {}

  /**
   * Replay, guards, intent and claim in one transaction under locks on folio and PMS number. The returned payment is
   * `dispatched`, and nothing has been sent yet. A gateway that may not send (`mayBegin`) still answers repeats.
   */
  async start(command: StartCommand, mayBegin: boolean): Promise<Result<Started, Refusal>> {
    const folio = command.reservation?.confirmationNumber;
    const locks = [
      `key:${command.propertyId}:${command.idempotencyKey}`,
      ...(folio === undefined || folio === null ? [] : [`folio:${command.propertyId}:${folio}`]),
      ...(command.pmsTransactionNumber === null ? [] : [`pms:${command.propertyId}:${command.pmsTransactionNumber}`]),
      // What is none of ours has no row to lock.
      ...(command.original !== null && 'rrn' in command.original ? [`rrn:${command.propertyId}:${command.original.rrn}`] : []),
    ];
    for (let left = CONFLICT_TRIES; ; left -= 1) {
      try {
        const started = await this.ports.store.transaction(locks, (tx) => this.decide(tx, command, mayBegin));
        if (started.ok && !started.value.replayed) this.ports.observer.started(started.value.payment);
        return started;
      } catch (error) {
        if (error instanceof TerminalUnusable) return refuse(outOfUse(error.terminal) ?? { code: 'terminal-disabled' });
        if (error instanceof ClaimLost) return refuse({ code: 'terminal-busy', members: error.members });
        if (!(error instanceof IntentConflict) || left <= 1) throw error;
      }
    }
  }

  private async decide(tx: PaymentTx, command: StartCommand, mayBegin: boolean): Promise<Result<Started, Refusal>> {
    const params = canonicalParams(command);
    const { pmsTransactionNumber } = command;
    // Everything that the decision may need, asked in one go; what is decided first is looked at first.
    const [replay, same, terminal, property] = await together([
      tx.byKey(command.propertyId, command.idempotencyKey),
      pmsTransactionNumber === null ? null : tx.byNaturalKey(naturalKeyOf(command, pmsTransactionNumber)),
      tx.terminal(command.propertyId, command.terminalId),
      tx.property(command.propertyId, command.currency),
    ]);
    if (replay) {
      const fields = differingFields(replay.params, params);
      if (fields.length > 0) return refuse({ code: 'idempotency-key-reused', fields: fields.map((pointer) => ({ pointer, code: 'differs' })) });
      // Another kind of operation under this key differs in its parameters, so that it was refused above.
      if (!replay.payment) throw new Error(`key of another operation with the parameters of a payment`);
      return ok({ replayed: true, payment: replay.payment });
    }
    if (same) {
      await tx.addAlias({ ...command, params, createdAtMs: this.ports.clock.now() }, same.id);
      return ok({ replayed: true, payment: same });
    }
    if (!mayBegin) return refuse({ code: 'unavailable' });
    if (!terminal) return refuse({ code: 'terminal-not-found' });
    if (!property) return refuse({ code: 'not-found' });
    const driver = await this.ports.drivers.definition(terminal);
    const wrong = checkFields(command, property, await this.ports.drivers.operations(terminal));
    if (wrong) return refuse(wrong);
    const unusable = outOfUse(terminal);
    if (unusable) return refuse(unusable);

    const original = await originalOf(tx, command, terminal);
    if (!original.ok) return original;
    const nowMs = this.ports.clock.now();
    const guards = await checkNeighbours(tx, command, { terminal, original: original.value, nowMs });
    if (!guards.ok) return guards;
    const lifeMs = command.kind === 'preauthorization' ? await this.ports.drivers.authorizationLifeMs(terminal) : null;
    const intent = this.intent(command, params, original.value, driver, nowMs, lifeMs === null ? null : nowMs + lifeMs);
    const confirmed = confirmedBy(command);
    if (confirmed) await recordConfirmedRefund(tx, confirmed, intent.id, { ...this.ports, atMs: nowMs });
    const person = personRefundOf(command);
    if (person) await recordPersonRefund(tx, person, intent, this.ports);
    return this.record(tx, intent, terminal, command.caller.actor, guards.value);
  }

  private intent(
    command: StartCommand,
    params: PaymentIntent['params'],
    original: PaymentIntent['original'],
    driver: DriverDefinition,
    nowMs: number,
    expiresAtMs: number | null,
  ): PaymentIntent {
    const { clock, random, instanceId } = this.ports;
    return {
      id: uuidV7(clock, random) as PaymentId,
      propertyId: command.propertyId,
      terminalId: command.terminalId,
      kind: command.kind,
      amountMinor: command.amountMinor,
      currency: command.currency,
      idempotencyKey: command.idempotencyKey,
      params,
      pmsTransactionNumber: command.pmsTransactionNumber,
      reservation: command.reservation,
      folio: command.folio,
      cashier: command.cashier,
      workstation: command.workstation,
      comment: command.comment,
      details: command.details,
      confirmation: command.confirmation,
      original,
      expiresAtMs,
      deviceReference: driver.newReference(random),
      instanceId,
      apiKeyId: command.caller.apiKeyId,
      createdAtMs: nowMs,
    };
  }

  private async record(
    tx: PaymentTx,
    intent: PaymentIntent,
    terminal: TerminalRecord,
    actor: string,
    seen: Acknowledgements,
  ): Promise<Result<Started, Refusal>> {
    const { id, createdAtMs: atMs } = intent;
    await tx.insert(intent);
    const claim: NewClaim = {
      address: terminal.deviceAddress,
      terminalId: terminal.id,
      holder: 'payment',
      paymentId: id,
      commandId: null,
      cashier: intent.cashier,
      instanceId: intent.instanceId,
      takenAtMs: atMs,
    };
    const token = await tx.takeClaim(claim);
    if (token === null) {
      const holder = await tx.claim(terminal.deviceAddress);
      throw new ClaimLost(holder ? busyMembers(holder) : {});
    }
    await tx.append(...firstEvents(intent, actor, seen, token));
    // Read once more under the claim: whoever had the device until now may have left it in quarantine.
    const [payment, now] = await together([tx.find(intent.propertyId, id), tx.terminal(intent.propertyId, terminal.id)]);
    if (now?.quarantine) throw new TerminalUnusable(now);
    if (!payment) throw new Error('a payment just recorded cannot be read');
    return ok({ replayed: false, payment, terminal });
  }

  /**
   * Records what became of a payment: result, event, outbox and the claim in one durable transaction. `decide` sees the
   * locked row and may find that there is nothing to do (null). Returns the payment as it then stands.
   */
  async conclude(
    id: PaymentId,
    actor: string,
    decide: (current: PaymentRecord) => { move: Move; evidence: PaymentEvent['evidence'] } | null,
    { steps, frames }: Unwritten = NOTHING_UNWRITTEN,
  ): Promise<PaymentRecord> {
    const { clock, random } = this.ports;
    const atMs = clock.now();
    const moment = { atMs, newId: () => uuidV7(clock, random) };
    let moved: PaymentStatus | null = null;
    const payment = await this.ports.store.transaction([], async (tx) => {
      const locked = await tx.lock(id);
      if (!locked) throw new Error(`payment ${id} does not exist`);
      await tx.addFrames(locked, frames);
      const { events, payment: current } = stepEvents(locked, steps);
      const decided = decide(current);
      if (decided) await tellOfTerminal(tx, current, decided.evidence, this.ports);
      if (isFinal(current.status)) {
        await tx.append(...events, noteOf(current, atMs, 'late_answer', actor, decided?.evidence ?? {}));
        if (decided) await alarmOfLateAnswer(tx, current, decided.move, moment);
        return current;
      }
      if (!decided) {
        await tx.append(...events);
        return current;
      }
      moved = current.status;
      return applyMove(tx, current, events, { ...decided, ...moment, actor });
    });
    this.ports.feed.publish(id, payment);
    if (moved !== null) this.ports.observer.moved(payment, moved);
    return payment;
  }

  /**
   * Records that a person wants the device asked again: who it was, in the payment's history and in the audit, before anything
   * is asked. From `manual_review` it becomes unknown again. @returns false where its outcome is known
   */
  async recordAskAgain(id: PaymentId, by: PaymentAudit['by']): Promise<boolean> {
    const { store, clock, random, feed, observer } = this.ports;
    const actor = `user:${by.name}`;
    let moved: PaymentStatus | null = null;
    const asked = await store.transaction([], async (tx) => {
      const current = await tx.lock(id);
      if (current?.status !== 'unknown' && current?.status !== 'manual_review') return null;
      const [atMs, newId] = [clock.now(), (): string => uuidV7(clock, random)];
      await tx.addAudit({ id: newId(), atMs, by, propertyId: current.propertyId, action: 'payment.asked_again', paymentId: id, after: null });
      if (current.status === 'unknown') {
        await tx.append(noteOf(current, atMs, 'asked_again', actor, {}));
        return current;
      }
      moved = current.status;
      const move: Move = { to: 'unknown', cause: 'asked_again', result: null, decline: current.decline, holdsTerminal: false };
      return applyMove(tx, current, [], { move, evidence: {}, atMs, newId, actor });
    });
    if (!asked) return false;
    feed.publish(id);
    if (moved !== null) observer.moved(asked, moved);
    return true;
  }

  /** Records that a stop was asked for. The caller then stops the device; what came of it is the device's word. */
  async requestCancel(propertyId: PropertyId, id: PaymentId, actor: string): Promise<Result<PaymentRecord, Refusal>> {
    const known = await this.ports.store.find(id);
    if (!known || known.propertyId !== propertyId) return refuse({ code: 'not-found' });
    const terminal = await this.ports.store.terminal(known.terminalId);
    const answer = await this.ports.store.transaction([], async (tx): Promise<Result<PaymentRecord, Refusal>> => {
      const current = await tx.lock(id);
      if (!current || !CANCELLABLE.includes(current.status)) {
        return refuse({ code: 'not-cancellable', members: { payment: { id, status: current?.status ?? known.status } } });
      }
      if (!terminal || !(await this.ports.drivers.operations(terminal)).includes('cancel')) {
        return refuse({ code: 'operation-not-supported', members: { operation: 'cancel' } });
      }
      if (current.status === 'cancelling') return ok(current);
      await tx.append({
        paymentId: id,
        seq: current.lastSeq + 1,
        atMs: this.ports.clock.now(),
        type: 'state',
        from: current.status,
        to: 'cancelling',
        stage: null,
        cause: 'stop_requested',
        actor,
        evidence: {},
      });
      return ok((await tx.find(propertyId, id)) ?? current);
    });
    if (answer.ok) this.ports.feed.publish(id);
    return answer;
  }

  /** Keeps what a driver must know of its order later, durably: see `DriverSession.keep`. */
  async keep(id: PaymentId, facts: Evidence): Promise<void> {
    await this.ports.store.transaction([], async (tx) => {
      const current = await tx.lock(id);
      // An order that is decided has no use for it, and a device that hears so much may take it for "taken".
      if (!current || isFinal(current.status)) throw new Error(`payment ${id} takes no facts any more`);
      await tx.append(noteOf(current, this.ports.clock.now(), FACTS_KEPT, 'device', facts));
    });
    await this.ports.checkpoints.reached('facts_kept', id);
  }

  /** A question to the device and what came of it, where that changed nothing: written behind. */
  async note(id: PaymentId, cause: string, actor: string, evidence: PaymentEvent['evidence'], frames: readonly NewFrame[] = []): Promise<void> {
    const write = async (tx: PaymentTx): Promise<void> => {
      const current = await tx.lock(id);
      if (!current) return;
      await tellOfTerminal(tx, current, evidence, this.ports);
      await tx.addFrames(current, frames);
      await tx.append(noteOf(current, this.ports.clock.now(), cause, actor, evidence));
      if (cause === 'asked_device') await tx.countRecoveryAttempt(id);
    };
    // Progress may be lost; that a terminal must not be used, or what it said that nobody understands, may not.
    await (isAboutTerminal(evidence) ? this.ports.store.transaction([], write) : this.ports.store.writeBehind(write));
    this.ports.feed.publish(id);
  }
}

const naturalKeyOf = (
  { propertyId, kind, terminalId, amountMinor, currency }: StartCommand,
  pmsTransactionNumber: NaturalKey['pmsTransactionNumber'],
): NaturalKey => ({ propertyId, pmsTransactionNumber, kind, terminalId, amountMinor, currency });

/** What the payment goes back to, locked and limited; null for one that stands alone. */
function originalOf(tx: PaymentTx, command: StartCommand, terminal: TerminalRecord): Promise<Result<PaymentIntent['original'], Refusal>> {
  const confirmed = confirmedBy(command);
  if (confirmed) return resolveContradicted(tx, command, confirmed, terminal);
  const person = personRefundOf(command);
  if (person) return resolvePersonRefund(tx, command, person, terminal);
  if (command.kind === 'refund') return resolveOriginal(tx, command, terminal);
  if (command.kind === 'void') return resolveVoided(tx, command, terminal);
  if (command.kind === 'capture') return resolveCaptured(tx, command);
  return Promise.resolve(ok(null));
}

/** Accepted, what the cashier was warned of, and the mark that bytes may leave. */
function firstEvents(intent: PaymentIntent, actor: string, seen: Acknowledgements, token: bigint): readonly PaymentEvent[] {
  const { id: paymentId, createdAtMs: atMs } = intent;
  const notes = (
    [
      ['open_payment_acknowledged', seen.openPayments],
      ['duplicate_acknowledged', seen.duplicates],
    ] as const
  ).filter(([, ids]) => ids.length > 0);
  return [
    { paymentId, seq: 1, atMs, type: 'state', from: null, to: 'accepted', stage: null, cause: 'requested', actor, evidence: {} },
    ...notes.map(([cause, ids], i): PaymentEvent => ({
      paymentId,
      seq: i + 2,
      atMs,
      type: 'note',
      from: 'accepted',
      to: 'accepted',
      stage: null,
      cause,
      actor,
      evidence: { payments: ids },
    })),
    {
      paymentId,
      seq: notes.length + 2,
      atMs,
      type: 'state',
      from: 'accepted',
      to: 'dispatched',
      stage: null,
      cause: 'about_to_send',
      actor: 'gateway',
      evidence: { deviceReference: intent.deviceReference, fencingToken: token.toString() },
    },
  ];
}

/** The terminal was put out of use between the guard and the claim. */
class TerminalUnusable extends Error {
  override readonly name = 'TerminalUnusable';
  constructor(readonly terminal: TerminalRecord) {
    super('the terminal was put out of use meanwhile');
  }
}

/** The device was taken between the guard and the claim; the whole transaction rolls back and the caller hears "busy". */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
  constructor(readonly members: Readonly<Record<string, unknown>>) {
    super('the device was taken meanwhile');
  }
}

/** States in which the PMS must hear of it even if nobody waits. */
const TOLD: readonly PaymentStatus[] = ['approved', 'declined', 'cancelled', 'failed', 'reversed', 'held', 'unknown', 'manual_review'];

interface Decided {
  readonly move: Move;
  readonly evidence: PaymentEvent['evidence'];
  readonly atMs: number;
  readonly actor: string;
  /** Of an alarm, where one has to be raised. */
  readonly newId: () => string;
}

/** The time to confirm runs from the first entry into `held`: what was recovered keeps its end and its confirmation. */
async function holdOf(tx: PaymentTx, current: PaymentRecord, move: Move, atMs: number): Promise<Hold> {
  if (current.hold) return current.hold;
  const hold = { confirmByMs: atMs + (await tx.confirmLimitMs(current.propertyId)), suspended: move.suspended ?? null, confirmedAs: null };
  await tx.saveHold(current.id, hold);
  return hold;
}

/** Writes a move behind the events that come before it, and tells how the payment stands after it. */
export async function applyMove(tx: PaymentTx, current: PaymentRecord, before: readonly PaymentEvent[], decided: Decided): Promise<PaymentRecord> {
  const { move, evidence, atMs, actor } = decided;
  const seq = current.lastSeq + 1;
  const result = move.result ?? current.result;
  // The result first: a final payment's result can no longer be written.
  await tx.saveOutcome(current.id, { result, decline: move.decline, holdsTerminal: move.holdsTerminal });
  const hold = move.to === 'held' ? await holdOf(tx, current, move, atMs) : current.hold;
  const { id: paymentId, status: from } = current;
  await tx.append(...before, { paymentId, seq, atMs, type: 'state', from, to: move.to, stage: null, cause: move.cause, actor, evidence });
  if (!move.holdsTerminal) await tx.releaseClaim(current.id);
  if (TOLD.includes(move.to)) await tx.addOutbox('payment.updated', current, seq, atMs);
  await alarmsOfMove(tx, current, move, decided);
  return amended(current, {
    status: move.to,
    lastSeq: seq,
    stage: null,
    result,
    decline: move.decline,
    holdsTerminal: move.holdsTerminal,
    hold,
    unknownSinceMs: current.unknownSinceMs ?? (move.to === 'unknown' ? atMs : null),
    finalAtMs: isFinal(move.to) ? atMs : null,
    updatedAtMs: Math.max(current.updatedAtMs, atMs, ...before.map((event) => event.atMs)),
  });
}
