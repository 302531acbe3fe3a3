import { highMinor } from './severity-sql.ts';

const SAME = `(o.business_day, o.kind, o.amount_minor, o.currency, o.result, o.match_id, o.rung, o.deadline, o.detail)
  is not distinct from (n.business_day, n.kind, n.amount_minor, n.currency, n.result, n.match_id, n.rung, n.deadline, n.detail)`;
const KEY = 'n.property_id = o.property_id and n.relation = o.relation and n.side = o.side and n.ref = o.ref';
const PAIR = '(property_id, relation, gateway_id, other_ref, rung, kind, gateway_day, other_day, amount_minor, currency)';
const SAME_PAIR = `n.gateway_id = o.gateway_id and n.other_ref = o.other_ref and n.rung = o.rung and n.kind = o.kind and n.gateway_day = o.gateway_day
  and n.other_day = o.other_day and n.amount_minor = o.amount_minor and n.currency = o.currency`;

/** What stands about all of a hotel. $1 property, $2 relation. */
export const OLD_ALL = [
  'create temp table rc_old_line on commit drop as select * from recon_line where property_id = $1 and relation = $2',
  'create temp table rc_old_pair on commit drop as select * from recon_pair where property_id = $1 and relation = $2',
];
/** What stands about the working set. */
export const OLD_SOME = (other: string): readonly string[] => [
  `create temp table rc_scope on commit drop as
    select 'gateway' as side, id::text as ref from rc_touched_left where core union select 'gateway', id::text from rc_left where core
    union select '${other}', ref from rc_touched_right where core union select '${other}', ref from rc_right where core`,
  `create temp table rc_old_line on commit drop as
    select l.* from rc_scope s join recon_line l on l.property_id = $1 and l.relation = $2 and l.side = s.side and l.ref = s.ref`,
  `create temp table rc_old_pair on commit drop as
    select p.* from rc_scope s join recon_pair p on s.side = 'gateway' and p.property_id = $1 and p.relation = $2 and p.gateway_id = s.ref::uuid
    union select p.* from rc_scope s join recon_pair p on s.side <> 'gateway' and p.property_id = $1 and p.relation = $2 and p.other_ref = s.ref`,
];

/**
 * Only what differs is written: a run that finds the same writes nothing. Pairs are written in the order of time, so that each
 * goes behind the one before in the index of where they stay, and days stand together.
 */
export const WRITE = [
  `create temp table rc_gone_pair on commit drop as
    select o.* from rc_old_pair o where not exists (select from rc_new_pair n where ${SAME_PAIR})`,
  `delete from recon_pair p using rc_gone_pair o where p.property_id = o.property_id and p.relation = o.relation and p.gateway_id = o.gateway_id`,
  `delete from recon_line l using rc_old_line o where l.property_id = o.property_id and l.relation = o.relation and l.side = o.side and l.ref = o.ref
    and not exists (select from rc_line n where ${KEY} and ${SAME})`,
  `insert into recon_pair ${PAIR} select ${PAIR.slice(1, -1)} from rc_new_pair n where not exists (select from rc_old_pair o where ${SAME_PAIR})
    order by gateway_id`,
  `insert into recon_line select n.* from rc_line n where not exists (select from rc_old_line o where ${KEY} and ${SAME})`,
];

/** The first run of a hotel has nothing to compare with. */
export const WRITE_FIRST = [
  `insert into recon_pair ${PAIR} select ${PAIR.slice(1, -1)} from rc_new_pair order by gateway_id`,
  'insert into recon_line select * from rc_line',
];

/** $1 property, $2 relation; lines of the set, or of the whole hotel. */
export const SUGGESTIONS = {
  forgetAll: 'delete from recon_suggestion where property_id = $1 and relation = $2',
  forget: `delete from recon_suggestion s using rc_scope c where s.property_id = $1 and s.relation = $2
    and ((c.side = 'gateway' and c.ref = s.left_ref) or (c.side <> 'gateway' and c.ref = s.right_ref))`,
  add: `insert into recon_suggestion (property_id, relation, left_ref, right_ref, score, why)
    select $1, $2, id::text, ref, score, why from rc_suggest where core on conflict do nothing`,
};

