import type {
  AcquirerOperations,
  BankOperationStore,
  Clock,
  CommandStore,
  InstanceStore,
  DoubtfulPayments,
  PaymentId,
  PaymentStore,
  Random,
} from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { AcquirerEvidence, BankProofs, EvidenceWatch, RegistryEvidence } from '../bank-evidence/index.ts';
import { DeadGateways, InstanceLease } from '../instance/index.ts';
import {
  ContradictionRefunds,
  PersonRefunds,
  PaymentFeed,
  PaymentResolutions,
  PaymentRunner,
  Payments,
  PaymentsService,
  replayOutcomes,
  type Checkpoints,
  type EngineLog,
  type OutcomeJournal,
  type PaymentObserver,
  type StartCommand,
} from '../payments/index.ts';
import { LadderTime, RecoveryService } from '../recovery/index.ts';
import {
  CloseRecovery,
  CommandConclusion,
  CommandRunner,
  CommandsService,
  replayCloses,
  TerminalCommands,
  type CommandRunnerPorts,
  type CommandsServicePorts,
} from '../service-commands/index.ts';
import { SettlementSchedule } from '../settlements/index.ts';
import { HeldConversations, TerminalSessions, type DriverDirectory } from '../terminal-sessions/index.ts';
import { LinkWatch } from '../terminals/index.ts';
import { TwoPhase } from '../two-phase/index.ts';
import { PeerNews, type PeerPulse } from './peer-news.ts';
import { TakeOver } from './take-over.ts';

/** A drain waits for what is on the device: the terminal's own limit and a reserve. Service managers must wait longer. */
export const DRAIN_LIMIT_MS = 200_000;

export interface EngineParts {
  readonly config: GatewayConfig;
  readonly pool: Pool;
  readonly store: PaymentStore;
  readonly commands: CommandStore;
  readonly drivers: DriverDirectory;
  readonly clock: Clock;
  readonly random: Random;
  readonly checkpoints: Checkpoints;
  readonly logger: Logger;
  readonly observer: PaymentObserver;
  readonly journal: OutcomeJournal;
  readonly instances: InstanceStore;
  /** What the bank says about payments; absent: nobody can be asked. */
  readonly bank?: BankSources;
  /** When it is looked at what other gateways did; absent: at regular times. */
  readonly peerPulse?: PeerPulse;
}

export interface BankSources {
  readonly lines: BankOperationStore & DoubtfulPayments;
  /** Where the hotel has the acquirer's operations API. */
  readonly acquirer: AcquirerOperations | null;
}

/** A device works on an order no longer than this, ms: before, "there is none" at the bank says nothing. */
const LEAST_ABSENCE_MS = 300_000;

export const engineLog = (logger: Logger, observer: Pick<PaymentObserver, 'alerted'>): EngineLog => ({
  warn: (event, fields, error) => logger.warn({ ...fields, ...(error === undefined ? {} : { err: error }) }, event),
  alert: (alert, payment) => {
    logger.error({ alert: alert.kind, detail: alert.detail, paymentId: payment.id, terminalId: payment.terminalId }, 'driver_alert');
    observer.alerted(alert.kind);
  },
});

/** The payment engine put together: who may ask, who speaks to devices, who asks again. Starts and stops as one. */
export class Engine {
  readonly payments: Payments;
  readonly resolutions: PaymentResolutions;
  readonly contradictionRefunds: ContradictionRefunds;
  /** Money back by people of the portal. */
  readonly personRefunds: PersonRefunds;
  readonly commands: TerminalCommands;
  readonly schedule: SettlementSchedule;
  readonly lease: InstanceLease;
  readonly pool: Pool;
  private readonly runner: PaymentRunner;
  private readonly recovery: RecoveryService;
  private readonly twoPhase: TwoPhase;
  private readonly links: LinkWatch;
  private readonly commandRunner: CommandRunner;
  private readonly closes: CloseRecovery;
  private readonly evidence: EvidenceWatch | null;
  private readonly takeOver: TakeOver;
  private readonly peers: PeerNews;
  private readonly log: EngineLog;
  private ready = false;

