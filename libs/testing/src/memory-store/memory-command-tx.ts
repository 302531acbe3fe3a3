import {
  DueTaken,
  type BatchCount,
  type BatchSpan,
  type BatchMoves,
  type BatchGroup,
  type CanonicalParams,
  type ClosedBatch,
  type CommandId,
  type CommandIntent,
  type CommandRecord,
  type CommandTx,
  type CommandUpdate,
  type NewFrame,
  type PaymentId,
  type PaymentRecord,
  type PropertyId,
  type SettlementRecord,
  type TerminalId,
} from '@payport/domain';
import type { StoredPayment } from './event-rules.ts';
import { MemoryPaymentTx } from './memory-payment-tx.ts';
import { newCommand, UNDECIDED, UNRESOLVED } from './memory-rows.ts';
import type { MemoryTransaction } from './memory-transaction.ts';

/** Commands beside payments in one transaction in memory. Alarms about terminals are Postgres' own: no rule reads them. */
export class MemoryCommandTx extends MemoryPaymentTx implements CommandTx {
  constructor(transaction: MemoryTransaction) {
    super(transaction);
  }

  command(id: CommandId): Promise<CommandRecord | null> {
    return this.tx.run('command', () => this.#command(id));
  }

  settlement(id: CommandId): Promise<SettlementRecord | null> {
    return this.tx.run('settlement', () => this.#command(id));
  }

  lockCommand(id: CommandId): Promise<CommandRecord | null> {
    return this.tx.run('lock_command', async () => {
      await this.tx.lock(`command ${id}`);
      return this.#command(id);
    });
  }

  commandByKey(propertyId: PropertyId, key: string): Promise<{ readonly id: CommandId | null; readonly params: CanonicalParams } | null> {
    return this.tx.run('command_by_key', () => {
      const name = `${propertyId} ${key}`;
      const alias = this.tx.changes.aliases.get(name) ?? this.tx.database.aliases.get(name);
      if (alias) return { id: alias.commandId ?? null, params: alias.params };
      const [payment] = this.#payments(
        this.tx.database.index.ofKey(propertyId, key),
        (one) => one.propertyId === propertyId && one.idempotencyKey === key,
      );
      return payment ? { id: null, params: payment.params } : null;
    });
  }

  insertCommand(intent: CommandIntent, settlement: { readonly acknowledged: readonly string[] } | null): Promise<void> {
    return this.tx.run('insert_command', async () => {
      const { terminalId, dueAtMs } = intent;
      if (dueAtMs !== null) await this.tx.lock(`due ${terminalId} ${dueAtMs}`);
      const taken = this.#commands((one) => one.terminalId === terminalId && one.dueAtMs === dueAtMs && one.status !== 'failed');
      if (dueAtMs !== null && taken.length > 0) throw new DueTaken('somebody else closes at this moment');
      await this.tx.lock(`command ${intent.id}`);
      const names = {
        terminalName: this.tx.database.terminals.get(terminalId)?.name ?? '',
        property: this.tx.database.properties.get(intent.propertyId) ?? null,
      };
      this.tx.changes.commands.set(intent.id, newCommand(intent, settlement?.acknowledged ?? [], names));
    });
  }

  addCommandKey(intent: CommandIntent, key: string, params: CanonicalParams): Promise<void> {
    const name = `${intent.propertyId} ${key}`;
    return this.tx.run('add_command_key', async () => {
      await this.tx.lock(`alias ${name}`);
      this.tx.changes.aliases.set(name, { paymentId: null, commandId: intent.id, params });
    });
  }

  markDispatched(id: CommandId, atMs: number): Promise<void> {
    return this.#change('command_dispatched', id, (command) =>
      command.status === 'accepted' ? { ...command, status: 'in_progress', dispatchedAtMs: atMs } : command,
    );
  }