const shown = (lines: string, pairs: string): string => `
  select side, ref, business_day as day, result, amount_minor, currency from ${lines}
  union all select 'gateway', gateway_id::text, gateway_day, 'matched', amount_minor, currency from ${pairs}
  union all select split_part(relation, '_', 2), other_ref, other_day, 'matched', amount_minor, currency from ${pairs}`;
/** Lines of the bank that files have told about since the first day that is closed was closed. $1 property. */
const TOLD_SINCE = (lines: string): string => `
  create temp table rc_told_since on commit drop as
  select distinct l.identity as ref from ${lines} join bank_file f on f.id = l.file_id and f.state in ('taken', 'taken_back')
  where l.property_id = $1 and greatest(f.taken_at, f.ended_at) > (select min(closed_at) from recon_day where property_id = $1 and state = 'closed')`;
export const TOLD_SINCE_ALL = TOLD_SINCE('registry_line l');
export const TOLD_SINCE_SOME = TOLD_SINCE(`rc_scope s join registry_line l on s.side = 'bank' and l.identity = s.ref`);
export const NOTHING_TOLD = 'create temp table rc_told_since (ref text) on commit drop';

/**
 * What comes to a closed day later, or leaves it, stands beside it, dated; so does a fee that the bank tells later of a line that was
 * there. A fee is held against what was known at the close and what has been written beside it since, so that the sum of both is
 * always what is known now. It comes after the close, whichever gateway's clock is ahead. $1 property, $2 relation, $3 now.
 */
export const ADJUST = `
  insert into recon_adjustment (property_id, business_day, arrived_at, relation, side, ref, from_result, to_result, change_minor, currency, fee_minor)
  select $1, c.day, greatest($3::timestamptz, c.closed_at + interval '1 millisecond'), $2, c.side, c.ref, c.was, c.is_now, coalesce(c.minor, 0) - coalesce(c.was_minor, 0), c.currency, coalesce(f.change, 0)
  from (
    select side, ref, day, d.closed_at, o.result as was, n.result as is_now, o.amount_minor as was_minor, n.amount_minor as minor, coalesce(n.currency, o.currency) as currency
    from (${shown('rc_old_line', 'rc_old_pair')}) o full join (${shown('rc_line', 'rc_new_pair')}) n using (side, ref, day)
      join recon_day d on d.property_id = $1 and d.state = 'closed' and d.business_day = day
    where (o.result, o.amount_minor) is distinct from (n.result, n.amount_minor) or side = 'bank' and ref in (select ref from rc_told_since)) c
  left join lateral (
    select case when c.is_now <> 'duplicate' then x.fee else 0 end - case when (case when a.any_yet then a.first else c.was end) <> 'duplicate' then x.fee_then else 0 end - a.told as change
    from (select coalesce(max(l.fee_minor) filter (where f.state = 'taken'), 0) as fee,
          coalesce(max(l.fee_minor) filter (where f.taken_at <= c.closed_at and (f.state = 'taken' or f.ended_at > c.closed_at)), 0) as fee_then
        from registry_line l join bank_file f on f.id = l.file_id and f.state in ('taken', 'taken_back')
        where l.property_id = $1 and l.identity = c.ref collate "default" and l.state = 'completed') x
      cross join (select count(*) > 0 as any_yet, (array_agg(a.from_result order by a.id))[1] as first, coalesce(sum(a.fee_minor), 0) as told from recon_adjustment a
        where a.property_id = $1 and a.business_day = c.day and a.relation = $2 and a.side = c.side and a.ref = c.ref and a.arrived_at > c.closed_at) a) f
    on $2 = 'gateway_bank' and c.side = 'bank'
  where (c.was, c.was_minor) is distinct from (c.is_now, c.minor) or f.change <> 0`;
export const ANY_CLOSED = `select from recon_day where property_id = $1 and state = 'closed' limit 1`;

