import { formatAmount } from '@payport/domain';
import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { HISTORY_CARDS } from '../history/cards.ts';
import { Chance } from '../history/chance.ts';
import { HISTORY_INSTANCE } from '../history/history-rows.ts';
import { newAuthCode, newRrn } from '../history/reference-numbers.ts';

/** One operation as the simulated bank takes it into its ledger. */
export interface LedgerLine {
  readonly tid: string;
  readonly kind: 'sale' | 'refund';
  /** Always positive. */
  readonly amount: string;
  readonly currency: string;
  readonly cardMask: string;
  readonly cardName: string;
  readonly at: string;
  readonly rrn: string;
  readonly authCode: string;
  readonly state: 'captured' | 'refunded';
  readonly originalRrn: string | null;
}

interface HistoryRow {
  readonly tid: string;
  readonly kind: 'sale' | 'refund';
  readonly amount_minor: string;
  readonly currency: string;
  readonly card_mask: string | null;
  readonly card_brand: string | null;
  readonly at: Date;
  readonly rrn: string | null;
  readonly auth_code: string | null;
  readonly original_rrn: string | null;
  readonly given_back: boolean;
  readonly device_reference: string;
}

/**
 * What the bank holds of the history, read from the database every time: a simulator that lost its ledger gets it back.
 * The payment that waits for a person is in the bank's books too: that is what the bank's file will prove.
 */
const MONEY = `
  select t.tid, p.kind, abs(p.amount_minor)::text as amount_minor, p.currency, p.card_mask, p.card_brand, p.rrn, p.auth_code, p.original_rrn,
    p.device_reference, coalesce(p.host_time::timestamp at time zone h.time_zone, date_trunc('second', p.dispatched_at) + interval '6 seconds') as at,
    p.amount_minor = coalesce((select -sum(r.amount_minor) from payment r where r.original_payment_id = p.id and r.status = 'approved'), 0) as given_back
  from payment p join terminal t on t.id = p.terminal_id join property h on h.id = p.property_id
  where p.instance_id = $1 and p.status in ('approved', 'manual_review') order by p.id`;

export async function ledgerLines(db: PoolClient): Promise<readonly LedgerLine[]> {
  const { rows } = await db.query<HistoryRow>(MONEY, [HISTORY_INSTANCE]);
  return rows.map((row) => {
    const { tid, kind, currency, at } = row;
    const { rrn, authCode, cardMask, cardName } = bankSide(row);
    return {
      tid,
      kind,
      currency,
      cardMask,
      cardName,
      rrn,
      authCode,
      originalRrn: row.original_rrn,
      at: at.toISOString(),
      amount: formatAmount(BigInt(row.amount_minor), currency),
      state: row.given_back ? 'refunded' : 'captured',
    };
  });
}

type BankSide = Pick<LedgerLine, 'rrn' | 'authCode' | 'cardMask' | 'cardName'>;

/** What the bank knows of an operation: more than the gateway, where the reply was lost; then the same at every start. */
function bankSide({ rrn, auth_code: authCode, card_mask: cardMask, card_brand: cardName, at, device_reference: reference }: HistoryRow): BankSide {
  if (rrn !== null && authCode !== null && cardMask !== null) return { rrn, authCode, cardMask, cardName: cardName ?? '' };
  const chance = new Chance(createHash('sha256').update(reference).digest().readUInt32BE());
  const { mask, name } = chance.pick(HISTORY_CARDS);
  return { rrn: newRrn(at.getTime(), chance), authCode: newAuthCode(chance), cardMask: mask, cardName: name };
}
