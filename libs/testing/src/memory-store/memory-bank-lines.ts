import type { BankLine } from '@payport/domain';

/** Lines of the bank that were imported, by their ids in the order of their coming, and when each was considered to its end. */
export class MemoryBankLines {
  readonly all = new Map<string, BankLine>();
  readonly consideredAtMs = new Map<string, number>();

  add(line: Omit<BankLine, 'id'>): BankLine {
    const added = { ...line, id: String(this.all.size + 1) };
    this.all.set(added.id, added);
    return added;
  }

  pending(): readonly BankLine[] {
    return [...this.all.values()].filter(({ id }) => !this.consideredAtMs.has(id));
  }
}
