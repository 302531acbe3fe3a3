import type { BankLine, BankLook, BankOperationStore, DoubtfulPayments, LinePayment, PaymentId, PropertyId, TerminalId } from '@payport/domain';
import type { Pool, QueryResultRow } from 'pg';
import { PAYMENT_SELECT, toPayment, type PaymentRow } from '../payment-store/payment-rows.ts';
import {
  ABOUT_PAYMENTS,
  CONSIDER,
  ENDED_AFTER_DOUBT,
  IN_REVIEW,
  LINE_COLUMNS,
  OWN_LINES,
  PASS_AGREEING,
  PENDING,
  RELATED_LINES,
  RELATED_PAYMENTS,
} from './bank-operation-sql.ts';

interface LineRow {
  readonly id: string;
  readonly property_id: string;
  readonly source: string;
  readonly source_line: string;
  readonly kind: BankLine['kind'];
  readonly state: BankLine['state'];
  readonly amount_minor: string;
  readonly currency: string;
  readonly tid: string | null;
  readonly mid: string | null;
  readonly rrn: string | null;
  readonly auth_code: string | null;
  readonly card_mask: string | null;
  readonly business_day: string;
}

interface FoundPayment {
  readonly id: string;
  readonly tid: string | null;
  readonly day: string;
}

interface DoubtfulRow {
  readonly id: PaymentId;
  readonly terminalId: TerminalId;
}

const NOTHING: BankLook = { asked: [], lines: [], payments: [] };

/** Lines of the bank in Postgres. Every question is about a set, whatever its size. */
export class PgBankOperationStore implements BankOperationStore, DoubtfulPayments {
  constructor(private readonly pool: Pool) {}

  async passAgreeing(atMs: number): Promise<void> {
    await this.pool.query({ name: 'bank_pass_agreeing', text: PASS_AGREEING, values: [new Date(atMs)] });
  }

  async pending(afterId: string | null, limit: number): Promise<readonly BankLine[]> {
    return (await this.rows<LineRow>('bank_pending', PENDING, [afterId ?? '0', limit])).map(toLine);
  }

  async around(lineIds: readonly string[]): Promise<BankLook> {
    if (lineIds.length === 0) return NOTHING;
    const near = (await this.rows<{ id: string }>('bank_related_lines', RELATED_LINES, [lineIds])).map(({ id }) => id);
    const found = await this.rows<FoundPayment>('bank_related_payments', RELATED_PAYMENTS, [near]);
    const own = await this.rows<{ id: string }>('bank_own_lines', OWN_LINES, [found.map(({ id }) => id)]);
    const ids = [...new Set([...lineIds, ...near, ...own.map(({ id }) => id)])];
    const text = `select ${LINE_COLUMNS} from bank_operation b where b.id = any($1::bigint[]) order by b.id`;
    const lines = (await this.rows<LineRow>('bank_lines', text, [ids])).map(toLine);
    return { asked: lineIds, lines, payments: await this.payments(found) };
  }

  async aboutPayments(ids: readonly PaymentId[]): Promise<BankLook> {
    const lines = await this.rows<{ id: string }>('bank_about_payments', ABOUT_PAYMENTS, [ids]);
    return this.around(lines.map(({ id }) => id));
  }

  async consider(lineIds: readonly string[], atMs: number): Promise<void> {
    if (lineIds.length > 0) await this.pool.query({ name: 'bank_consider', text: CONSIDER, values: [lineIds, new Date(atMs)] });
  }

  inReview(limit: number): Promise<readonly DoubtfulRow[]> {
    return this.rows<DoubtfulRow>('bank_in_review', IN_REVIEW, [limit]);
  }

  endedAfterDoubt(fromMs: number, toMs: number, limit: number): Promise<readonly DoubtfulRow[]> {
    return this.rows<DoubtfulRow>('bank_ended_after_doubt', ENDED_AFTER_DOUBT, [new Date(fromMs), new Date(toMs), limit]);
  }

  private async payments(found: readonly FoundPayment[]): Promise<LinePayment[]> {
    if (found.length === 0) return [];
    const of = new Map(found.map((row) => [row.id, row]));
    const rows = await this.rows<PaymentRow>('bank_payments', `${PAYMENT_SELECT} where p.id = any($1::uuid[]) order by p.id`, [[...of.keys()]]);
    return rows.map((row) => ({ payment: toPayment(row), tid: of.get(row.id)?.tid ?? null, day: of.get(row.id)?.day ?? '' }));
  }

  private async rows<R extends QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<R[]> {
    return (await this.pool.query<R>({ name, text, values: [...values] })).rows;
  }
}

const toLine = (row: LineRow): BankLine => ({
  id: row.id,
  propertyId: row.property_id as PropertyId,
  source: row.source,
  sourceLine: row.source_line,
  kind: row.kind,
  state: row.state,
  amountMinor: BigInt(row.amount_minor),
  currency: row.currency,
  tid: row.tid,
  mid: row.mid,
  rrn: row.rrn,
  authCode: row.auth_code,
  cardMask: row.card_mask,
  businessDay: row.business_day,
});
