import type { PoolClient } from 'pg';
import { AT_ONCE, pairCleanly } from './clean-pairs.ts';
import { ANY_DECISION, climb } from './ladder.ts';
import type { PaymentRelation } from './ladder-sql.ts';
import { ALL_POSTINGS, REPEATED, someLines } from './line-load.ts';
import { ALL_PAYMENTS, BANK_CLOCK, BEGINNINGS, CONTEXT, SOME_PAYMENTS, TERMS } from './payment-load.ts';
import { ABOUT_LINES, dueDays, FEES, FREE_LIKELY, lines, matches, NO_FEES, NO_PAIRS, NOT_CLEAN, PAIRS, WRONG_FEES } from './results-sql.ts';
import { STATEMENT_DECISIONS, STATEMENT_FORGET, STATEMENT_LINES, STATEMENT_LOAD, STATEMENT_PASSES } from './statement-sql.ts';
import { gather } from './working-set.ts';
import {
  ADJUST,
  ANY_CLOSED,
  EXCEPTIONS,
  NOTHING_TOLD,
  OLD_ALL,
  OLD_SOME,
  SUGGESTIONS,
  TOLD_SINCE_ALL,
  TOLD_SINCE_SOME,
  WRITE,
  WRITE_FIRST,
} from './write-sql.ts';

/** Of the rules above: results of another version are made anew. */
export const RULES_VERSION = 10;
/**
 * Sorts and hashes of one run stay in memory up to here; what is larger goes to disk, so that memory stays flat. A row that an index
 * finds costs about what the next one does: what it reads has been written lately, and disks have no arm any more.
 */
const SETTINGS = [
  `set local work_mem = '128MB'`,
  'set local jit = off',
  'set local plan_cache_mode = force_custom_plan',
  'set local random_page_cost = 1.1',
  BANK_CLOCK,
];

export interface RunOrder {
  readonly propertyId: string;
  /** The bank's today: deadlines before it have passed. */
  readonly asOf: string;
  readonly at: Date;
  /** All anew, whatever changed. */
  readonly full?: boolean;
}

export interface RunReport {
  readonly full: boolean;
  /** Rows that were compared. */
  readonly rows: number;
}

interface Beginning {
  readonly bank: string | null;
  readonly pms: string | null;
  readonly statement: string | null;
}

interface Run extends RunOrder {
  readonly full: boolean;
  readonly upTo: string;
  readonly begins: Beginning;
}

/** The hotel's lock until the transaction ends; whoever has it may ask again. False: somebody else runs there. */
export async function holdHotel(db: PoolClient, propertyId: string): Promise<boolean> {
  const lock = `select pg_try_advisory_xact_lock(hashtextextended('payport.reconciliation:' || $1, 0)) as held`;
  return (await db.query<{ held: boolean }>(lock, [propertyId])).rows[0]?.held === true;
}

/** One run over a hotel, in the caller's transaction. Null: another gateway runs there. */
export async function reconcile(db: PoolClient, order: RunOrder): Promise<RunReport | null> {
  if (!(await holdHotel(db, order.propertyId))) return null;
  for (const text of SETTINGS) await db.query(text);
  const run = await planOf(db, order);
  let rows = 0;
  let repeats = false;
  for (const relation of ['gateway_bank', 'gateway_pms'] as const) {
    rows += await relate(db, run, relation);
    repeats ||= await repeatsChanged(db);
    await forgetTables(db);
  }
  rows += await payStatements(db, run, repeats);
  await forgetTables(db);
  await db.query('delete from recon_change where property_id = $1 and id <= $2', [order.propertyId, run.upTo]);
  await db.query(
    `insert into recon_run (property_id, bank_from, pms_from, statement_from, as_of, version, ran_at, rows) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (property_id) do update set bank_from = $2, pms_from = $3, statement_from = $4, as_of = $5, version = $6, ran_at = $7, rows = $8`,
    [order.propertyId, run.begins.bank, run.begins.pms, run.begins.statement, order.asOf, RULES_VERSION, order.at, rows],
  );
  return { full: run.full, rows };
}

