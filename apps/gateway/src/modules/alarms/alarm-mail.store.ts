import type { Bilingual } from '@payport/domain';
import type { Pool, PoolClient } from 'pg';

export interface DueMail {
  readonly alarmId: string;
  readonly userId: string;
  readonly tries: number;
  readonly to: string;
  readonly hotel: string;
  readonly severity: 'warning' | 'critical';
  readonly text: Bilingual;
  readonly paymentId: string | null;
  readonly since: Date;
  readonly timeZone: string;
  /** Its cause has gone meanwhile, or the person does not answer for the hotel any more. */
  readonly over: boolean;
}

/** Owners and managers answer for the hotel. */
const ANSWERS_FOR_IT = `m.property_id = a.property_id and m.role in ('owner', 'manager')`;
/** What an alarm is about, beside its kind. */
const ABOUT = (alarm: string): string =>
  `(${['property_id', 'terminal_id', 'terminal_code', 'payment_id', 'endpoint_id', 'api_key_id', 'business_day'].map((column) => `${alarm}.${column}`).join(', ')})`;
/**
 * People of a demonstration have no mailboxes. What comes and goes is mailed once an hour, if it is still there then: $2 now.
 */
const QUEUE = `
  insert into alarm_mail (alarm_id, user_id, due_at)
  select a.id, m.user_id, greatest($2, (
    select max(told.sent_at) + interval '1 hour' from alarm_mail told join alarm b on b.id = told.alarm_id
    where told.user_id = m.user_id and told.sent_at > $2::timestamptz - interval '1 hour' and b.kind = a.kind and ${ABOUT('b')} is not distinct from ${ABOUT('a')}))
  from alarm a join membership m on ${ANSWERS_FOR_IT}
  join app_user u on u.id = m.user_id and not u.demo join property p on p.id = a.property_id and not p.demo
  where a.id = any($1::uuid[])
  on conflict (alarm_id, user_id) do nothing`;
const CLAIM = `
  with due as (
    select alarm_id, user_id from alarm_mail where state = 'waiting' and due_at <= $1 order by due_at limit 1 for update skip locked)
  update alarm_mail w set tries = w.tries + 1, due_at = $2
  from due, alarm a, app_user u, property p
  where w.alarm_id = due.alarm_id and w.user_id = due.user_id and a.id = w.alarm_id and u.id = w.user_id and p.id = a.property_id
  returning w.alarm_id as "alarmId", w.user_id as "userId", w.tries, u.email as to, p.name as hotel, a.severity, a.text, a.payment_id as "paymentId",
    a.since, p.time_zone as "timeZone",
    a.cleared_at is not null or not exists (select from membership m where m.user_id = w.user_id and ${ANSWERS_FOR_IT}) as over`;
const END = `
  update alarm_mail set state = $4, due_at = coalesce($5, due_at), sent_at = case when $4 = 'sent' then $6::timestamptz end
  where alarm_id = $1 and user_id = $2 and tries = $3 and state = 'waiting'`;

/** A mail for each person whom an alarm concerns. To be called in the transaction that hands the alarm on: so there is one. */
export async function queueAlarmMail(db: PoolClient, alarmIds: readonly string[], atMs: number): Promise<void> {
  if (alarmIds.length > 0) await db.query(QUEUE, [alarmIds, new Date(atMs)]);
}

export class AlarmMailStore {
  constructor(private readonly pool: Pool) {}

  /** The one that waits the longest; it is ours until `leaseUntilMs`. */
  async claim(nowMs: number, leaseUntilMs: number): Promise<DueMail | null> {
    const { rows } = await this.pool.query<DueMail>({ name: 'alarm_mail_claim', text: CLAIM, values: [new Date(nowMs), new Date(leaseUntilMs)] });
    return rows[0] ?? null;
  }

  async end(mail: DueMail, state: 'waiting' | 'sent' | 'given_up', nowMs: number, nextMs: number | null): Promise<void> {
    const next = nextMs === null ? null : new Date(nextMs);
    await this.pool.query(END, [mail.alarmId, mail.userId, mail.tries, state, next, new Date(nowMs)]);
  }
}
