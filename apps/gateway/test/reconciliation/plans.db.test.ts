import type { PropertyId, UserId } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { PoolClient, QueryResult } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DayLinesService } from '../../src/modules/reconciliation-desk/days/day-lines.service.ts';
import { ExceptionsRepository } from '../../src/modules/reconciliation-desk/exceptions/exceptions.repository.ts';
import { reconcile, type RunReport } from '../../src/modules/reconciliation/index.ts';
import { ReconWorld } from './recon-world.ts';

const PAYMENTS = 20_000;
/** Rows that one step of a plan may touch for each row that there is; two sets that meet row by row touch thousands. */
const EACH = 8;
/** A run over a few of them looks at the days around, and little else: at most this part of the work. */
const PART = 5;
/** Four years of statements. */
const DAYS = 1_500;
const AS_OF = '2026-12-01';

let world: ReconWorld;
beforeAll(async () => {
  world = await ReconWorld.start();
  await world.many(PAYMENTS);
}, 120_000);
afterAll(() => world.close());

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly 'Tuples Inserted'?: number;
  readonly Plans?: readonly Plan[];
}
interface Explained {
  readonly 'QUERY PLAN': readonly [{ readonly Plan: Plan }];
}
interface Step {
  readonly node: Plan;
  readonly text: string;
}

const nodes = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];
const touched = (node: Plan): number =>
  ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Join Filter'] ?? 0)) * (node['Actual Loops'] ?? 1);
const EXPLAINED = /^\s*(create temp table \S+ on commit drop as|insert into|delete from|update|with)\s/i;

/** One run, each of whose statements is explained while it does its work. */
async function explainedRun(full: boolean): Promise<{ readonly report: RunReport | null; readonly steps: readonly Step[] }> {
  const steps: Step[] = [];
  const report = await inTransaction(world.app, (db) => {
    const query = async (text: string, values: unknown[] = []): Promise<Pick<QueryResult, 'rows' | 'rowCount'>> => {
      if (!EXPLAINED.test(text)) return db.query(text, values);
      const { rows } = await db.query<Explained>(`explain (analyze, timing off, format json) ${text}`, values);
      const plan = rows[0]?.['QUERY PLAN'][0].Plan;
      if (plan === undefined) throw new Error(text);
      steps.push(...nodes(plan).map((node) => ({ node, text })));
      return { rows: [], rowCount: plan['Tuples Inserted'] ?? (plan['Node Type'] === 'ModifyTable' ? plan.Plans?.[0] : plan)?.['Actual Rows'] ?? 0 };
    };
    const order = { propertyId: world.hotel, asOf: AS_OF, at: new Date(`${AS_OF}T09:00:00Z`), full };
    return reconcile({ query } as unknown as PoolClient, order);
  });
  return { report, steps };
}

const tooMuch = (steps: readonly Step[], limit: number): readonly string[] =>
  steps
    .filter(({ node }) => touched(node) > limit)
    .map(({ node, text }) => `${node['Node Type']}, ${touched(node)} rows: ${text.trim().slice(0, 200)}`);
const work = (steps: readonly Step[]): number => steps.reduce((sum, { node }) => sum + touched(node), 0);

describe(`over ${PAYMENTS} payments and the lines about them`, { timeout: 120_000 }, () => {
  it('a whole run touches each row a few times and never one set for each row of another, one over a few changes a part of that', async () => {
    const first = await explainedRun(true);
    expect(first.report).toMatchObject({ full: true });
    expect(first.report?.rows).toBeGreaterThan(PAYMENTS);
    expect(tooMuch(first.steps, PAYMENTS * EACH)).toEqual([]);
    const again = await explainedRun(true);
    expect(tooMuch(again.steps, PAYMENTS * EACH)).toEqual([]);
    await world.owner.query('analyze');
    await world.app.query(
      `insert into recon_change (property_id, side, ref) select property_id, 'gateway', id::text from payment where property_id = $1 order by id desc limit 50`,
      [world.hotel],
    );
    const some = await explainedRun(false);
    expect(some.report).toMatchObject({ full: false });
    expect(some.report?.rows).toBeGreaterThan(50);
    expect(work(some.steps)).toBeLessThan(work(first.steps) / PART);
  });

  it.each([
    ['the first page of exceptions', {}],
    ['a page further down', { cursor: '1.2026-05-01.00000000-0000-0000-0000-000000000000' }],
    ['all of them, ended too', { state: 'all' as const }],
  ])('%s is read in the order of an index', async (_what, more) => {
    const steps = await listSteps((db) =>
      new ExceptionsRepository(db).list(world.hotel as PropertyId, world.hotel as UserId, { state: 'open', limit: 50, ...more }, AS_OF),
    );
    expect(tooMuch(steps, 500)).toEqual([]);
  });

  it('the lines of a day are found by the day', async () => {
    // The server does this by itself, within a minute after rows were written.
    await world.owner.query(`select brin_summarize_new_values('recon_pair_days')`);
    const { rows } = await world.app.query<{ day: string }>(`select min(business_day)::text as day from recon_result where property_id = $1`, [
      world.hotel,
    ]);
    const steps = await listSteps((db) => new DayLinesService(db as never).list(world.hotel as PropertyId, rows[0]?.day ?? '', { limit: 50 }));
    expect(tooMuch(steps, PAYMENTS / 10)).toEqual([]);
  });
});

it('a line of either side of a clean pair is found by what names it', async () => {
  const { rows } = await world.app.query<{ gateway_id: string; other_ref: string }>('select gateway_id, other_ref from recon_pair limit 1');
  for (const [side, ref] of [
    ['gateway', rows[0]?.gateway_id],
    ['bank', rows[0]?.other_ref],
  ]) {
    const steps = await listSteps((db) => db.query('select * from recon_result_at($1, $2, $3, $4)', [world.hotel, 'gateway_bank', side, ref]));
    expect(steps.some(({ node }) => node['Node Type'].includes('Index'))).toBe(true);
    expect(tooMuch(steps, 10)).toEqual([]);
  }
});

/** What the one statement of a list does. */
async function listSteps(list: (db: Pick<PoolClient, 'query'>) => Promise<unknown>): Promise<readonly Step[]> {
  const steps: Step[] = [];
  const query = async (text: string, values: unknown[]): Promise<unknown> => {
    const { rows } = await world.app.query<Explained>(`explain (analyze, timing off, format json) ${text}`, values);
    steps.push(...rows.flatMap((row) => nodes(row['QUERY PLAN'][0].Plan).map((node) => ({ node, text }))));
    return world.app.query(text, values);
  };
  await list({ query } as never);
  return steps;
}

it(
  `over ${DAYS} days of an account a run touches each row a few times, and finds what the bank took for each credit`,
  { timeout: 120_000 },
  async () => {
    await world.clear();
    await world.manyDays(DAYS);
    const { steps } = await explainedRun(true);
    expect(tooMuch(steps, DAYS * 10 * EACH)).toEqual([]);
    const { rows } = await world.app.query(
      `select side, result, count(*)::integer as n from recon_line where relation = 'bank_statement' group by 1, 2 order by 1`,
    );
    expect(rows).toEqual(['bank', 'statement'].map((side) => ({ side, result: 'matched', n: DAYS * 2 })));
  },
);
