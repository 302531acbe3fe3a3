import {
  isFinal,
  type DeviceAddress,
  type PaymentId,
  type PaymentRecord,
  type PropertyId,
  type Result,
  type TerminalId,
  type UserId,
} from '@payport/domain';
import type { Refusal, StartCommand, Started } from '../../src/modules/payments/index.ts';
import type { Chance } from './chance.ts';
import type { Checker } from './checker.ts';
import { commandOf } from './desk-commands.ts';
import type { Faults } from './faults.ts';
import { reportPosting } from './folio.ts';
import { decideHeld } from './held-decisions.ts';
import { decideByPeople, orderUndo } from './people.ts';
import type { SimulatedGateway } from './simulated-gateway.ts';
import type { TerminalQueue } from './terminal-queue.ts';

export interface DeskWorld {
  readonly chance: Chance;
  readonly faults: Faults;
  readonly checker: Checker;
  readonly sleep: (ms: number) => Promise<void>;
  readonly trace: (line: string) => void;
  /** The gateway that runs now; null while there is none. */
  readonly gateway: () => SimulatedGateway | null;
  readonly newKey: () => string;
  /** The order is on a device's screen, or its operation waits for a commit there. */
  readonly isOnDevice: (reference: string) => boolean;
  readonly propertyId: PropertyId;
  readonly terminals: readonly { readonly id: TerminalId; readonly address: DeviceAddress; readonly driver: string }[];
  readonly queue: TerminalQueue;
  /** Guests pay at once, and the PMS confirms nothing. */
  readonly plain: boolean;
}

const TRIES = 8;
/** How often a cashier looks again at what is not known: for longer than the ladder, after which people decide. */
const LOOKS = 120;
/** How often a guest is sent to a terminal on which somebody else pays. */
const BUSY_TRIES = 3;
/** What passes by itself, or by waiting. */
const COME_AGAIN = ['terminal-busy', 'open-payment', 'unavailable', 'terminal-offline'];

type Said = { readonly payment: PaymentRecord } | { readonly refused: Refusal } | 'broken';

const keyed = (command: StartCommand, idempotencyKey: string): StartCommand => ({ ...command, idempotencyKey });

/** One till and its PMS: asks, taps twice, loses answers, asks again with the same key or a new one, stops, waits for the end. */
export class Till {
  /** What each key started, for ever. */
  readonly #byKey = new Map<string, PaymentId>();

  constructor(private readonly world: DeskWorld) {}

  /** Tries until the guest is served or sent away; a new attempt only after an end without money. */
  async insist(command: StartCommand, attempts: number): Promise<PaymentRecord | null> {
    let last: PaymentRecord | null = null;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      last = await this.#attempt(keyed(command, this.world.newKey()));
      if (!last || !['declined', 'cancelled', 'failed'].includes(last.status)) return last;
      await this.world.sleep(this.world.chance.between(1_000, 20_000));
    }
    return last;
  }

  async #attempt(first: StartCommand): Promise<PaymentRecord | null> {
    const { chance, faults } = this.world;
    let command = first;
    let busy = 0;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const turn = this.world.queue.turn(command.terminalId);
      if (turn) await turn;
      const said = faults.strikes('double_tap') ? await this.#twice(command) : await this.#ask(command);
      if (said === 'broken') {
        await this.world.sleep(chance.between(200, 15_000));
        // Without its number nobody can tell that a new key means the same payment.
        if (command.pmsTransactionNumber !== null && faults.strikes('retried_with_new_key')) command = keyed(command, this.world.newKey());
        continue;
      }
      if ('refused' in said) {
        if (!COME_AGAIN.includes(said.refused.code)) return null;
        if (said.refused.code === 'terminal-busy' && (busy += 1) === BUSY_TRIES) return null;
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
    let payment = await this.#untilKnown(started);
    this.world.checker.heard(payment);
    await this.#oldHabits(command, payment);
    if (payment.status === 'manual_review' && (await orderUndo(this.world, payment, () => this.#anotherGuest(payment))))
      payment = await this.#untilKnown(payment);
    if (payment.status === 'manual_review' && faults.strikes('decided_by_people')) await decideByPeople(this.world, payment);
    if (payment.status === 'approved' && chance.percent(25)) await reportPosting(this.world, payment);
    return payment;
  }

  /** Somebody else pays at the terminal of a payment that waits for people. */
  #anotherGuest({ propertyId, terminalId, amountMinor }: PaymentRecord): Promise<PaymentRecord | null> {
    // Of the same amount, by which alone nobody could tell them apart.
    return this.insist(commandOf(propertyId, { terminalId, amountMinor }), 2);
  }

  /** Until it is final or waits for a person; asks by hand now and then, and decides about what is held. */
  async #untilKnown(started: PaymentRecord): Promise<PaymentRecord> {
    const { chance, faults } = this.world;
    let payment = started;
    let decided = false;
    for (let tries = 0; tries < LOOKS && !isFinal(payment.status); tries += 1) {
      payment = (await this.#look(payment)) ?? payment;
      if (isFinal(payment.status)) break;
      if (payment.status === 'unknown' && faults.strikes('asked_by_hand')) await this.#askAgain(payment.id);
      if (payment.status === 'held' && !decided) {
        decided = true;
        await decideHeld(this.world, payment);
      }
      if (payment.status === 'manual_review') break;
      await this.world.sleep(chance.between(1_000, 60_000));
    }
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
      const said = await this.#ask(keyed(command, this.world.newKey()));
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
    if (gateway) await gateway.life.outcome(gateway.engine.payments.askAgain(id, { id: 'manager' as UserId, name: 'manager' }));
  }
}
