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
  /** Its cause has gone meanwhile. */
  readonly cleared: boolean;
}

/** Owners and managers answer for the hotel; people of a demonstration have no mailboxes. */
const QUEUE = `
  insert into alarm_mail (alarm_id, user_id, due_at)
  select a.id, m.user_id, $2 from alarm a join membership m on m.property_id = a.property_id and m.role in ('owner', 'manager')
  join app_user u on u.id = m.user_id and not u.demo join property p on p.id = a.property_id and not p.demo
  where a.id = any($1::uuid[])
  on conflict (alarm_id, user_id) do nothing`;
const CLAIM = `
  with due as (
    select alarm_id, user_id from alarm_mail where state = 'waiting' and due_at <= $1 order by due_at limit 10 for update skip locked)
  update alarm_mail m set tries = m.tries + 1, due_at = $2
  from due, alarm a, app_user u, property p
  where m.alarm_id = due.alarm_id and m.user_id = due.user_id and a.id = m.alarm_id and u.id = m.user_id and p.id = a.property_id
  returning m.alarm_id as "alarmId", m.user_id as "userId", m.tries, u.email as to, p.name as hotel, a.severity, a.text, a.payment_id as "paymentId",
    a.cleared_at is not null as cleared`;
const END = `
  update alarm_mail set state = $4, due_at = coalesce($5, due_at), sent_at = case when $4 = 'sent' then $6::timestamptz end
  where alarm_id = $1 and user_id = $2 and tries = $3 and state = 'waiting'`;

/** A mail for each person whom an alarm concerns. To be called in the transaction that hands the alarm on: so there is one. */
export async function queueAlarmMail(db: PoolClient, alarmIds: readonly string[], atMs: number): Promise<void> {
  if (alarmIds.length > 0) await db.query(QUEUE, [alarmIds, new Date(atMs)]);
}

export class AlarmMailStore {
  constructor(private readonly pool: Pool) {}

  /** They are ours until `leaseUntilMs`. */
  async claim(nowMs: number, leaseUntilMs: number): Promise<readonly DueMail[]> {
    return (await this.pool.query<DueMail>({ name: 'alarm_mail_claim', text: CLAIM, values: [new Date(nowMs), new Date(leaseUntilMs)] })).rows;
  }

  async end(mail: DueMail, state: 'waiting' | 'sent' | 'given_up', nowMs: number, nextMs: number | null): Promise<void> {
    const next = nextMs === null ? null : new Date(nextMs);
    await this.pool.query(END, [mail.alarmId, mail.userId, mail.tries, state, next, new Date(nowMs)]);
  }
}
