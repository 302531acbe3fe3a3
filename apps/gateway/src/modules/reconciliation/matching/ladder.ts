import type { PoolClient } from 'pg';
import {
  BY_DAY,
  BY_NAME,
  byGroup,
  byReference,
  CONTESTED,
  LEFT_OVER,
  NETTED_LINES,
  nettedPayments,
  RUNGS,
  STATUS_RUNGS,
  SUGGEST,
  TAKE_OUT,
  type PaymentRelation,
  type Rung,
} from './ladder-sql.ts';

const TABLES = [
  'create temp table rc_ml (li integer primary key, match uuid not null, rung text not null) on commit drop',
  'create temp table rc_mr (ri integer primary key, match uuid not null, rung text not null) on commit drop',
  'create temp table rc_repeat (ri integer primary key, of_ref text not null) on commit drop',
  'create temp table rc_likely (li integer not null, ri integer not null, score integer not null, why text[] not null) on commit drop',
];

const NO_DECISIONS = [
  'create temp table rc_apart (li integer, ri integer) on commit drop',
  'create temp table rc_decided (match_id uuid, accepted numeric) on commit drop',
];
const DECISIONS = [
  `create temp table rc_apart on commit drop as
    select l.i as li, r.i as ri from recon_match_member g join recon_match_member o on o.match_id = g.match_id and o.side <> g.side
      join rc_left l on l.id = g.ref::uuid join rc_right r on r.ref = o.ref
    where g.property_id = $1 and g.relation = $2 and g.live and g.verdict = 'apart' and g.side = 'gateway'`,
  // A match of which a line is gone, with its file, binds nothing until the line is back.
  `create temp table rc_decided on commit drop as
    select m.match_id, sum(case m.side when 'gateway' then m.amount_minor else -m.amount_minor end) as accepted
    from recon_match_member m left join rc_left l on l.id = case m.side when 'gateway' then m.ref::uuid end left join rc_right r on m.side <> 'gateway' and r.ref = m.ref
    where m.property_id = $1 and m.relation = $2 and m.live and m.verdict = 'together' group by 1 having bool_and(coalesce(l.i, r.i) is not null)`,
  `insert into rc_ml (li, match, rung) select l.i, m.match_id, 'person' from recon_match_member m join rc_decided using (match_id) join rc_left l on l.id = m.ref::uuid
    where m.property_id = $1 and m.relation = $2 and m.live and m.verdict = 'together' and m.side = 'gateway'`,
  `insert into rc_mr (ri, match, rung) select r.i, m.match_id, 'person' from recon_match_member m join rc_decided using (match_id) join rc_right r on r.ref = m.ref
    where m.property_id = $1 and m.relation = $2 and m.live and m.verdict = 'together' and m.side <> 'gateway'`,
];
export const ANY_DECISION = 'select from recon_match_member where property_id = $1 and relation = $2 and live limit 1';

const HELD = [
  'delete from rc_pair p using rc_ml m where m.li = p.li',
  'delete from rc_pair p using rc_mr m where m.ri = p.ri',
  'delete from rc_pair p using rc_apart a where a.li = p.li and a.ri = p.ri',
];

/** The ladder over the loaded lines: certain pairs in rc_pair, other matches in rc_ml and rc_mr, likely pairs in rc_likely. */
export async function climb(db: PoolClient, propertyId: string, relation: PaymentRelation): Promise<void> {
  const run = async (...statements: readonly string[]): Promise<void> => {
    for (const text of statements) await db.query(text);
  };
  await run(...TABLES);
  const decided = ((await db.query(ANY_DECISION, [propertyId, relation])).rowCount ?? 0) > 0;
  if (decided) for (const text of DECISIONS) await db.query(text, [propertyId, relation]);
  else await run(...NO_DECISIONS);
  await run(byReference(relation));
  if (decided) await run(...HELD);
  await run(...CONTESTED);
  if (relation === 'gateway_pms') await takeNamed(db);
  await run(...LEFT_OVER, 'analyze rc_lf', 'analyze rc_rf', ...byGroup(relation));
  for (const rung of RUNGS(relation)) await take(db, rung);
  if (relation === 'gateway_bank') await run(...BY_DAY);
  await run(...nettedPayments(relation));
  if (relation === 'gateway_bank') {
    await run(...NETTED_LINES);
    for (const rung of STATUS_RUNGS) await take(db, rung);
  }
  await run(SUGGEST(relation));
}

/** What a posting names comes before every number: such pairs are out of the other rungs. */
async function takeNamed(db: PoolClient): Promise<void> {
  await db.query(BY_NAME);
  await db.query(`delete from rc_named c where exists (select from rc_ml m where m.li = c.li) or exists (select from rc_mr m where m.ri = c.ri)
    or exists (select from rc_apart a where a.li = c.li and a.ri = c.ri)`);
  await db.query(`create temp table rc_named_once on commit drop as select n.* from rc_named n
    where n.li not in (select li from rc_named group by li having count(*) > 1) and n.ri not in (select ri from rc_named group by ri having count(*) > 1)`);
  await db.query('delete from rc_pair p using rc_named_once n where n.li = p.li or n.ri = p.ri');
  await db.query(`insert into rc_ml (li, match, rung) select n.li, l.id, 'posting_named' from rc_named_once n join rc_left l on l.i = n.li`);
  await db.query(`insert into rc_mr (ri, match, rung) select n.ri, l.id, 'posting_named' from rc_named_once n join rc_left l on l.i = n.li`);
}

/** Takes what is unique on both sides; the rest stays free, and is remembered as likely. */
async function take(db: PoolClient, { rung, candidates, score, why }: Rung): Promise<void> {
  await db.query(`create temp table rc_candidate on commit drop as select distinct c.li, c.ri, c.id from (${candidates}) c
    where not exists (select from rc_apart a where a.li = c.li and a.ri = c.ri)`);
  await db.query(`create temp table rc_once on commit drop as select c.* from rc_candidate c
    where c.li not in (select li from rc_candidate group by li having count(*) > 1) and c.ri not in (select ri from rc_candidate group by ri having count(*) > 1)`);
  await db.query(`insert into rc_ml (li, match, rung) select li, id, $1 from rc_once`, [rung]);
  await db.query(`insert into rc_mr (ri, match, rung) select ri, id, $1 from rc_once`, [rung]);
  await db.query(
    `insert into rc_likely (li, ri, score, why) select c.li, c.ri, $1, $2 from rc_candidate c
    where not exists (select from rc_once o where o.li = c.li and o.ri = c.ri)`,
    [score, why],
  );
  for (const text of ['drop table rc_candidate', 'drop table rc_once', ...TAKE_OUT]) await db.query(text);
}