const NEEDS_WORDS = `n.result not in ('matched', 'expected') and (n.match_id is null or n.side in ('gateway', 'statement') or n.rung = 'netted')`;
/** How much one that is open weighs with its age, as its trigger has it: a row that stays as it is is not written again. */
const AGED = `case when e.age_severity = 'high' or e.age_severity = 'medium' and excluded.severity = 'low' then e.age_severity else excluded.severity end`;
/** What somebody has explained is this, and nothing else. */
const EXPLAINED = '(e.code, e.amount_minor, e.differences)';
/**
 * Differences are opened, opened again when they are another or the match of a person that ended them is gone, and ended when they
 * are gone. $1 property, $2 relation, $3 now.
 */
export const EXCEPTIONS = [
  // One that is there keeps its id, whatever its line was called when it was opened. It is looked up by its key, row by row: the planner
  // may believe that there are none, and would join every row with all of them.
  `create temp table rc_wrong on commit drop as
    select coalesce((select e.id from recon_exception e where e.property_id = $1 and e.relation = $2 and e.side = n.side and e.ref = n.ref collate "default"),
        md5(concat_ws('|', n.property_id, n.relation, n.side, n.ref))::uuid) as id, n.*, n.detail -> 'differences' as differences,
      case when n.result = 'status_conflict' or abs(n.amount_minor) >= ${highMinor('n.currency')} and n.result not in ('fee_mismatch', 'date_late', 'duplicate') then 'high'
        when n.result in ('fee_mismatch', 'date_late', 'duplicate') then 'low' else 'medium' end as severity
    from rc_line n where ${NEEDS_WORDS}`,
  'analyze rc_wrong',
  `create temp table rc_told on commit drop as
    select w.id, case when e.id is null then 'opened' else 'reopened' end as kind, e.state as from_state, 'open' as to_state, w.result as code from rc_wrong w
      left join recon_exception e on e.id = w.id
    where e.id is null or (e.ended_as = 'run') or (e.ended_as = 'person' and (${EXPLAINED} is distinct from (w.result, w.amount_minor, w.differences)
      or e.state = 'resolved' and w.rung is distinct from 'person'))
    union all
    select e.id, 'ended', e.state, 'resolved', e.code from rc_old_line o join recon_exception e
      on e.property_id = $1 and e.relation = $2 and e.side = o.side and e.ref = o.ref and e.state in ('open', 'assigned')
    where not exists (select from rc_wrong w where w.id = e.id)`,
  `insert into recon_exception as e (id, property_id, relation, side, ref, business_day, code, severity, amount_minor, currency, differences, state, opened_at)
    select w.id, w.property_id, w.relation, w.side, w.ref, w.business_day, w.result, w.severity, w.amount_minor, w.currency, w.differences, 'open', $3 from rc_wrong w where $1::uuid is not null and $2::text is not null
    on conflict (property_id, relation, side, ref) do update set business_day = excluded.business_day, code = excluded.code, severity = excluded.severity,
      amount_minor = excluded.amount_minor, currency = excluded.currency, differences = excluded.differences,
      state = case when e.ended_at is null then e.state else 'open' end, ended_as = null, ended_at = null,
      owner_id = case when e.ended_at is null then e.owner_id end, owner_name = case when e.ended_at is null then e.owner_name end,
      opened_at = case when e.ended_at is null then e.opened_at else excluded.opened_at end
    where (e.ended_as is distinct from 'person' or e.id = any (array(select t.id from rc_told t where t.kind = 'reopened')))
      and (e.ended_at is not null or (e.code, e.severity, e.amount_minor, e.business_day, e.differences)
        is distinct from (excluded.code, ${AGED}, excluded.amount_minor, excluded.business_day, excluded.differences))`,
  // By their keys, however few exceptions the planner still believes there are.
  `update recon_exception e set state = 'resolved', ended_as = 'run', ended_at = $3
    where e.id = any (array(select t.id from rc_told t where t.kind = 'ended')) and e.property_id = $1 and e.relation = $2`,
  `insert into recon_event (property_id, exception_id, at, kind, from_state, to_state, detail)
    select $1, t.id, $3, t.kind, t.from_state, t.to_state, jsonb_build_object('code', t.code) from rc_told t where $2::text is not null`,
];