async function planOf(db: PoolClient, order: RunOrder): Promise<Run> {
  const begins = (await db.query<Beginning>(BEGINNINGS, [order.propertyId, order.asOf])).rows[0] ?? { bank: null, pms: null, statement: null };
  const { rows } = await db.query<{ up_to: string; anew: boolean }>(
    `select coalesce((select max(id) from recon_change where property_id = $1), 0)::text as up_to,
       not exists (select from recon_run r where r.property_id = $1 and r.version = $2
         and (r.bank_from, r.pms_from, r.statement_from) is not distinct from ($3::date, $4::date, $5::date))
       or exists (select from recon_change where property_id = $1 and side = 'rule') as anew`,
    [order.propertyId, RULES_VERSION, begins.bank, begins.pms, begins.statement],
  );
  return { ...order, begins, upTo: rows[0]?.up_to ?? '0', full: order.full === true || rows[0]?.anew !== false };
}

/** Payments against the lines of one other side. */
async function relate(db: PoolClient, run: Run, relation: PaymentRelation): Promise<number> {
  const { propertyId } = run;
  const begin = relation === 'gateway_bank' ? run.begins.bank : run.begins.pms;
  await context(db, run);
  if (begin === null) return forgetAll(db, run, relation);
  if (!run.full && !(await gather(db, relation, run))) return 0;
  const tariffs =
    relation === 'gateway_bank' && ((await db.query('select from fee_tariff where property_id = $1 limit 1', [propertyId])).rowCount ?? 0) > 0;
  const clean = run.full && relation === 'gateway_bank';
  const loaded = clean ? await loadRest(db, run, begin, tariffs) : await load(db, run, relation, begin);
  await query(db, ['analyze rc_left', 'analyze rc_right'], []);
  await climb(db, propertyId, relation);
  await query(db, [dueDays(relation), ...(tariffs ? [FEES, ...WRONG_FEES] : [NO_FEES])], [propertyId]);
  await query(
    db,
    ['analyze rc_due', ...NOT_CLEAN, matches(relation), ...FREE_LIKELY, ...ABOUT_LINES, ...lines(relation), ...(clean ? [] : [NO_PAIRS]), PAIRS],
    [propertyId, relation],
  );
  await write(db, run, relation);
  return loaded;
}

/** Both sides of a relation, all or those of the working set. @returns how many rows */
async function load(db: PoolClient, run: Run, relation: PaymentRelation, begin: string): Promise<number> {
  const { propertyId } = run;
  if (run.full) return (await rowsOf(db, ALL_POSTINGS, propertyId)) + (await rowsOf(db, ALL_PAYMENTS, propertyId, begin));
  return (
    (await rowsOf(db, SOME_PAYMENTS, propertyId, begin)) + (await rowsOf(db, someLines(relation === 'gateway_bank' ? 'bank' : 'pms'), propertyId))
  );
}

/** Payments and lines of the bank, all of them: pairs that agree in everything at once, and of the rest both sides. @returns how many rows */
async function loadRest(db: PoolClient, run: Run, begin: string, tariffs: boolean): Promise<number> {
  const { propertyId, asOf, begins } = run;
  const repeated = (await rowsOf(db, REPEATED, propertyId)) > 0;
  await query(db, AT_ONCE, []);
  const decided = (await rowsOf(db, ANY_DECISION, propertyId, 'gateway_bank')) > 0;
  const paired = await pairCleanly(db, { propertyId, asOf, begins: { ...begins, bank: begin }, decided, repeated, tariffs });
  return paired + (await rowsOf(db, SOME_PAYMENTS, propertyId, begin)) + (await rowsOf(db, someLines('bank'), propertyId));
}

const rowsOf = async (db: PoolClient, text: string, ...values: readonly string[]): Promise<number> =>
  (await db.query(text, [...values])).rowCount ?? 0;

/** Whether other lines than before say again what another says: the account is paid for the rest. */
async function repeatsChanged(db: PoolClient): Promise<boolean> {
  const { rows } = await db.query<{ written: boolean }>(`select to_regclass('pg_temp.rc_old_line') is not null as written`);
  if (rows[0]?.written !== true) return false;
  const told = (lines: string): string => `select ref from ${lines} where relation = 'gateway_bank' and side = 'bank' and result = 'duplicate'`;
  const changed = `select from (${told('rc_old_line')}) o full join (${told('rc_line')}) n using (ref) where o.ref is null or n.ref is null limit 1`;
  return ((await db.query(changed)).rowCount ?? 0) > 0;
}

