import { invariant, type Clock, type Random, type Result } from '@payport/domain';
import { Bank } from './bank/bank.ts';
import type { LedgerEntry } from './bank/ledger-entry.ts';
import type { JournalPort, JournalRecord } from './journal/journal-record.ts';
import { Pinpad } from './pinpad/pinpad.ts';
import type { TerminalProfile } from './pinpad/terminal-profile.ts';

export interface WorldPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: JournalPort;
}

/** The whole simulated world without any wire: one bank and the terminals in front of it. */
export class World {
  readonly bank: Bank;
  /** Time of this world. */
  readonly nowMs: () => number;
  readonly pinpads: ReadonlyMap<string, Pinpad>;
  readonly #journal: JournalPort;

  constructor(profiles: readonly TerminalProfile[], ports: WorldPorts) {
    const bank = new Bank(ports);
    this.bank = bank;
    this.nowMs = () => ports.clock.now();
    this.#journal = ports.journal;
    this.pinpads = new Map(profiles.map((profile) => [profile.tid, new Pinpad(profile, { ...ports, bank })]));
    invariant(this.pinpads.size === profiles.length, 'every terminal has a TID of its own');
  }

  /** Brings back what a former run made durable. A terminal that left the plan keeps its entries in the ledger. */
  replay(records: readonly JournalRecord[]): void {
    for (const { tid, bank, device } of records) {
      if (bank) this.bank.apply(bank);
      const memory = tid === null ? undefined : this.pinpads.get(tid)?.memory;
      device.forEach((change) => memory?.apply(change));
    }
  }

  /** Adds operations of the past to the ledger; durable when it resolves. */
  async importHistory(entries: readonly LedgerEntry[]): Promise<Result<{ readonly added: number }, { readonly rrn: string }>> {
    const decision = this.bank.importHistory(entries);
    if (!decision.ok) return decision;
    this.bank.apply(decision.value);
    await this.#journal.append({ tid: null, bank: decision.value, device: [] });
    return { ok: true, value: { added: decision.value.entries.length } };
  }
}
