import type { BankEvidence, BankOperationStore, PaymentRecord, RecoveryEvidence } from '@payport/domain';
import { matchLines } from './match-lines.ts';

/** Rung 4: lines of the bank's registry that were imported. */
export class RegistryEvidence implements RecoveryEvidence {
  constructor(private readonly lines: Pick<BankOperationStore, 'aboutPayments'>) {}

  async about(payment: PaymentRecord): Promise<BankEvidence | null> {
    try {
      return matchLines(await this.lines.aboutPayments([payment.id])).get(payment.id) ?? null;
    } catch {
      // The database may be away: the ladder comes again.
      return null;
    }
  }
}