/**
 * What the account got for the registry's lines: by sums of days, so always for the whole hotel.
 * @param repeats other lines than before say again what another says
 */
async function payStatements(db: PoolClient, run: Run, repeats: boolean): Promise<number> {
  const { propertyId, asOf } = run;
  await context(db, run);
  if (run.begins.statement === null) return forgetAll(db, run, 'bank_statement');
  const { rowCount } = await db.query(
    `select from recon_change c where c.property_id = $1 and c.side in ('file', 'decision')
     union all select from recon_line l where l.property_id = $1 and l.relation = 'bank_statement' and l.deadline < $2::date limit 1`,
    [propertyId, asOf],
  );
  if (!run.full && !repeats && (rowCount ?? 0) === 0) return 0;
  await query(
    db,
    [...STATEMENT_LOAD, ...STATEMENT_DECISIONS, 'analyze rc_paid', ...STATEMENT_PASSES, STATEMENT_FORGET, ...STATEMENT_LINES],
    [propertyId],
  );
  await write(db, { ...run, full: true }, 'bank_statement');
  const counted = await db.query<{ rows: number }>('select count(*)::integer as rows from rc_line');
  return counted.rows[0]?.rows ?? 0;
}

async function context(db: PoolClient, { propertyId, asOf, begins }: Run): Promise<void> {
  await db.query(CONTEXT, [propertyId, asOf, begins.bank, begins.pms, begins.statement]);
  await db.query(TERMS, [propertyId]);
}

/** The lists of a side are all gone: so is what they said. */
async function forgetAll(db: PoolClient, run: Run, relation: string): Promise<number> {
  await query(db, ['create temp table rc_line (like recon_line) on commit drop', NO_PAIRS], []);
  await write(db, { ...run, full: true }, relation);
  return 0;
}

async function write(db: PoolClient, run: Run, relation: string): Promise<void> {
  const values = [run.propertyId, relation, run.at];
  const other = relation === 'gateway_pms' ? 'pms' : 'bank';
  const first = run.full && (await isFirst(db, run.propertyId, relation));
  await query(db, run.full ? OLD_ALL : OLD_SOME(other), values);
  await query(db, ['analyze rc_old_line', 'analyze rc_old_pair'], []);
  const closed = ((await db.query(ANY_CLOSED, [run.propertyId])).rowCount ?? 0) > 0;
  await query(db, first ? WRITE_FIRST : WRITE, values);
  if (closed) await query(db, [relation !== 'gateway_bank' ? NOTHING_TOLD : run.full ? TOLD_SINCE_ALL : TOLD_SINCE_SOME, ADJUST], values);
  if (relation !== 'bank_statement') {
    const anySuggest = (await db.query(`select to_regclass('pg_temp.rc_suggest') is not null as any`)).rows[0] as { any: boolean };
    await query(db, [run.full ? SUGGESTIONS.forgetAll : SUGGESTIONS.forget, ...(anySuggest.any ? [SUGGESTIONS.add] : [])], values);
  }
  await query(db, EXCEPTIONS, values);
}

async function isFirst(db: PoolClient, propertyId: string, relation: string): Promise<boolean> {
  const { rows } = await db.query<{ any: boolean }>(
    `select exists (select from recon_line where property_id = $1 and relation = $2) or exists (select from recon_pair where property_id = $1 and relation = $2) as any`,
    [propertyId, relation],
  );
  return rows[0]?.any === false;
}

/** Runs statements, each with as many of the values as it names. */
async function query(db: PoolClient, statements: readonly string[], values: readonly unknown[]): Promise<void> {
  for (const text of statements) {
    const named = Math.max(0, ...[...text.matchAll(/\$([0-9])/g)].map(([, number]) => Number(number)));
    await db.query(text, values.slice(0, named));
  }
}

/** The next relation makes its own. */
async function forgetTables(db: PoolClient): Promise<void> {
  const { rows } = await db.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = pg_my_temp_schema() and relkind = 'r' and relname like 'rc\\_%'`,
  );
  if (rows.length > 0) await db.query(`drop table ${rows.map(({ name }) => `pg_temp.${name}`).join(', ')}`);
}
