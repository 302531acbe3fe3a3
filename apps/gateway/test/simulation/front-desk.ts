import type { PaymentRecord } from '@payport/domain';
import { capturedMinor, type OriginalRequest } from '../../src/modules/payments/index.ts';
import { closeDay } from './day-end.ts';
import { captureOf, commandOf, refundOf, voidOf } from './desk-commands.ts';
import { Till, type DeskWorld } from './till.ts';

/** Few amounts, so that payments are easily taken for each other. */
const AMOUNTS = [150_000n, 150_000n, 99_900n, 20_001n, 1n] as const;

/** Cashiers and their guests: who pays, who reserves and pays later, who gets money back, and how. */
export class FrontDesk {
  #busy = 0;
  #folios = 0;
  readonly #till: Till;

  constructor(private readonly world: DeskWorld) {
    this.#till = new Till(world);
  }

  get busy(): number {
    return this.#busy;
  }

  /** Somebody has a terminal close its day. */
  closeDay(): void {
    this.#busy += 1;
    void closeDay(this.world, this.world.chance.pick(this.world.terminals).id).finally(() => (this.#busy -= 1));
  }

  /** A guest comes, and sometimes gets money back. */
  serve(): void {
    this.#busy += 1;
    void this.#serve().finally(() => (this.#busy -= 1));
  }

  async #serve(): Promise<void> {
    const { chance } = this.world;
    const paid = chance.percent(15) && !this.world.plain ? await this.#checkIn() : await this.#sell('sale');
    if (paid?.status === 'approved' && chance.percent(35)) await this.#giveBack(paid);
  }

  #sell(kind: 'sale' | 'preauthorization'): Promise<PaymentRecord | null> {
    const { chance, propertyId, plain } = this.world;
    this.#folios += 1;
    const command = commandOf(propertyId, {
      kind,
      confirmation: kind === 'sale' && chance.percent(30) && !plain ? 'pms' : 'auto',
      terminalId: this.world.queue.choose(),
      amountMinor: chance.pick(AMOUNTS),
      pmsTransactionNumber: chance.percent(70) ? `P${this.#folios}` : null,
      reservation: { confirmationNumber: `F${this.#folios}`, guestName: null, room: null, arrival: null, departure: null },
    });
    return this.#till.insist(command, 2);
  }

  /** Reserves money, and takes some or all of it when the guest leaves. */
  async #checkIn(): Promise<PaymentRecord | null> {
    const { chance, faults } = this.world;
    const reserved = await this.#sell('preauthorization');
    if (reserved?.status !== 'approved') return null;
    await this.world.sleep(chance.between(0, 60_000));
    const most = capturedMinor(reserved);
    const released = faults.strikes('released');
    if (released && chance.percent(50)) await this.#till.insist(voidOf(reserved), 1);
    if (faults.strikes('captured_too_much')) await this.#till.insist(captureOf(reserved, most + 1n), 1);
    const captures = Array.from({ length: faults.strikes('captures_at_once') ? 2 : 1 }, () => {
      const amountMinor = chance.percent(60) || most === 1n ? most : most / 2n;
      return this.#till.insist(captureOf(reserved, amountMinor), 2);
    });
    const [, ...taken] = await Promise.all([released ? this.#till.insist(voidOf(reserved), 1) : null, ...captures]);
    return taken.find((capture) => capture?.status === 'approved') ?? null;
  }

  async #giveBack(paid: PaymentRecord): Promise<void> {
    const { faults, chance } = this.world;
    const atOnce = faults.strikes('refunds_at_once');
    const mixed = faults.strikes('voids_at_once');
    const voided = mixed || chance.percent(40);
    await Promise.all([
      voided ? this.#void(paid) : this.#refund(paid),
      ...(atOnce ? [this.#refund(paid)] : []),
      ...(mixed ? [chance.percent(50) ? this.#void(paid) : this.#refund(paid)] : []),
    ]);
  }

  /** Undoes it whole; where the terminal will not, the money goes back as a refund. */
  async #void(paid: PaymentRecord): Promise<void> {
    await this.world.sleep(this.world.chance.between(0, 3_000));
    const ended = await this.#till.insist(voidOf(paid), 1);
    if (ended === null || ended.status === 'declined') await this.#refund(paid);
  }

  async #refund(paid: PaymentRecord): Promise<void> {
    const { chance, terminals, sleep } = this.world;
    await sleep(chance.between(0, 3_000));
    const driver = terminals.find(({ id }) => id === paid.terminalId)?.driver;
    const terminal = chance.pick(terminals.filter((one) => one.driver === driver));
    const whole = capturedMinor(paid);
    const part = chance.percent(60) || whole === 1n ? whole : whole / 2n;
    await this.#till.insist(refundOf(paid, part, { terminalId: terminal.id, original: this.#original(paid) }), 1);
  }

  /** By our id, by the bank's reference, or by nothing but the reservation. */
  #original(paid: PaymentRecord): OriginalRequest | null {
    const { chance } = this.world;
    const rrn = paid.result?.rrn ?? null;
    if (rrn !== null && chance.percent(30)) return { rrn, authCode: null, date: null };
    return chance.percent(20) ? null : { paymentId: paid.id };
  }
}
