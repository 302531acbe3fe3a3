import type { CommandId, CommandRecord, CommandStore, CommandTx, DueSettlement, SettlementRecord, TerminalId } from '@payport/domain';
import { MemoryCommandTx } from './memory-command-tx.ts';
import type { MemoryDatabase } from './memory-database.ts';
import type { MemoryPaymentStore } from './memory-payment-store.ts';
import { newestFirst, UNRESOLVED } from './memory-rows.ts';
import { FAIR_CONDITIONS, type StoreConditions } from './store-conditions.ts';

const DAY_MS = 86_400_000;

/** Commands in memory, over the connections of a payment store. */
export class MemoryCommandStore implements CommandStore {
  readonly #database: MemoryDatabase;

  constructor(
    private readonly payments: MemoryPaymentStore,
    private readonly conditions: StoreConditions = FAIR_CONDITIONS,
  ) {
    this.#database = payments.database;
  }

  transaction<T>(locks: readonly string[], work: (tx: CommandTx) => Promise<T>): Promise<T> {
    return this.payments.inTransaction(locks, (transaction) => work(new MemoryCommandTx(transaction)));
  }

  async find(id: CommandId): Promise<CommandRecord | null> {
    return this.settlement(id);
  }

  async settlement(id: CommandId): Promise<SettlementRecord | null> {
    await this.conditions.statement('command_find');
    return this.#database.commands.get(id) ?? null;
  }

  async openOfInstance(instanceId: string): Promise<readonly CommandRecord[]> {
    await this.conditions.statement('command_open');
    const open = [...this.#database.commands.values()].filter(
      (one) =>
        one.instanceId === instanceId &&
        (one.status === 'accepted' || one.status === 'in_progress' || (one.status === 'unknown' && one.holdsTerminal)),
    );
    return open.sort((one, other) => -newestFirst(one, other));
  }

  /** In a house whose clock is UTC. */
  async due(nowMs: number, earlyMs: number): Promise<readonly DueSettlement[]> {
    await this.conditions.statement('command_due');
    return [...this.#database.schedules].flatMap(([terminalId, { atMs, sinceMs }]) => {
      const today = Math.floor(nowMs / DAY_MS) * DAY_MS + atMs;
      const dueAtMs = today > nowMs ? today - DAY_MS : today;
      return dueAtMs < sinceMs ? [] : this.#due(terminalId, dueAtMs, earlyMs);
    });
  }

  async recountable(): Promise<readonly CommandId[]> {
    await this.conditions.statement('command_recountable');
    const hasEnded = (id: string): boolean => {
      const payment = this.#database.payments.get(id as never);
      return payment !== undefined && !UNRESOLVED.has(payment.status);
    };
    return [...this.#database.commands.values()].filter((one) => one.closedAtMs !== null && one.unresolved.some(hasEnded)).map(({ id }) => id);
  }

  #due(terminalId: TerminalId, dueAtMs: number, earlyMs: number): readonly DueSettlement[] {
    const terminal = this.#database.terminals.get(terminalId);
    const closes = [...this.#database.commands.values()].filter((one) => one.terminalId === terminalId && one.kind === 'settlement');
    if (!terminal?.enabled || closes.some((one) => one.status === 'done' && one.createdAtMs >= dueAtMs - earlyMs)) return [];
    const mine = closes.filter((one) => one.dueAtMs === dueAtMs);
    const failures = mine.filter(({ status }) => status === 'failed').map(({ finalAtMs }) => finalAtMs ?? 0);
    return [
      {
        terminalId,
        terminalName: terminal.name,
        propertyId: terminal.propertyId,
        dueAtMs,
        failedAttempts: failures.length,
        lastFailureMs: failures.length === 0 ? null : Math.max(...failures),
        taken: closes.some(
          (one) => (one.dueAtMs === dueAtMs || one.createdAtMs >= dueAtMs - earlyMs) && one.status !== 'failed' && one.status !== 'done',
        ),
      },
    ];
  }
}