  saveCommand(id: CommandId, update: CommandUpdate): Promise<void> {
    const { atMs, ...written } = update;
    const saved = this.#change('save_command', id, (command) => ({
      ...command,
      ...written,
      finalAtMs: update.status === 'done' || update.status === 'failed' ? atMs : null,
      unknownSinceMs: update.status === 'unknown' ? (command.unknownSinceMs ?? atMs) : command.unknownSinceMs,
    }));
    return update.holdsTerminal ? saved : saved.then(() => this.releaseCommandClaim(id));
  }

  countCommandAttempt(id: CommandId): Promise<void> {
    return this.#change('count_command_attempt', id, (command) => ({ ...command, recoveryAttempts: command.recoveryAttempts + 1 }));
  }

  addCommandFrames(command: Pick<CommandRecord, 'id' | 'terminalId'>, frames: readonly NewFrame[]): Promise<void> {
    return this.tx.send('add_command_frame', () => {
      for (const frame of frames) this.tx.changes.frames.push({ paymentId: null, terminalId: command.terminalId, frame });
    });
  }

  addSettlementOutbox(): Promise<void> {
    return this.tx.send('settlement_outbox', () => undefined);
  }

  releaseCommandClaim(id: CommandId): Promise<void> {
    return this.tx.send('release_command_claim', async () => {
      const { database, changes } = this.tx;
      const own = [...changes.claims].find(([, claim]) => claim?.commandId === id)?.[0];
      const held = own ?? [...database.claims.values()].find((claim) => claim.commandId === id && !changes.claims.has(claim.address))?.address;
      if (held === undefined) return;
      await this.tx.lock(`claim ${held}`);
      changes.claims.set(held, null);
    });
  }

  undecidedOnTerminal(terminalId: TerminalId): Promise<readonly PaymentRecord[]> {
    return this.tx.run('undecided_on_terminal', async () => {
      const wanted = (one: StoredPayment): boolean => one.terminalId === terminalId && UNDECIDED.has(one.status);
      const ids = this.#payments(this.tx.database.index.open, wanted).map(({ id }) => id);
      for (const id of ids.sort()) await this.tx.lock(`payment ${id}`);
      return ids.flatMap((id) => this.read(id) ?? []);
    });
  }

  async freeTerminalOf(id: PaymentId): Promise<void> {
    const payment = await this.lock(id);
    if (payment) await this.saveOutcome(id, { result: payment.result, decline: payment.decline, holdsTerminal: false });
    await this.releaseClaim(id);
  }

  lastCloseMs(terminalId: TerminalId): Promise<number | null> {
    return this.tx.run('last_close', () => {
      const closes = this.#commands((one) => one.terminalId === terminalId && one.closedAtMs !== null).map(({ closedAtMs }) => closedAtMs ?? 0);
      return closes.length === 0 ? null : Math.max(...closes);
    });
  }

  earlierCloseMs(close: Pick<CommandRecord, 'id' | 'terminalId' | 'dispatchedAtMs'>): Promise<number | null> {
    return this.tx.run('earlier_close', () => {
      const sent = (one: CommandRecord): boolean => one.kind === 'settlement' && ['in_progress', 'done', 'unknown'].includes(one.status);
      const isOther = (one: CommandRecord): boolean => one.terminalId === close.terminalId && one.id !== close.id && one.dispatchedAtMs !== null;
      const others = this.#commands((one) => isOther(one) && sent(one));
      const ends = others.map((one) =>
        Math.min(close.dispatchedAtMs ?? 0, Math.max(one.dispatchedAtMs ?? 0, one.unknownSinceMs ?? 0, one.finalAtMs ?? 0)),
      );
      return ends.length === 0 ? null : Math.max(...ends);
    });
  }

  momentOf(propertyId: PropertyId, hostTime: string): Promise<number> {
    return this.tx.run('moment_of', () => this.#moment(propertyId, hostTime));
  }

  countBatch({ terminalId, openedAtMs, closedAtMs, byOurClock }: BatchSpan, nowMs: number): Promise<BatchCount> {
    return this.tx.run('count_batch', () => {
      const isIn = (atMs: number, untilMs: number): boolean => (openedAtMs === null || atMs > openedAtMs) && atMs <= untilMs;
      const within = (untilMs: number) => (payment: StoredPayment) =>
        payment.terminalId === terminalId && isIn(byOurClock ? (payment.dispatchedAtMs ?? payment.createdAtMs) : this.#ranAtMs(payment), untilMs);
      const totals = { sales: { count: 0, amountMinor: 0n }, refunds: { count: 0, amountMinor: 0n }, voids: { count: 0, amountMinor: 0n } };
      const add = (group: BatchGroup | null, payment: StoredPayment): void => {
        if (group === null) return;
        const amount = payment.result?.approvedAmountMinor ?? payment.amountMinor;
        totals[group].count += 1;
        totals[group].amountMinor += amount < 0n ? -amount : amount;
      };
      const known = this.tx.database.index.ofTerminal(terminalId);
      for (const payment of this.#payments(known, within(closedAtMs))) {
        if (payment.status === 'approved') add(groupOf(payment), payment);
        else if (this.#voidedAtMs(payment) !== null) add('sales', payment);
      }
      for (const payment of this.#payments(known, (one) => one.terminalId === terminalId)) {
        const atMs = this.#voidedAtMs(payment);
        if (atMs !== null && isIn(atMs, closedAtMs)) add('voids', payment);
      }
      const open = this.#payments(known, within(Math.max(closedAtMs, nowMs))).filter(({ status }) => UNRESOLVED.has(status));
      return { totals, unresolved: open.map(({ id }) => id).sort() };
    });
  }

  movedBetween(terminalId: TerminalId, afterMs: number | null, untilMs: number): Promise<BatchMoves> {
    return this.tx.run('moved_between', () => {
      const within = ({ dispatchedAtMs: atMs }: StoredPayment): boolean => atMs !== null && (afterMs === null || atMs > afterMs) && atMs <= untilMs;
      const moved = (one: StoredPayment): boolean =>
        one.terminalId === terminalId && (one.status === 'approved' ? groupOf(one) !== null : this.#voidedAtMs(one) !== null);
      const known = this.#payments(this.tx.database.index.ofTerminal(terminalId), (one) => one.terminalId === terminalId);
      const times = known.flatMap(({ result }) => result?.hostTime ?? []).sort();
      return { moved: known.some((one) => moved(one) && within(one)), lastHostTime: times.at(-1) ?? null };
    });
  }

  saveBatch(id: CommandId, batch: ClosedBatch): Promise<void> {
    return this.#change('save_batch', id, (command) => ({ ...command, ...batch }));
  }

  raiseAlarm(): Promise<void> {
    return this.tx.send('raise_alarm', () => undefined);
  }

  clearAlarms(): Promise<void> {
    return this.tx.send('clear_alarms', () => undefined);
  }

  #command(id: CommandId): SettlementRecord | null {
    return this.tx.changes.commands.get(id) ?? this.tx.database.commands.get(id) ?? null;
  }

  #commands(wanted: (command: SettlementRecord) => boolean): SettlementRecord[] {
    const { changes, database } = this.tx;
    return [...[...database.commands.values()].filter(({ id }) => !changes.commands.has(id)), ...changes.commands.values()].filter(wanted);
  }

  #payments(ids: Iterable<PaymentId>, wanted: (payment: StoredPayment) => boolean): StoredPayment[] {
    const { changes, database } = this.tx;
    const known = [...ids].flatMap((id) => (changes.payments.has(id) ? [] : (database.payments.get(id) ?? [])));
    return [...known, ...changes.payments.values()].filter(wanted);
  }

  #change(name: string, id: CommandId, change: (command: SettlementRecord) => SettlementRecord): Promise<void> {
    return this.tx.send(name, async () => {
      await this.tx.lock(`command ${id}`);
      const command = this.#command(id);
      if (!command) throw new Error(`command ${id} does not exist`);
      this.tx.changes.commands.set(id, change(command));
    });
  }

  /** When a void of ours undid a sale that was not suspended: to its terminal that is a sale and its void. */
  #voidedAtMs({ id, status }: StoredPayment): number | null {
    if (status !== 'reversed') return null;
    const events = [...(this.tx.database.events.get(id) ?? []), ...(this.tx.changes.events.get(id) ?? [])];
    return events.find(({ type, to, evidence }) => type === 'state' && to === 'reversed' && evidence['by'] === 'void')?.atMs ?? null;
  }

  /** When a payment ran by its terminal's clock; by ours where the terminal gave no time. */
  #ranAtMs(payment: StoredPayment): number {
    const hostTime = payment.result?.hostTime ?? null;
    return hostTime === null ? (payment.dispatchedAtMs ?? payment.createdAtMs) : this.#moment(payment.propertyId, hostTime);
  }

  #moment(propertyId: PropertyId, hostTime: string): number {
    const zone = this.tx.database.properties.get(propertyId)?.timeZone;
    if (zone !== 'UTC') throw new Error('the store in memory reads host times in UTC only');
    return Date.parse(`${hostTime}Z`);
  }
}

/** A reservation and its release move nothing. */
function groupOf({ kind, original, result, amountMinor }: StoredPayment): BatchGroup | null {
  if (kind === 'preauthorization' || (kind === 'void' && original?.kind === 'preauthorization')) return null;
  if (kind === 'void' || result?.executedAs === 'void') return 'voids';
  return amountMinor < 0n ? 'refunds' : 'sales';
}
