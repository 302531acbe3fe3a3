import type { PropertyId, TerminalId } from '@payport/domain';
import { createPool } from '@payport/persistence';
import { testDatabase, type TestDatabase } from '@payport/testing';
import type { Pool, QueryConfig } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { QueueRepository } from '../src/modules/portal-queue/queue.repository.ts';
import { PortalTerminalRepository } from '../src/modules/portal-terminals/portal-terminal.repository.ts';
import { insertManyPayments, type ManyPayments } from './many-payments.ts';

const ROWS = 60_000;
/** The newest payment's moment, and a bit. */
const NOW = 1_700_000_000_000 + (ROWS + 5) * 60_000;
const CARE_DAYS = 3;
const UNUSED = '00000000-0000-7000-9000-0000000000aa' as TerminalId;

let database: TestDatabase;
let pool: Pool;
let many: ManyPayments;
beforeAll(async () => {
  database = await testDatabase();
  many = await insertManyPayments(database, ROWS);
  pool = createPool(database.appUrl, {
    applicationName: 'desk-plans-test',
    onError: (error) => {
      throw error;
    },
  });
  const owner = createPool(database.ownerUrl, { applicationName: 'desk-plans-test', onError: () => undefined });
  await owner.query(
    `insert into terminal (id, property_id, name, driver, settings, device_address) values ($1, $2, 'Unused', 'sberbank', '{}', 'unused')`,
    [UNUSED, many.propertyIds[0]],
  );
  await owner.end();
}, 900_000);
afterAll(async () => {
  await pool.end();
  await database.close();
});

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Actual Loops'?: number;
  readonly Plans?: readonly Plan[];
}
const nodes = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

/** What a repository asks, planned and run: each step that looks at payments, by its index, with the rows it read. */
let asked: QueryConfig[] = [];
const spied = (): Pool => {
  const query = (config: QueryConfig): unknown => {
    asked.push(config);
    return pool.query(config);
  };
  return { query } as unknown as Pool;
};
beforeEach(() => {
  asked = [];
});

async function paymentsRead(): Promise<readonly { readonly index: string; readonly rows: number }[]> {
  const found: { readonly index: string; readonly rows: number }[] = [];
  for (const { text, values } of asked) {
    const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>({ text: `explain (analyze, format json) ${text}`, values: values ?? [] });
    for (const node of rows.flatMap(({ 'QUERY PLAN': [{ Plan: plan }] }) => nodes(plan)))
      if (node['Relation Name'] === 'payment')
        found.push({
          index: node['Index Name'] ?? node.Plans?.[0]?.['Index Name'] ?? node['Node Type'],
          rows: ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)) * (node['Actual Loops'] ?? 1),
        });
  }
  return found;
}

describe('among very many payments', () => {
  it('the last sale of each terminal is found in a few steps, and of one that has sold nothing as well', async () => {
    const rows = await new PortalTerminalRepository(spied()).list(many.propertyIds as PropertyId[]);
    expect(rows).toHaveLength(many.terminalIds.length + 1);
    const { rows: slowly } = await pool.query<{ terminal_id: string; id: string }>(
      `select distinct on (terminal_id) terminal_id, id from payment where kind = 'sale' and status = 'approved' order by terminal_id, id desc`,
    );
    const sales = new Map(slowly.map(({ terminal_id, id }) => [terminal_id, id]));
    expect(rows.map(({ id, sale_id }) => [id, sale_id])).toEqual(rows.map(({ id }) => [id, sales.get(id) ?? null]));
    expect(rows.find(({ id }) => id === UNUSED)?.sale_id).toBeNull();
    const read = (await paymentsRead()).reduce((sum, step) => sum + step.rows, 0);
    expect(read).toBeLessThan(1_000);
  });

  it('what staff can mend is found by its own index, page and counts, and is what a look at every payment finds', async () => {
    const codes = ['link_failed', 'not_sent', 'unmapped'];
    const repository = new QueueRepository(spied());
    const propertyIds = many.propertyIds.slice(0, 2) as PropertyId[];
    const page = await repository.page('care', { propertyIds, owner: null, confirmer: null, after: null, limit: 51 }, NOW);
    const counts = await repository.counts(propertyIds, NOW);
    const { rows: slowly } = await pool.query<{ id: string }>(
      `select id from payment where property_id = any($1::uuid[]) and status in ('failed', 'declined') and created_at > $2
         and decline ->> 'code' = any($3) order by id desc`,
      [propertyIds, new Date(NOW - CARE_DAYS * 86_400_000), codes],
    );
    expect(page.map(({ id }) => id)).toEqual(slowly.slice(0, 51).map(({ id }) => id));
    expect(counts.care).toBe(Math.min(100, slowly.length));
    expect(slowly.length).toBeGreaterThan(20);
    const steps = (await paymentsRead()).filter(({ index }) => index !== 'payment_open');
    expect([...new Set(steps.map(({ index }) => index))]).toEqual(['payment_care_newest']);
  });
});
