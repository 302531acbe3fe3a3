import type { PaymentId } from '@payport/domain';
import type { KeptOutcome, OutcomeJournal } from '../../src/modules/payments/index.ts';
import type { Faults } from './faults.ts';
import type { Life } from './life.ts';

/** What lies on the machine's disk; it outlives every life of the gateway. */
export type SimulatedDisk = Map<PaymentId, KeptOutcome>;

/** The outcome journal of one life: what a kill interrupts is on the disk or is not, and nobody hears which. */
export class SimulatedJournal implements OutcomeJournal {
  constructor(
    private readonly disk: SimulatedDisk,
    private readonly life: Life,
    private readonly faults: Faults,
  ) {}

  async open(): Promise<void> {
    await this.life.pause(5);
  }

  async keep(entry: KeptOutcome): Promise<void> {
    await this.life.pause(5);
    if (this.faults.strikes('disk_full')) throw new Error('no space left on device');
    this.disk.set(entry.paymentId, entry);
    await this.life.pause(5);
  }

  waiting(): readonly KeptOutcome[] {
    return [...this.disk.values()];
  }

  async settle(paymentId: PaymentId): Promise<void> {
    await this.life.pause(5);
    this.disk.delete(paymentId);
    await this.life.pause(5);
  }

  setAside(): Promise<void> {
    throw new Error('the simulation loses no payment');
  }
}
