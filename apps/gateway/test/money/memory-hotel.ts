import type { DeviceAddress, PaymentId, PaymentRecord, PropertyId, Result, TerminalId } from '@payport/domain';
import { NO_WIRES } from '@payport/terminals-core';
import { ManualClock, MemoryDatabase, MemoryPaymentStore, ScriptedProgramHost, ScriptedTerminal, SeededRandom } from '@payport/testing';
import {
  NO_CHECKPOINTS,
  NO_JOURNAL,
  NO_OBSERVER,
  PaymentFeed,
  PaymentRunner,
  PaymentsService,
  type EngineLog,
  type Refusal,
  type StartCommand,
  type Started,
} from '../../src/modules/payments/index.ts';
import { RecoveryService } from '../../src/modules/recovery/index.ts';
import { DriverDirectory, TerminalSessions } from '../../src/modules/terminal-sessions/index.ts';

export const PROPERTY = 'property' as PropertyId;
export const LADDER_MS = 30 * 60_000;
const LOG: EngineLog = { warn: () => undefined, alert: () => undefined };

/** One hotel with the real rules of payments, on a store in memory, a clock that stands still and terminals by script. */
export class MemoryHotel {
  readonly clock = new ManualClock();
  /** How far our wall clock is ahead of the database's. */
  aheadMs = 0;
  readonly database: MemoryDatabase = new MemoryDatabase(() => this.clock.now() - this.aheadMs);
  readonly terminal = new ScriptedTerminal();
  readonly store = new MemoryPaymentStore(this.database);
  readonly feed = new PaymentFeed(this.clock);
  readonly service: PaymentsService;
  readonly runner: PaymentRunner;
  readonly recovery: RecoveryService;
  private keys = 0;

  constructor() {
    const { clock, store, feed } = this;
    const random = new SeededRandom(7);
    const drivers = this.drivers();
    const sessions = new TerminalSessions(drivers);
    const instanceId = 'gateway';
    const limits = { maxSaleMinor: null, maxRefundMinor: null };
    const hotel = { id: PROPERTY, name: 'Отель', timeZone: 'Europe/Moscow', currency: 'RUB', currencies: ['RUB'], ...limits };
    this.database.properties.set(PROPERTY, hotel);
    const common = { store, feed, clock, checkpoints: NO_CHECKPOINTS, log: LOG, observer: NO_OBSERVER };
    this.service = new PaymentsService({ ...common, drivers, random, instanceId });
    const held = { suspend: () => Promise.resolve(null), onHeld: () => undefined };
    const onUnknown = (payment: PaymentRecord): void => this.recovery.schedule(payment);
    this.runner = new PaymentRunner({ ...common, ...held, payments: this.service, sessions, journal: NO_JOURNAL, onUnknown });
    this.recovery = this.anotherRun();
  }

  /** What a process that has just started knows of payments: nothing but the store. */
  anotherRun(isRunning: (id: PaymentId) => boolean = (id) => this.runner.isRunning(id)): RecoveryService {
    const { store, clock, service: payments } = this;
    return new RecoveryService({
      payments,
      sessions: new TerminalSessions(this.drivers()),
      store,
      clock,
      log: LOG,
      observer: NO_OBSERVER,
      instanceId: 'gateway',
      assertMaySend: () => Promise.resolve(),
      ladderMs: LADDER_MS,
      suspend: () => Promise.resolve(null),
      onHeld: () => undefined,
      bankProof: () => Promise.resolve(null),
      isRunning,
    });
  }

  drivers(): DriverDirectory {
    const definition = this.terminal.definition();
    const io = { clock: this.clock, random: new SeededRandom(8), programs: new ScriptedProgramHost(this.clock), wires: NO_WIRES };
    return new DriverDirectory(() => Promise.resolve(definition), io);
  }

  addTerminal(name: string, address = `scripted:${name}`): TerminalId {
    const id = name as TerminalId;
    const record = { id, propertyId: PROPERTY, name, driver: 'sberbank', settings: {}, deviceAddress: address as DeviceAddress };
    this.database.terminals.set(id, {
      ...record,
      tid: null,
      mid: null,
      enabled: true,
      offlineSinceMs: null,
      offlineReason: null,
      lastSeenAtMs: null,
      quarantine: null,
    });
    return id;
  }

  command(changes: Partial<StartCommand> = {}): StartCommand {
    this.keys += 1;
    return {
      propertyId: PROPERTY,
      terminalId: 't1' as TerminalId,
      kind: 'sale',
      amountMinor: 150_000n,
      currency: 'RUB',
      idempotencyKey: `key-${this.keys}`,
      pmsTransactionNumber: null,
      reservation: { confirmationNumber: `F${this.keys}`, guestName: null, room: null, arrival: null, departure: null },
      folio: null,
      original: null,
      cashier: null,
      workstation: null,
      comment: null,
      details: null,
      confirmation: 'auto',
      acknowledged: { duplicateOf: [], openPayment: [] },
      caller: { apiKeyId: null, actor: 'pms', mayRefundBlind: false },
      ...changes,
    };
  }

  /** Starts without waiting for the device: what the caller hears first. */
  async start(command: StartCommand): Promise<Result<Started, Refusal>> {
    const started = await this.service.start(command, true);
    if (started.ok && !started.value.replayed) this.runner.begin(started.value.payment, started.value.terminal, () => Promise.resolve());
    return started;
  }

  /** Starts, and waits until the device has been spoken to; a refusal is told by its code. */
  async pay(changes: Partial<StartCommand> = {}): Promise<PaymentRecord | string> {
    const started = await this.start(this.command(changes));
    if (!started.ok) return started.error.code;
    await this.clock.advance(0);
    return this.read(started.value.payment);
  }

  /** A payment that must have been started. */
  async paid(changes: Partial<StartCommand> = {}): Promise<PaymentRecord> {
    const payment = await this.pay(changes);
    if (typeof payment === 'string') throw new Error(`refused: ${payment}`);
    return payment;
  }

  async read({ id }: Pick<PaymentRecord, 'id'>): Promise<PaymentRecord> {
    const payment = await this.store.find(id);
    if (!payment) throw new Error(`payment ${id} does not exist`);
    return payment;
  }

  get prompts(): number {
    return this.terminal.journal.prompts.length;
  }
}
