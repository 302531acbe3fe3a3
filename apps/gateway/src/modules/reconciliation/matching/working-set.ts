import type { PoolClient } from 'pg';
import { BANK_ZONE } from './payment-load.ts';
import type { PaymentRelation } from './ladder-sql.ts';

/** Rounds until nothing more shares a reference; a chain of refunds of refunds does not exist, so a few are enough. */
const MOST_ROUNDS = 12;
/**
 * Days around what was touched whose leftovers are matched anew, and days around those that decide about them. Each rung
 * looks a day far: a line that is free, or no more, changes what lines two steps away may have, rung after rung, and what is
 * suggested three days further.
 */
const CORE_DAYS = 9;
const CONTEXT_DAYS = 22;

/**
 * References are compared by the database's own order here, in which the tables of lines have their indexes; "C", in which the results
 * have theirs, wins by itself where the two meet.
 */
const TABLES = [
  'create temp table rc_touched_left (id uuid primary key, core boolean not null default false, round integer not null default 0) on commit drop',
  'create temp table rc_touched_right (ref text primary key, core boolean not null default false, round integer not null default 0) on commit drop',
  'create temp table rc_number (number text primary key, round integer not null) on commit drop',
];

const LINES = { gateway_bank: 'registry_line', gateway_pms: 'posting_line' } as const;
const OTHER = { gateway_bank: 'bank', gateway_pms: 'pms' } as const;

/** What has changed, as the triggers wrote it down, by what changed. $1 property, $2 newest change. */
const seeds = (relation: PaymentRelation): readonly (readonly [side: string, text: string])[] => [
  [
    'gateway',
    `insert into rc_touched_left (id) select ref::uuid from recon_change where property_id = $1 and id <= $2 and side = 'gateway' on conflict do nothing`,
  ],
  [
    'file',
    `insert into rc_touched_right (ref) select l.identity from recon_change c join ${LINES[relation]} l on l.file_id = c.ref::uuid
    where c.property_id = $1 and c.id <= $2 and c.side = 'file' on conflict do nothing`,
  ],
  [
    'decision',
    `insert into rc_touched_left (id) select m.ref::uuid from recon_change c join recon_match_member m on m.match_id = c.ref::uuid
    where c.property_id = $1 and c.id <= $2 and c.side = 'decision' and m.relation = '${relation}' and m.side = 'gateway' on conflict do nothing`,
  ],
  [
    'decision',
    `insert into rc_touched_right (ref) select m.ref from recon_change c join recon_match_member m on m.match_id = c.ref::uuid
    where c.property_id = $1 and c.id <= $2 and c.side = 'decision' and m.relation = '${relation}' and m.side = '${OTHER[relation]}' on conflict do nothing`,
  ],
];
const DEADLINES = (relation: PaymentRelation): string => `
  insert into rc_touched_left (id) select l.ref::uuid from recon_line l
  where l.property_id = $1 and l.deadline < $2::date and l.relation = '${relation}' and l.side = 'gateway' on conflict do nothing`;

/** What a round has added to a set. */
const added = (set: string, round: number): string => `(select * from ${set} where round = ${round})`;
/**
 * Numbers that lines and payments of the set carry, then all that carry them. $1 property. Each round follows what the one before has
 * added, and no more; numbers are followed in the round that finds them.
 */
