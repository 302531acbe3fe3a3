import {
  FORGETTING_KINDS,
  ok,
  refuse,
  uuidV7,
  type Bilingual,
  type CanonicalParams,
  type Clock,
  type CommandId,
  type CommandIntent,
  type CommandStore,
  type CommandTx,
  type PaymentId,
  type PaymentRecord,
  type Random,
  type Result,
  type TerminalRecord,
} from '@payport/domain';
import { busyMembers, ClaimLost, outOfUse, paymentMember, type Refusal } from '../payments/index.ts';
import type { DriverDirectory, TerminalSessions } from '../terminal-sessions/index.ts';
import { isUndoOnDevice } from '../two-phase/index.ts';
import { actorOf, type CommandRequest, type StartedCommand } from './command-requests.ts';

export interface CommandsServicePorts {
  readonly commands: CommandStore;
  readonly drivers: DriverDirectory;
  readonly sessions: TerminalSessions;
  readonly clock: Clock;
  readonly random: Random;
  readonly instanceId: string;
  /** Who speaks to devices about open payments: what is being said, or may be on its device, cannot be taken away. */
  readonly recovery: {
    readonly isAsking: (id: PaymentId) => boolean;
    /** How long this process has asked about the payment, and how long it has known of an undo without an answer, ms. */
    readonly askedForMs: (id: PaymentId) => number;
    readonly undoSeenForMs: (id: PaymentId) => number;
  };
}

const UNDECIDED_HERE: Bilingual = {
  ru: 'На этом терминале есть операция, исход которой неизвестен, а после этого терминал о ней забудет. Сначала узнайте, чем она кончилась, или подтвердите, что видели её',
  en: 'The outcome of an operation on this terminal is not known, and after this the terminal forgets it. First find out how it ended, or acknowledge that it was seen',
};

const paramsOf = ({ terminalId, kind }: CommandRequest): CanonicalParams => ({ '/operation': kind, '/terminalId': terminalId });

/** The fields in which an earlier request under the same key was another one. */
const differences = (earlier: CanonicalParams, later: CanonicalParams): readonly string[] =>
  [...new Set([...Object.keys(earlier), ...Object.keys(later)])].filter((pointer) => (earlier[pointer] ?? null) !== (later[pointer] ?? null)).sort();

/** The rules by which a terminal takes a command: one transaction of replay, guards, intent and claim. Nothing is sent here. */
export class CommandsService {
  constructor(private readonly ports: CommandsServicePorts) {}

  /** A gateway that may not send (`mayBegin`) still answers repeats. */
  async start(request: CommandRequest, mayBegin: boolean): Promise<Result<StartedCommand, Refusal>> {
    const { idempotencyKey: key, propertyId } = request;
    try {
      return await this.ports.commands.transaction(key === null ? [] : [`key:${propertyId}:${key}`], (tx) => this.decide(tx, request, mayBegin));
    } catch (error) {
      if (error instanceof ClaimLost) return refuse({ code: 'terminal-busy', members: error.members });
      throw error;
    }
  }

  private async decide(tx: CommandTx, request: CommandRequest, mayBegin: boolean): Promise<Result<StartedCommand, Refusal>> {
    const replay = await this.replay(tx, request);
    if (replay) return replay;
    if (!mayBegin) return refuse({ code: 'unavailable' });
    const terminal = await tx.terminal(request.propertyId, request.terminalId);
    if (!terminal) return refuse({ code: 'terminal-not-found' });
    if (!(await this.ports.sessions.commandsOf(terminal)).includes(request.kind)) {
      return refuse({ code: 'operation-not-supported', members: { operation: request.kind } });
    }
    // A terminal that is being set up, or that does not answer, is just what a link test is for.
    const tested = request.kind === 'link_test';
    const unusable = tested ? null : outOfUse(terminal);
    if (unusable) return refuse(unusable);
    // Such a payment is looked into by asking the device, which a command of these kinds makes forget.
    const undecided = FORGETTING_KINDS.includes(request.kind) ? await tx.undecidedOnTerminal(terminal.id) : [];
    const claim = await tx.claim(terminal.deviceAddress);
    const holder = undecided.find(({ id }) => id === claim?.paymentId);
    const taken = holder && (this.ports.recovery.isAsking(holder.id) || (await this.mayBeOnDevice(tx, holder, terminal)));
    if (claim && (taken !== false || claim.instanceId !== this.ports.instanceId)) {
      return refuse({ code: 'terminal-busy', members: busyMembers(claim) });
    }
    const blocking = undecided.find(({ id }) => !request.acknowledged.includes(id));
    if (blocking) return refuse({ code: 'open-payment', members: paymentMember(blocking), detail: UNDECIDED_HERE });
    if (terminal.offlineSinceMs !== null && !tested) {
      return refuse({ code: 'terminal-offline', members: { offlineSince: new Date(terminal.offlineSinceMs).toISOString() } });
    }
    return this.record(tx, request, terminal, undecided);
  }

