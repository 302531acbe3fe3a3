import type { CommandId, PaymentId, SettlementRecord } from '@payport/domain';
import type { Changes, MemoryDatabase, StoredPayment } from '@payport/testing';
import type { SimulatedDevice } from './bank/simulated-device.ts';

/** Rule 15: a close is sent once, under its claim, and over no payment that may still be asked about unless somebody knows it. */
export class SettlementRules {
  /**
   * The wall clock was set back: which operations a batch holds is a belief by time, and a batch that is empty although one is
   * believed to be in it counts as closed. Nothing is lost by that: there is nothing in it.
   */
  timesAreUnsure = false;
  readonly #closed = new Map<CommandId, number>();
  /** Payments that waited for a person when the close was asked for: whoever asks the device about them since then comes too late. */
  readonly #leftToPeople = new Map<CommandId, ReadonlySet<PaymentId>>();

  constructor(
    private readonly database: MemoryDatabase,
    private readonly fail: (rule: number, what: string) => void,
  ) {}

  /** A device closes its day; what it knew of payments is gone. Tells which of them nobody can be blamed for not knowing. */
  closed({ tid, operation }: SimulatedDevice): readonly string[] {
    const terminal = [...this.database.terminals.values()].find((one) => one.tid === tid);
    const claim = terminal && this.database.claims.get(terminal.deviceAddress);
    const command = claim?.commandId == null ? undefined : this.database.commands.get(claim.commandId);
    if (operation) this.fail(15, `${tid} was closed beside ${operation.order.reference}`);
    if (command?.kind !== 'settlement' || command.status === 'accepted') {
      this.fail(15, `${tid} was closed without a durable order to do so`);
      return [];
    }
    const times = (this.#closed.get(command.id) ?? 0) + 1;
    this.#closed.set(command.id, times);
    if (times > 1) this.fail(15, `${tid} was closed ${times} times for one order`);
    const open = [...this.database.payments.values()].filter(({ terminalId, status }) => terminalId === terminal?.id && status === 'unknown');
    for (const { deviceReference, id } of open) {
      const isLeft = command.acknowledged.includes(id) || this.#leftToPeople.get(command.id)?.has(id);
      if (!isLeft) this.fail(15, `${tid} was closed over ${deviceReference}, which nobody had accepted`);
    }
    return open.map(({ deviceReference }) => deviceReference);
  }

  /** Tells whose device was, or may have been, told to forget. */
  isClosedOver(payment: StoredPayment): boolean {
    const accepted = [...this.database.commands.values()].some(({ acknowledged }) => acknowledged.includes(payment.id));
    return accepted || this.database.closedSince(payment.terminalId, payment.dispatchedAtMs ?? payment.createdAtMs);
  }

  committed({ commands }: Changes): void {
    for (const command of commands.values()) {
      if (!this.#leftToPeople.has(command.id)) this.#leftToPeople.set(command.id, this.#waitingOn(command));
      const times = this.#closed.get(command.id) ?? 0;
      const by = command.evidence?.['by'];
      // Nothing was in it: then it makes no difference whether the device called that a close or refused it.
      const emptied = by === 'nothing_to_close' || (this.timesAreUnsure && by === 'tape_is_empty');
      if (command.status === 'done' && times !== 1 && !emptied) {
        const why = JSON.stringify(command.evidence);
        this.fail(15, `a close of ${command.terminalName} is done, and the device did it ${times} times: ${why}`);
      }
      if (command.status === 'failed' && times > 0) this.fail(15, `a close of ${command.terminalName} failed, and the device did it`);
    }
  }

  #waitingOn({ terminalId }: SettlementRecord): ReadonlySet<PaymentId> {
    const waiting = [...this.database.payments.values()].filter((payment) => payment.terminalId === terminalId && payment.status === 'manual_review');
    return new Set(waiting.map(({ id }) => id));
  }

  /** Where nothing is open any more, our side of a closed batch is the terminal's. */
  atRest(): void {
    for (const command of this.database.commands.values()) {
      if (command.status === 'accepted' || command.status === 'in_progress')
        this.fail(9, `a close of ${command.terminalName} is still ${command.status}`);
      if (command.matches === false && command.unresolved.length === 0 && !this.timesAreUnsure && !this.#followsDoubt(command)) {
        const sides = JSON.stringify([command.totals, command.gatewayTotals], (_, value: unknown) =>
          typeof value === 'bigint' ? String(value) : value,
        );
        this.fail(15, `${command.terminalName} closed other totals than ours: ${sides}`);
      }
    }
  }

  /** Where an earlier close is in doubt, nobody knows where this batch began. */
  #followsDoubt({ id, terminalId, createdAtMs }: SettlementRecord): boolean {
    const others = [...this.database.commands.values()].filter((one) => one.terminalId === terminalId && one.id !== id);
    return others.some((one) => one.status === 'unknown' && one.createdAtMs <= createdAtMs);
  }

  ends(): readonly string[] {
    return [...this.database.commands.values()].map((command: SettlementRecord) => `${command.kind} ${command.status}`);
  }
}
