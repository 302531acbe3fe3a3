import { isFinal, type DeviceAddress, type PaymentId, type PaymentRecord, type PropertyId, type Result, type TerminalId } from '@payport/domain';
import type { Refusal, StartCommand, Started } from '../../src/modules/payments/index.ts';
import type { Chance } from './chance.ts';
import type { Checker } from './checker.ts';
import type { Faults } from './faults.ts';
import type { SimulatedGateway } from './simulated-gateway.ts';

export interface DeskWorld {
  readonly chance: Chance;
  readonly faults: Faults;
  readonly checker: Checker;
  readonly sleep: (ms: number) => Promise<void>;
  readonly trace: (line: string) => void;
  /** The gateway that runs now; null while there is none. */
  readonly gateway: () => SimulatedGateway | null;
  readonly newKey: () => string;
  readonly propertyId: PropertyId;
  readonly terminals: readonly { readonly id: TerminalId; readonly address: DeviceAddress; readonly driver: string }[];
}

/** Few amounts, so that payments are easily taken for each other. */
const AMOUNTS = [150_000n, 150_000n, 99_900n, 20_001n, 1n] as const;
const TRIES = 8;
const CALLER = { apiKeyId: null, actor: 'pms', mayRefundBlind: false } as const;

type Said = { readonly payment: PaymentRecord } | { readonly refused: Refusal } | 'broken';

/** Cashiers and their PMS: they ask, tap twice, lose answers, ask again with the same key or a new one, stop, refund. */
export class FrontDesk {
  #busy = 0;
  #folios = 0;
  /** What each key started, for ever. */
  readonly #byKey = new Map<string, PaymentId>();

  constructor(private readonly world: DeskWorld) {}

  get busy(): number {
    return this.#busy;
  }

  /** A guest pays, and sometimes gets money back. */
  serve(): void {
    this.#busy += 1;
    void this.#serve().finally(() => (this.#busy -= 1));
  }

