import type { PostingDraft } from '@payport/bank-files';
import type { PoolClient } from 'pg';
import { HISTORY_INSTANCE } from '../history/history-rows.ts';

interface PostedRow {
  readonly id: string;
  readonly kind: 'sale' | 'refund';
  readonly amount_minor: string;
  readonly currency: string;
  readonly business_day: string;
  readonly posted_day: string;
  readonly posted_time: string;
  readonly confirmation_number: string | null;
  readonly room: string | null;
  readonly guest_name: string | null;
  readonly rrn: string | null;
  readonly auth_code: string | null;
  readonly card_mask: string | null;
  readonly tid: string;
  readonly cashier: string | null;
}

/**
 * Approved payments of the last day in the history on which some were taken and that all sides are through with: the working
 * day after it, on which the bank pays and by which the hotel posts, is over by the hotel's clock, whose day lasts until the
 * night audit, and by the bank's in Moscow.
 */
const POSTED = `
  with own as (
    select p.*, least((($3::timestamptz at time zone h.time_zone) - make_interval(hours => coalesce(h.night_audit_hour, 0)))::date,
      ($3::timestamptz at time zone 'Europe/Moscow')::date) as today, t.tid, p.final_at at time zone h.time_zone as face,
      ((p.final_at at time zone h.time_zone) - make_interval(hours => coalesce(h.night_audit_hour, 0)))::date as business_day
    from payment p join terminal t on t.id = p.terminal_id join property h on h.id = p.property_id
    where p.instance_id = $1 and p.property_id = $2 and p.status = 'approved' and p.kind in ('sale', 'refund'))
  select id, kind, abs(amount_minor)::text as amount_minor, currency, business_day::text, face::date::text as posted_day,
    to_char(face, 'HH24:MI:SS') as posted_time, confirmation_number, room, guest_name, rrn, auth_code, card_mask, tid, cashier
  from own where business_day = (
    select business_day from own where
      business_day + case extract(isodow from business_day) when 5 then 3 when 6 then 2 else 1 end < today group by 1 order by count(*) >= 4 desc, business_day desc limit 1) order by id`;

/** What the hotel's own system says that it posted on that day. */
export async function journalPostings(db: PoolClient, propertyId: string, nowMs: number): Promise<readonly PostingDraft[]> {
  const { rows } = await db.query<PostedRow>(POSTED, [HISTORY_INSTANCE, propertyId, new Date(nowMs).toISOString()]);
  return rows.map((row, index) => ({
    postingRef: `${row.business_day.replaceAll('-', '').slice(2)}-${String(index + 1).padStart(4, '0')}`,
    businessDay: row.business_day,
    postedAt: { day: row.posted_day, time: row.posted_time, offsetMinutes: null },
    kind: row.kind === 'sale' ? 'payment' : 'refund',
    amountMinor: BigInt(row.amount_minor),
    currency: row.currency,
    folio: row.confirmation_number,
    room: row.room,
    guest: row.guest_name,
    rrn: row.rrn,
    authCode: row.auth_code,
    cardMask: row.card_mask,
    tid: row.tid,
    paymentRef: row.id,
    cashier: row.cashier,
  }));
}