  constructor(private readonly parts: EngineParts) {
    const { store, drivers, clock, random, checkpoints, config, pool, observer } = parts;
    const log = engineLog(parts.logger, observer);
    const instanceId = config.instanceId;
    this.log = log;
    this.pool = pool;
    this.lease = new InstanceLease(config, parts.instances, clock, log);
    const feed = new PaymentFeed(clock);
    const sessions = new TerminalSessions(drivers);
    const service = new PaymentsService({ store, feed, drivers, clock, random, checkpoints, instanceId, log, observer });
    const assertMaySend = this.lease.assertHeld;
    const { proofs, watch } = this.bank(feed, log);
    this.evidence = watch;
    this.twoPhase = this.heldPayments(service, feed, log, proofs);
    const { suspend, watch: onHeld } = this.twoPhase;
    this.runner = new PaymentRunner({
      payments: service,
      sessions,
      store,
      feed,
      clock,
      checkpoints,
      journal: parts.journal,
      observer,
      log,
      onUnknown: (payment) => this.recovery.schedule(payment),
      suspend,
      onHeld,
    });
    this.recovery = new RecoveryService({
      payments: service,
      sessions,
      store,
      clock,
      log,
      observer,
      instanceId,
      assertMaySend,
      ladderMs: config.recoveryWindowMs,
      isRunning: (id) => this.runner.isRunning(id),
      suspend,
      onHeld,
      bankProof: proofs.wayOut,
    });
    this.links = new LinkWatch({ pool, store, drivers, clock, log, instanceId, assertMaySend });
    const { commands } = parts;
    const conclusion = new CommandConclusion({ commands, clock, random });
    const world = { commands, store, sessions, conclusion, clock, random, log, assertMaySend };
    this.commandRunner = this.runnerOf(world);
    this.closes = new CloseRecovery({
      ...world,
      instanceId,
      ladderMs: config.recoveryWindowMs,
      isRunning: (id) => this.commandRunner.isRunning(id),
    });
    ({ takeOver: this.takeOver, peers: this.peers } = this.among(service, feed, sessions, conclusion));
    const commandsService = new CommandsService({
      commands,
      drivers,
      sessions,
      clock,
      random,
      instanceId,
      recovery: this.speakers(),
    });
    this.commands = new TerminalCommands({ service: commandsService, runner: this.commandRunner, commands, sessions, clock, log, assertMaySend });
    this.schedule = new SettlementSchedule({ commands, terminals: this.commands, conclusion, clock, random, log });
    this.payments = this.door(service, feed, sessions);
    ({ resolutions: this.resolutions, contradictionRefunds: this.contradictionRefunds, personRefunds: this.personRefunds } = this.people(feed));
  }

  /** Closes are kept like payments while the database is away. */
  private runnerOf(world: Omit<CommandRunnerPorts, 'journal' | 'checkpoints' | 'observer' | 'onUnknown'>): CommandRunner {
    const { journal, checkpoints, observer } = this.parts;
    return new CommandRunner({ ...world, journal, checkpoints, observer, onUnknown: (command) => this.closes.schedule(command) });
  }

  /** Who speaks to a device about an open payment. */
  private speakers(): CommandsServicePorts['recovery'] {
    return {
      isAsking: (id) => this.recovery.isAsking(id) || this.twoPhase.isWorking(id),
      askedForMs: (id) => this.recovery.askedForMs(id),
      undoSeenForMs: (id) => this.twoPhase.undoSeenForMs(id),
    };
  }

  /** What others may ask of payments. */
  private door(service: PaymentsService, feed: PaymentFeed, sessions: TerminalSessions): Payments {
    const { store, clock } = this.parts;
    return new Payments({
      service,
      runner: this.runner,
      sessions,
      store,
      feed,
      clock,
      log: this.log,
      permit: this.lease.permit,
      confirm: (command) => this.twoPhase.confirm(command),
      rollback: (command) => this.twoPhase.rollback(command),
      askAgain: (id: PaymentId, by) => this.recovery.askAgain(id, by),
    });
  }

  private heldPayments(payments: PaymentsService, feed: PaymentFeed, log: EngineLog, proofs: BankProofs): TwoPhase {
    const { store, drivers, clock, random, checkpoints, config } = this.parts;
    return new TwoPhase({
      payments,
      held: new HeldConversations(drivers),
      store,
      feed,
      clock,
      random,
      checkpoints,
      log,
      instanceId: config.instanceId,
      assertMaySend: this.lease.assertHeld,
      bankProof: proofs.wayOut,
      ladder: new LadderTime(clock, config.recoveryWindowMs),
      undos: new LadderTime(clock, config.recoveryWindowMs),
      isRunning: (id) => this.runner.isRunning(id),
    });
  }

  /** What people decide about payments. */
  private people(feed: PaymentFeed): Pick<Engine, 'resolutions' | 'contradictionRefunds' | 'personRefunds'> {
    const { store, observer, clock, random, drivers } = this.parts;
    const held = new HeldConversations(drivers);
    const refunds = { store, feed, clock, random, start: (command: StartCommand) => this.payments.start(command) };
    return {
      resolutions: new PaymentResolutions({
        store,
        feed,
        observer,
        clock,
        random,
        canUndo: (terminal) => held.canUndo(terminal),
        onUndo: (id) => this.twoPhase.wake(id),
      }),
      contradictionRefunds: new ContradictionRefunds(refunds),
      personRefunds: new PersonRefunds(refunds),
    };
  }