  async #serve(): Promise<void> {
    const { chance } = this.world;
    this.#folios += 1;
    const folio = `F${this.#folios}`;
    const sale = this.#command({
      terminalId: chance.pick(this.world.terminals).id,
      amountMinor: chance.pick(AMOUNTS),
      pmsTransactionNumber: chance.percent(70) ? `P${this.#folios}` : null,
      reservation: { confirmationNumber: folio, guestName: null, room: null, arrival: null, departure: null },
    });
    const paid = await this.#insist(sale, 2);
    if (paid?.status !== 'approved' || !chance.percent(35)) return;
    const atOnce = this.world.faults.strikes('refunds_at_once') ? 2 : 1;
    await Promise.all(Array.from({ length: atOnce }, () => this.#refund(sale, paid)));
  }

  async #refund(sale: StartCommand, paid: PaymentRecord): Promise<void> {
    const { chance, terminals } = this.world;
    await this.world.sleep(chance.between(0, 3_000));
    const driver = terminals.find(({ id }) => id === sale.terminalId)?.driver;
    const terminal = chance.pick(terminals.filter((one) => one.driver === driver));
    const part = chance.percent(60) ? sale.amountMinor : sale.amountMinor / 2n;
    const rrn = paid.result?.rrn ?? null;
    const byRrn = rrn !== null && chance.percent(30);
    await this.#insist(
      this.#command({
        kind: 'refund',
        terminalId: terminal.id,
        amountMinor: part === 0n ? -1n : -part,
        original: byRrn ? { rrn, authCode: null, date: null } : { paymentId: paid.id },
        reservation: sale.reservation,
      }),
      1,
    );
  }

  /** Tries until the guest is served or sent away; a new attempt only after an end without money. */
  async #insist(command: StartCommand, attempts: number): Promise<PaymentRecord | null> {
    let last: PaymentRecord | null = null;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      last = await this.#attempt({ ...command, idempotencyKey: this.world.newKey() });
      if (!last || !['declined', 'cancelled', 'failed'].includes(last.status)) return last;
      await this.world.sleep(this.world.chance.between(1_000, 20_000));
    }
    return last;
  }

  async #attempt(first: StartCommand): Promise<PaymentRecord | null> {
    const { chance, faults } = this.world;
    let command = first;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const said = faults.strikes('double_tap') ? await this.#twice(command) : await this.#ask(command);
      if (said === 'broken') {
        await this.world.sleep(chance.between(200, 15_000));
        // Without its number nobody can tell that a new key means the same payment.
        if (command.pmsTransactionNumber !== null && faults.strikes('retried_with_new_key'))
          command = { ...command, idempotencyKey: this.world.newKey() };
        continue;
      }
      if ('refused' in said) {
        if (!['terminal-busy', 'open-payment', 'unavailable', 'terminal-offline'].includes(said.refused.code)) return null;
        await this.world.sleep(chance.between(2_000, 40_000));
        continue;
      }
      return this.#follow(command, said.payment);
    }
    return null;
  }

  async #twice(command: StartCommand): Promise<Said> {
    const both = await Promise.all([this.#ask(command), this.world.sleep(this.world.chance.between(0, 40)).then(() => this.#ask(command))]);
    const [payment] = both.filter((said) => said !== 'broken' && 'payment' in said);
    return payment ?? both[0];
  }

  async #ask(command: StartCommand): Promise<Said> {
    const gateway = this.world.gateway();
    if (!gateway) return 'broken';
    const answer = await gateway.life.outcome(gateway.engine.payments.start(command));
    if ('broken' in answer) return 'broken';
    this.#check(command, answer.value);
    if (!answer.value.ok) {
      this.world.trace(`desk    ${command.kind} refused: ${answer.value.error.code}`);
      return { refused: answer.value.error };
    }
    return { payment: answer.value.value.payment };
  }

  /** One key, one payment, whatever happens. */
  #check(command: StartCommand, answer: Result<Started, Refusal>): void {
    if (!answer.ok) return;
    const { payment } = answer.value;
    const known = this.#byKey.get(command.idempotencyKey);
    if (known !== undefined && known !== payment.id) this.world.checker.fail(5, `one key started ${known} and ${payment.id}`);
    this.#byKey.set(command.idempotencyKey, payment.id);
    if (payment.amountMinor !== command.amountMinor) this.world.checker.fail(5, `a key was answered with a payment over ${payment.amountMinor}`);
  }

  /** Waits for the end, with what people do meanwhile. */
  async #follow(command: StartCommand, started: PaymentRecord): Promise<PaymentRecord> {
    const { chance, faults } = this.world;
    if (faults.strikes('cancelled')) void this.world.sleep(chance.between(100, 20_000)).then(() => this.#cancel(started.id));
    let payment = started;
    for (let tries = 0; tries < 40 && !isFinal(payment.status); tries += 1) {
      payment = (await this.#look(payment)) ?? payment;
      if (isFinal(payment.status)) break;
      if (payment.status === 'unknown' && faults.strikes('asked_by_hand')) await this.#askAgain(payment.id);
      if (payment.status === 'manual_review') break;
      await this.world.sleep(chance.between(1_000, 60_000));
    }
    this.world.checker.heard(payment);
    await this.#oldHabits(command, payment);
    return payment;
  }

  /** Asked again although it is known: the same answer, and nothing on the device. */
  async #oldHabits(command: StartCommand, payment: PaymentRecord): Promise<void> {
    const { faults, checker } = this.world;
    if (faults.strikes('retried_with_same_key')) {
      const said = await this.#ask(command);
      if (said !== 'broken' && 'payment' in said && said.payment.id !== payment.id) checker.fail(5, 'the same key began another payment');
    }
    if (faults.strikes('retried_with_other_body')) {
      const said = await this.#ask({ ...command, amountMinor: command.amountMinor * 2n });
      if (said !== 'broken' && !('refused' in said && ['idempotency-key-reused', 'unavailable'].includes(said.refused.code))) {
        checker.fail(5, 'a key was taken for another amount');
      }
    }
    if (command.pmsTransactionNumber !== null && payment.status === 'approved' && faults.strikes('retried_with_new_key')) {
      const said = await this.#ask({ ...command, idempotencyKey: this.world.newKey() });
      if (said !== 'broken' && 'payment' in said && said.payment.id !== payment.id) checker.fail(5, 'a new key charged the same number twice');
    }
  }

  async #look(payment: PaymentRecord): Promise<PaymentRecord | null> {
    const gateway = this.world.gateway();
    if (!gateway) return null;
    const { payments } = gateway.engine;
    const found = await gateway.life.outcome(payments.find(this.world.propertyId, payment.id));
    if ('broken' in found || found.value === null) return null;
    const waited = await gateway.life.outcome(payments.waitForOutcome(found.value, this.world.chance.between(5_000, 120_000)));
    if ('broken' in waited) return null;
    this.world.checker.heard(waited.value);
    return waited.value;
  }

  async #cancel(id: PaymentId): Promise<void> {
    const gateway = this.world.gateway();
    if (!gateway) return;
    const answer = await gateway.life.outcome(gateway.engine.payments.cancel(this.world.propertyId, id, 'pms'));
    if ('value' in answer) this.world.trace(`desk    cancel ${answer.value.ok ? 'taken' : answer.value.error.code}`);
  }

  async #askAgain(id: PaymentId): Promise<void> {
    const gateway = this.world.gateway();
    if (gateway) await gateway.life.outcome(gateway.engine.payments.askAgain(id, 'manager'));
  }

  #command(over: Partial<StartCommand> & Pick<StartCommand, 'terminalId' | 'amountMinor'>): StartCommand {
    return {
      propertyId: this.world.propertyId,
      kind: 'sale',
      currency: 'RUB',
      idempotencyKey: '',
      pmsTransactionNumber: null,
      reservation: null,
      folio: null,
      original: null,
      cashier: 'Анна',
      workstation: 'FRONT-1',
      comment: null,
      details: null,
      confirmation: 'auto',
      acknowledged: { duplicateOf: [], openPayment: [] },
      caller: CALLER,
      ...over,
    };
  }
}