const numbers = (round: number): Readonly<Record<PaymentRelation, readonly string[]>> => ({
  gateway_bank: [
    `insert into rc_number select p.rrn, ${round} from ${added('rc_touched_left', round)} t join payment p on p.id = t.id where p.rrn is not null on conflict do nothing`,
    `insert into rc_number select p.original_rrn, ${round} from ${added('rc_touched_left', round)} t join payment p on p.id = t.id where p.original_rrn is not null on conflict do nothing`,
    `insert into rc_number select l.rrn, ${round} from ${added('rc_touched_right', round)} t join registry_line l on l.property_id = $1 and l.identity = t.ref where l.rrn is not null on conflict do nothing`,
    `insert into rc_touched_right (ref, round) select l.identity, ${round + 1} from ${added('rc_number', round)} n join registry_line l on l.property_id = $1 and l.rrn = n.number on conflict do nothing`,
  ],
  gateway_pms: [
    `insert into rc_number select v.number, ${round} from ${added('rc_touched_left', round)} t join payment p on p.id = t.id
      cross join lateral (values (p.id::text), (p.rrn), (p.pms_transaction_number), (p.posting_number), (p.original_rrn)) v (number)
      where v.number is not null on conflict do nothing`,
    `insert into rc_number select v.number, ${round} from ${added('rc_touched_right', round)} t join posting_line l on l.property_id = $1 and l.identity = t.ref
      cross join lateral (values (l.payment_ref), (l.rrn), (l.posting_ref)) v (number) where v.number is not null on conflict do nothing`,
    `insert into rc_touched_right (ref, round) select l.identity, ${round + 1} from ${added('rc_number', round)} n join posting_line l on l.property_id = $1 and l.payment_ref = n.number on conflict do nothing`,
    `insert into rc_touched_right (ref, round) select l.identity, ${round + 1} from ${added('rc_number', round)} n join posting_line l on l.property_id = $1 and l.posting_ref = n.number on conflict do nothing`,
    `insert into rc_touched_right (ref, round) select l.identity, ${round + 1} from ${added('rc_number', round)} n join posting_line l on l.property_id = $1 and l.rrn = n.number on conflict do nothing`,
    `insert into rc_touched_left (id, round) select p.id, ${round + 1} from ${added('rc_number', round)} n join payment p on p.property_id = $1 and p.pms_transaction_number = n.number on conflict do nothing`,
    `insert into rc_touched_left (id, round) select p.id, ${round + 1} from ${added('rc_number', round)} n join payment p on p.property_id = $1 and p.posting_number = n.number on conflict do nothing`,
    `insert into rc_touched_left (id, round) select p.id, ${round + 1} from ${added('rc_number', round)} n join payment p on p.property_id = $1
      and p.id = case when n.number ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then n.number::uuid end on conflict do nothing`,
  ],
});
const both = (relation: PaymentRelation, round: number): readonly string[] => [
  `insert into rc_touched_left (id, round) select p.id, ${round + 1} from ${added('rc_number', round)} n join payment p on p.property_id = $1 and p.rrn = n.number on conflict do nothing`,
  `insert into rc_touched_left (id, round) select p.id, ${round + 1} from ${added('rc_number', round)} n join payment p on p.property_id = $1 and p.original_rrn = n.number and p.original_payment_id is null on conflict do nothing`,
  `insert into rc_touched_left (id, round) select p.id, ${round + 1} from ${added('rc_touched_left', round)} t join payment p on p.original_payment_id = t.id on conflict do nothing`,
  `insert into rc_touched_left (id, round) select p.original_payment_id, ${round + 1} from ${added('rc_touched_left', round)} t join payment p on p.id = t.id
    where p.original_payment_id is not null and p.kind in ('refund', 'void') on conflict do nothing`,
  ...(
    [
      ['rc_touched_left', `l.side = 'gateway' and l.ref = t.id::text`],
      ['rc_touched_right', `l.side = '${OTHER[relation]}' and l.ref = t.ref`],
    ] as const
  ).flatMap(([set, of]) => [
    `insert into rc_touched_left (id, round) select o.ref::uuid, ${round + 1} from ${added(set, round)} t join recon_line l on l.property_id = $1 and l.relation = '${relation}' and ${of}
      join recon_line o on o.match_id = l.match_id and o.side = 'gateway' and o.relation = l.relation on conflict do nothing`,
    `insert into rc_touched_right (ref, round) select o.ref, ${round + 1} from ${added(set, round)} t join recon_line l on l.property_id = $1 and l.relation = '${relation}' and ${of}
      join recon_line o on o.match_id = l.match_id and o.side <> 'gateway' and o.relation = l.relation on conflict do nothing`,
  ]),
  `insert into rc_touched_left (id, round) select p.gateway_id, ${round + 1} from ${added('rc_touched_right', round)} t join recon_pair p
    on p.property_id = $1 and p.relation = '${relation}' and p.other_ref = t.ref on conflict do nothing`,
  `insert into rc_touched_right (ref, round) select p.other_ref, ${round + 1} from ${added('rc_touched_left', round)} t join recon_pair p
    on p.property_id = $1 and p.relation = '${relation}' and p.gateway_id = t.id on conflict do nothing`,
  `insert into rc_touched_left (id, round) select o.ref::uuid, ${round + 1} from ${added('rc_touched_left', round)} t join recon_match_member m
    on m.property_id = $1 and m.relation = '${relation}' and m.side = 'gateway' and m.ref = t.id::text and m.live
      join recon_match_member o on o.match_id = m.match_id and o.side = 'gateway' on conflict do nothing`,
  `insert into rc_touched_right (ref, round) select o.ref, ${round + 1} from ${added('rc_touched_left', round)} t join recon_match_member m
    on m.property_id = $1 and m.relation = '${relation}' and m.side = 'gateway' and m.ref = t.id::text and m.live
      join recon_match_member o on o.match_id = m.match_id and o.side <> 'gateway' on conflict do nothing`,
  `insert into rc_touched_left (id, round) select o.ref::uuid, ${round + 1} from ${added('rc_touched_right', round)} t join recon_match_member m
    on m.property_id = $1 and m.relation = '${relation}' and m.side <> 'gateway' and m.ref = t.ref and m.live
      join recon_match_member o on o.match_id = m.match_id and o.side = 'gateway' on conflict do nothing`,
];