  /** An order whose run has not provably ended may still be on the screen: freed now, the device would charge the next guest for it. */
  private async mayBeOnDevice(tx: CommandTx, payment: PaymentRecord, terminal: TerminalRecord): Promise<boolean> {
    const { recovery, drivers } = this.ports;
    const { stepLimitMs } = await drivers.of(terminal);
    const events = await tx.events(payment.id);
    // What is asked about now is the undo: the order itself is over.
    if (payment.status !== 'unknown') return isUndoOnDevice(events) && recovery.undoSeenForMs(payment.id) < stepLimitMs;
    return recovery.askedForMs(payment.id) < stepLimitMs && !events.some(({ evidence }) => evidence['runEnded'] === true);
  }

  private async replay(tx: CommandTx, request: CommandRequest): Promise<Result<StartedCommand, Refusal> | null> {
    if (request.idempotencyKey === null) return null;
    const earlier = await tx.commandByKey(request.propertyId, request.idempotencyKey);
    if (!earlier) return null;
    const fields = differences(earlier.params, paramsOf(request));
    if (fields.length > 0 || earlier.id === null) {
      return refuse({ code: 'idempotency-key-reused', fields: fields.map((pointer) => ({ pointer, code: 'differs' })) });
    }
    const command = await tx.command(earlier.id);
    if (!command) throw new Error('a key names a command that cannot be read');
    return ok({ replayed: true, command });
  }

  private async record(
    tx: CommandTx,
    request: CommandRequest,
    terminal: TerminalRecord,
    undecided: readonly PaymentRecord[],
  ): Promise<Result<StartedCommand, Refusal>> {
    const { clock, random, drivers, instanceId } = this.ports;
    const intent: CommandIntent = {
      id: uuidV7(clock, random) as CommandId,
      propertyId: request.propertyId,
      terminalId: terminal.id,
      kind: request.kind,
      requestedBy: request.requestedBy,
      dueAtMs: request.dueAtMs,
      deviceReference: (await drivers.definition(terminal)).newReference(random),
      instanceId,
      createdAtMs: clock.now(),
    };
    const settles = request.kind === 'settlement';
    await tx.insertCommand(intent, settles ? { acknowledged: undecided.map(({ id }) => id) } : null);
    if (request.idempotencyKey !== null) await tx.addCommandKey(intent, request.idempotencyKey, paramsOf(request));
    for (const payment of undecided) await forget(tx, payment, intent);
    const token = await tx.takeClaim({
      address: terminal.deviceAddress,
      terminalId: terminal.id,
      holder: settles ? 'settlement' : 'service',
      paymentId: null,
      commandId: intent.id,
      cashier: request.requestedBy.name,
      instanceId,
      takenAtMs: intent.createdAtMs,
    });
    if (token === null) {
      const holder = await tx.claim(terminal.deviceAddress);
      throw new ClaimLost(holder ? busyMembers(holder) : {});
    }
    // Somebody began to speak about one of them while this was being written; from here on its row is ours, and he waits.
    if (undecided.some(({ id }) => this.ports.recovery.isAsking(id))) throw new ClaimLost({});
    const command = await tx.command(intent.id);
    if (!command) throw new Error('a command just recorded cannot be read');
    return ok({ replayed: false, command });
  }
}

/** The command destroys what the device knows of this payment; that somebody accepted it belongs to the payment's history. */
async function forget(tx: CommandTx, payment: PaymentRecord, intent: CommandIntent): Promise<void> {
  await tx.append({
    paymentId: payment.id,
    seq: payment.lastSeq + 1,
    atMs: intent.createdAtMs,
    type: 'note',
    from: payment.status,
    to: payment.status,
    stage: null,
    cause: intent.kind === 'settlement' ? 'batch_closed_over' : 'initialised_over',
    actor: actorOf(intent.requestedBy),
    evidence: intent.kind === 'settlement' ? { settlementId: intent.id } : { commandId: intent.id },
  });
  await tx.freeTerminalOf(payment.id);
}