  /** The rungs above the device. */
  private bank(feed: PaymentFeed, log: EngineLog): { readonly proofs: BankProofs; readonly watch: EvidenceWatch | null } {
    const { store, observer, clock, random, bank } = this.parts;
    const lines = bank?.lines ?? null;
    const acquirer = bank?.acquirer ?? null;
    const rung3 = acquirer && new AcquirerEvidence({ acquirer, store, clock, leastAbsenceMs: LEAST_ABSENCE_MS });
    const sources = [...(rung3 ? [rung3] : []), ...(lines ? [new RegistryEvidence(lines)] : [])];
    const proofs = new BankProofs({ store, feed, observer, clock, random, sources });
    const asked = rung3 && acquirer && { evidence: rung3, delayMs: Math.max(acquirer.absenceCountsAfterMs, LEAST_ABSENCE_MS) };
    return { proofs, watch: lines && new EvidenceWatch({ lines, proofs, store, acquirer: asked, clock, log }) };
  }

  /** An import has added lines of the bank; resolves when they have been looked at. */
  async newBankLines(): Promise<void> {
    await this.evidence?.newLines();
  }

  /** What ties this gateway to others on its database. */
  private among(
    payments: PaymentsService,
    feed: PaymentFeed,
    sessions: TerminalSessions,
    conclusion: CommandConclusion,
  ): { takeOver: TakeOver; peers: PeerNews } {
    const { pool, store, commands, drivers, clock, config, journal, instances } = this.parts;
    const { log, recovery } = this;
    const dead = new DeadGateways({ instances, store, drivers, holder: config });
    const replay = async (): Promise<void> => {
      await replayOutcomes({ journal, payments, store, log, isRunning: (id) => this.runner.isRunning(id) });
      await replayCloses({ journal, commands, conclusion, log, isRunning: (id) => this.commandRunner.isRunning(id) });
    };
    const isLocal = (id: PaymentId): boolean => this.runner.isRunning(id) || recovery.isAsking(id) || this.twoPhase.isWorking(id);
    return {
      takeOver: new TakeOver({ recovery, held: this.twoPhase, closes: this.closes, payments, replay, dead, clock, log }),
      peers: new PeerNews({
        pool,
        gateways: dead,
        feed,
        sessions,
        isLocal,
        running: () => this.runner.runningIds(),
        held: this.twoPhase,
        clock,
        pulse: this.parts.peerPulse,
        log,
      }),
    };
  }

  /** Takes the instance's name, and over what its former run left open. */
  async start(): Promise<void> {
    await this.lease.acquire();
    await this.parts.pool.query(`delete from device_claim where instance_id = $1 and holder = 'service'`, [this.parts.config.instanceId]);
    await this.parts.journal.open();
    await this.takeOver.start();
    this.links.start();
    this.schedule.start();
    this.peers.start();
    this.evidence?.start();
    this.ready = true;
  }

  /** True when a payment can be taken now. */
  isReady(): boolean {
    return this.ready && this.payments.isAccepting();
  }

  /** Orders on devices and questions to them that are under way here. */
  conversations(): number {
    const { orders, questions } = this.activity();
    return orders + questions;
  }

  activity(): { readonly orders: number; readonly questions: number } {
    return {
      orders: this.runner.runningCount() + this.commandRunner.runningCount(),
      questions: this.recovery.askingCount() + this.twoPhase.workingCount(),
    };
  }

  /**
   * Refuses new payments, lets orders and questions on devices end, and then answers whoever still waits. What has no
   * end after the limit is taken over by the next start, as after a crash.
   */
  async stop(): Promise<void> {
    const accepted = Promise.all([this.payments.stopAccepting(), this.commands.stopAccepting()]);
    this.takeOver.stop();
    this.peers.stop();
    const questions = Promise.all([
      this.recovery.stop(),
      this.twoPhase.stop(),
      this.closes.stop(),
      this.links.stop(),
      this.schedule.stop(),
      this.evidence?.stop(),
    ]);
    const drained = await this.within(DRAIN_LIMIT_MS, async () => {
      await accepted;
      await Promise.all([this.runner.drain(DRAIN_LIMIT_MS), this.commandRunner.drain(DRAIN_LIMIT_MS), questions]);
    });
    const { orders } = this.activity();
    // Whose order is still out there may yet have to keep its outcome.
    if (drained && orders === 0) await this.parts.journal.close();
    else this.log.warn('drain_incomplete', { orders });
    this.payments.releaseWaiters();
    this.commands.releaseWaiters();
    await this.lease.release();
  }

  /** True when the work ended before the limit. */
  private within(limitMs: number, work: () => Promise<void>): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const cancel = this.parts.clock.after(limitMs, () => resolve(false));
      work()
        .then(() => resolve(true), reject)
        .finally(cancel);
    });
  }
}
