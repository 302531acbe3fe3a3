import { compactLocalTime } from '@payport/domain';
import type { BankLine, BankLook, BankOperationStore, DoubtfulPayments, LinePayment, PaymentId, TerminalId } from '@payport/domain';
import type { StoredPayment } from './event-rules.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { withRefunds } from './memory-rows.ts';
import { FAIR_CONDITIONS, type StoreConditions } from './store-conditions.ts';

interface Doubtful {
  readonly id: PaymentId;
  readonly terminalId: TerminalId;
}

/**
 * The bank's lines in memory. What it tells around a line is everything that the hotel has, which is more than the real one
 * looks for, and so never less than could belong together.
 */
export class MemoryBankOperationStore implements BankOperationStore, DoubtfulPayments {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly conditions: StoreConditions = FAIR_CONDITIONS,
  ) {}

  async passAgreeing(atMs: number): Promise<void> {
    await this.conditions.statement('bank_pass_agreeing');
    const { bankLines } = this.database;
    for (const line of bankLines.pending()) if (this.#agrees(line)) bankLines.consideredAtMs.set(line.id, atMs);
  }

  async pending(afterId: string | null, limit: number): Promise<readonly BankLine[]> {
    await this.conditions.statement('bank_pending');
    const after = Number(afterId ?? 0);
    return this.database.bankLines
      .pending()
      .filter(({ id }) => Number(id) > after)
      .slice(0, limit);
  }

  async around(lineIds: readonly string[]): Promise<BankLook> {
    await this.conditions.statement('bank_around');
    return this.#look(lineIds);
  }

  async aboutPayments(_ids: readonly PaymentId[]): Promise<BankLook> {
    await this.conditions.statement('bank_about_payments');
    return this.#look([...this.database.bankLines.all.keys()]);
  }

  async consider(lineIds: readonly string[], atMs: number): Promise<void> {
    if (lineIds.length === 0) return;
    await this.conditions.statement('bank_consider');
    const { consideredAtMs } = this.database.bankLines;
    for (const id of lineIds) if (!consideredAtMs.has(id)) consideredAtMs.set(id, atMs);
  }

  async inReview(limit: number): Promise<readonly Doubtful[]> {
    await this.conditions.statement('bank_in_review');
    return this.#where(({ status }) => status === 'manual_review').slice(0, limit);
  }

  async endedAfterDoubt(fromMs: number, toMs: number, limit: number): Promise<readonly Doubtful[]> {
    await this.conditions.statement('bank_ended_after_doubt');
    const between = (atMs: number | null): boolean => atMs !== null && atMs >= fromMs && atMs <= toMs;
    return this.#where(({ unknownSinceMs, finalAtMs }) => unknownSinceMs !== null && between(finalAtMs)).slice(0, limit);
  }

  #where(condition: (payment: StoredPayment) => boolean): readonly Doubtful[] {
    return [...this.database.payments.values()].filter(condition).map(({ id, terminalId }) => ({ id, terminalId }));
  }

  #look(asked: readonly string[]): BankLook {
    const { bankLines, payments } = this.database;
    if (bankLines.all.size === 0 || asked.length === 0) return { asked: [], lines: [], payments: [] };
    return { asked, lines: [...bankLines.all.values()], payments: [...payments.values()].map((payment) => this.#linePayment(payment)) };
  }

  #linePayment(payment: StoredPayment): LinePayment {
    const { terminals, properties } = this.database;
    const zone = properties.get(payment.propertyId)?.timeZone ?? 'UTC';
    const local = compactLocalTime(payment.dispatchedAtMs ?? payment.createdAtMs, zone);
    const day = `${local.slice(0, 4)}-${local.slice(4, 6)}-${local.slice(6, 8)}`;
    const refunds = this.database.refundsOf(payment.id).flatMap((id) => this.database.payments.get(id) ?? []);
    return { payment: withRefunds(payment, refunds), tid: terminals.get(payment.terminalId)?.tid ?? null, day };
  }

  /** It says of one approved payment what we say. */
  #agrees(line: BankLine): boolean {
    if (line.kind !== 'sale' || line.state !== 'captured' || line.rrn === null) return false;
    const same = [...this.database.payments.values()].filter(
      ({ kind, result, propertyId }) => (kind === 'sale' || kind === 'capture') && result?.rrn === line.rrn && propertyId === line.propertyId,
    );
    const [only] = same;
    return (
      only !== undefined &&
      same.length === 1 &&
      only.status === 'approved' &&
      only.currency === line.currency &&
      only.contradiction === null &&
      !this.database.alarms.has(`${only.id} payment_contradicted`) &&
      (only.result?.approvedAmountMinor ?? only.amountMinor) === line.amountMinor
    );
  }
}