const DAY = `(coalesce(p.dispatched_at, p.created_at) at time zone '${BANK_ZONE}')::date`;
/** Days of the set and around it. A payment's own day is at most one from the bank's. */
const days = (relation: PaymentRelation): string => `
  create temp table rc_day on commit drop as
  select day + off as day, bool_or(abs(off) <= ${CORE_DAYS}) as core
  from (select ${DAY} as day from rc_touched_left t join payment p on p.id = t.id
      union select l.${relation === 'gateway_bank' ? 'operated_on' : 'business_day'} from rc_touched_right t join ${LINES[relation]} l on l.property_id = $1 and l.identity = t.ref) d
    cross join generate_series(-${CONTEXT_DAYS}, ${CONTEXT_DAYS}) off group by 1`;

const LOOSE = `l.rung is null or l.rung not in ('person', 'reference', 'reference_group', 'reference_amount', 'posting_named')`;
/** Ids are ordered by time: a span of days is a range of ids. */
const idAt = (day: string): string =>
  `(lpad(to_hex((extract(epoch from (${day})::timestamp at time zone 'UTC') * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid`;
const BEGIN = { gateway_bank: 'bank_from', gateway_pms: 'pms_from' } as const;
/**
 * What the upper rungs left over in these days, payments without money there, and those just before the lists begin: they have
 * no row unless they are matched.
 */
const nearby = (relation: PaymentRelation, round: number): readonly string[] => [
  `insert into rc_touched_left select l.ref::uuid, bool_or(d.core), ${round} from rc_day d
      join recon_line l on l.property_id = $1 and l.business_day = d.day and l.relation = '${relation}' and l.side = 'gateway' and (${LOOSE})
    group by 1 on conflict do nothing`,
  `insert into rc_touched_right select l.ref, bool_or(d.core), ${round} from rc_day d
      join recon_line l on l.property_id = $1 and l.business_day = d.day and l.relation = '${relation}' and l.side = '${OTHER[relation]}' and (${LOOSE})
    group by 1 on conflict do nothing`,
  `insert into rc_touched_left select p.id, d.core, ${round} from rc_context c join payment p on p.property_id = c.property_id
      and p.id >= ${idAt(`c.${BEGIN[relation]} - 3`)} and p.id < ${idAt(`c.${BEGIN[relation]} + 2`)} join rc_day d on d.day = ${DAY}
    where p.property_id = $1 on conflict do nothing`,
  ...(relation === 'gateway_pms'
    ? []
    : [
        `insert into rc_touched_left select p.id, d.core, ${round} from payment p join rc_day d on d.day = ${DAY}
          where p.property_id = $1 and p.status in ('declined', 'cancelled', 'failed', 'reversed')
            and p.id >= ${idAt('(select min(day) - 1 from rc_day)')} and p.id < ${idAt('(select max(day) + 2 from rc_day)')} on conflict do nothing`,
      ]),
];

/** Gathers what a run over changes has to look at, and what decides about it. False: nothing. */
export async function gather(
  db: PoolClient,
  relation: PaymentRelation,
  { propertyId, upTo, asOf }: { readonly propertyId: string; readonly upTo: string; readonly asOf: string },
): Promise<boolean> {
  for (const text of TABLES) await db.query(text);
  const changed = await db.query<{ side: string }>('select distinct side from recon_change where property_id = $1 and id <= $2', [propertyId, upTo]);
  const sides = new Set(changed.rows.map(({ side }) => side));
  // Where no file came, no table of lines is looked through for one.
  for (const [side, text] of seeds(relation)) if (sides.has(side)) await db.query(text, [propertyId, upTo]);
  await db.query(DEADLINES(relation), [propertyId, asOf]);
  const next = await follow(db, relation, propertyId, 0);
  for (const table of ['rc_touched_left', 'rc_touched_right']) await db.query(`update ${table} set core = true`);
  await db.query(days(relation), [propertyId]);
  if (((await db.query('select from rc_day limit 1')).rowCount ?? 0) === 0) return false;
  for (const text of nearby(relation, next)) await db.query(text, [propertyId]);
  await follow(db, relation, propertyId, next);
  return true;
}

/** Until nothing more shares a number, a payment or a match with the set. @returns the round in which what comes next is followed */
async function follow(db: PoolClient, relation: PaymentRelation, propertyId: string, first: number): Promise<number> {
  for (let round = first; round < first + MOST_ROUNDS; round += 1) {
    for (const table of ['rc_touched_left', 'rc_touched_right', 'rc_number']) await db.query(`analyze ${table}`);
    let count = 0;
    for (const text of [...numbers(round)[relation], ...both(relation, round)])
      count += (await db.query(text, text.includes('$1') ? [propertyId] : [])).rowCount ?? 0;
    if (count === 0) return round + 1;
  }
  return first + MOST_ROUNDS;
}
