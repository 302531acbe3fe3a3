import { approvedResult, closed, scriptedDecline, type OrderScript, type ScriptedTerminal } from '@payport/testing';
import type { Interleaving } from './interleaving.ts';

export interface LedgerLine {
  readonly tid: string;
  readonly reference: string;
  /** Signed: money back to the guest is negative. */
  readonly amountMinor: bigint;
}

/** Devices that take a while at every step, with a bank behind that knows what really happened. */
export class HonestDevice {
  ledger: LedgerLine[] = [];
  readonly faults: string[] = [];
  private readonly talking = new Set<string>();

  constructor(
    private readonly scripted: ScriptedTerminal,
    private readonly interleaving: Interleaving,
  ) {
    scripted.onOrder = this.order;
    scripted.onSettle = async ({ tid }) => {
      await this.alone(String(tid), () => this.interleaving.turn('the batch is closed'));
      return closed();
    };
  }

  get prompts(): readonly string[] {
    return this.scripted.journal.prompts.map(({ order }) => order.reference);
  }

  promptsOn(tid: string): number {
    return this.scripted.journal.prompts.filter(({ order }) => order.tid === tid).length;
  }

  moneyOn(tid: string): bigint {
    return this.ledger.filter((line) => line.tid === tid).reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  }

  private order: OrderScript = (order, { abort }) =>
    this.alone(String(order.tid), async () => {
      await this.interleaving.turn('the guest reads the prompt');
      if (abort.aborted) return { outcome: 'cancelled', decline: scriptedDecline({ code: 'cancelled_by_cashier' }), evidence: {} };
      const amountMinor = 'original' in order ? -order.amountMinor : order.amountMinor;
      this.ledger.push({ tid: String(order.tid), reference: order.reference, amountMinor });
      await this.interleaving.turn('the bank has approved');
      return { outcome: 'approved', result: approvedResult(order), evidence: {} };
    });

  private async alone<T>(tid: string, work: () => Promise<T>): Promise<T> {
    if (this.talking.has(tid)) this.faults.push(`two conversations at once on ${tid}`);
    this.talking.add(tid);
    try {
      return await work();
    } finally {
      this.talking.delete(tid);
    }
  }
}
