import type { CommandId, PaymentId } from '@payport/domain';
import { decodeLine, encodeLine, idOf, isClose, isPayment } from '../../src/modules/outcome-journal/index.ts';
import type { KeptClose, KeptOutcome, OutcomeJournal } from '../../src/modules/payments/index.ts';
import type { Faults } from './faults.ts';
import type { Life } from './life.ts';

/** What lies on the machine's disk, line by line; it outlives every life of the gateway. */
export type SimulatedDisk = Map<PaymentId | CommandId, Buffer>;

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

  async keep(entry: KeptOutcome | KeptClose): Promise<void> {
    await this.life.pause(5);
    if (this.faults.strikes('disk_full')) throw new Error('no space left on device');
    if (isClose(entry)) this.faults.seen('close_journaled');
    this.disk.set(idOf(entry), encodeLine(entry));
    await this.life.pause(5);
  }

  waiting(): readonly KeptOutcome[] {
    return this.#lines().filter(isPayment);
  }

  closes(): readonly KeptClose[] {
    return this.#lines().filter(isClose);
  }

  async settle(id: PaymentId | CommandId): Promise<void> {
    await this.life.pause(5);
    this.disk.delete(id);
    await this.life.pause(5);
  }

  setAside(): Promise<void> {
    throw new Error('the simulation loses no payment');
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #lines(): readonly (KeptOutcome | KeptClose)[] {
    return [...this.disk.values()].map((line) => {
      const entry = decodeLine(line.subarray(0, -1));
      if (entry === null) throw new Error('a line of the journal cannot be read back');
      return entry;
    });
  }
}
