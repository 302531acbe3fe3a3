import { approveAtOnce, scriptedDecline } from '@payport/testing';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shutGate } from './gate.ts';
import { GatewayHarness } from './gateway-harness.ts';

const TOKEN = 'a-token-of-more-than-thirty-two-characters';
const DOCUMENT = readFileSync(path.resolve(import.meta.dirname, '../../../docs/metrics.md'), 'utf8');

let gateway: GatewayHarness;
let terminalId: string;
beforeAll(async () => {
  gateway = await GatewayHarness.start({ config: { metricsToken: TOKEN, poolSize: 7 } });
  terminalId = await gateway.addTerminal();
});
afterAll(() => gateway.close());

/** Every sample by its name with labels, in their order of writing. */
async function scrape(): Promise<Map<string, number>> {
  const { status, headers, text } = await gateway.call('GET', '/metrics', undefined, { authorization: `Bearer ${TOKEN}` });
  expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/plain; version=0.0.4')]);
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(samples.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));
}

/** The document's tables: `| `name` | type | labels | …`. */
const documented = [...DOCUMENT.matchAll(/^\| `(payport_\w+)` +\| (counter|gauge|histogram) +\| (.*?) +\|/gm)].map(([, name, type, labels = '']) => ({
  name,
  type,
  labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label).sort(),
}));

describe('the metrics', () => {
  it('are the ones that docs/metrics.md describes, with their types and labels', async () => {
    await gateway.pay({ terminalId });
    const { text } = await gateway.call('GET', '/metrics', undefined, { authorization: `Bearer ${TOKEN}` });
    const real = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = '', type]) => {
      const sample = new RegExp(`^${name}(?:_bucket)?\\{(.*)\\} `, 'm').exec(text)?.[1] ?? '';
      const labels = [...sample.matchAll(/(\w+)="/g)].map(([, label]) => label).filter((label) => label !== 'le');
      return { name, type, labels: labels.sort() };
    });
    const byName = (a: { name?: string | undefined }, b: { name?: string | undefined }): number => String(a.name).localeCompare(String(b.name));
    expect(documented.toSorted(byName)).toEqual(real.toSorted(byName));
  });

  it('name every label value that the document promises, from the first scrape on', async () => {
    const samples = await scrape();
    for (const [, name, value] of DOCUMENT.matchAll(/`(\w+)="(\w+)"`/g)) {
      expect([...samples.keys()].filter((sample) => sample.includes(`${name}="${value}"`))).not.toEqual([]);
    }
  });

  it('count a payment once, by its end, and time it', async () => {
    const before = await scrape();
    gateway.terminal.onOrder = () => Promise.resolve({ outcome: 'declined', decline: scriptedDecline(), result: null, evidence: {} });
    await gateway.pay({ terminalId, amount: '77.00' });
    gateway.terminal.onOrder = approveAtOnce;
    const after = await scrape();
    const grew = (name: string): number => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    expect(grew('payport_payments_started_total{kind="sale"}')).toBe(1);
    expect(grew('payport_payments_total{kind="sale",outcome="declined"}')).toBe(1);
    expect(grew('payport_payments_total{kind="sale",outcome="approved"}')).toBe(0);
    expect(grew('payport_payment_duration_seconds_count{kind="sale",outcome="declined"}')).toBe(1);
  });

  it('show what is on devices, open, unknown and waiting now', async () => {
    const gate = shutGate();
    const other = await gateway.addTerminal();
    gateway.terminal.onOrder = async () => {
      await gate.opened;
      return { outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} };
    };
    await gateway.pay({ terminalId: other, amount: '78.00' }, { prefer: '' });
    const during = await scrape();
    expect(during.get('payport_device_conversations{what="order"}')).toBe(1);
    expect(during.get('payport_terminals{status="busy"}')).toBe(1);
    expect(during.get('payport_terminals{status="online"}')).toBe(1);
    expect(during.get('payport_oldest_unknown_payment_age_seconds')).toBe(0);
    expect(during.get('payport_database_connections_max')).toBe(7);
    gate.open();
    gateway.terminal.onOrder = approveAtOnce;
    await expect.poll(async () => (await scrape()).get('payport_payments_open{status="unknown"}')).toBe(1);
    const after = await scrape();
    expect(after.get('payport_payments_unknown_total{kind="sale"}')).toBe(1);
    expect(after.get('payport_oldest_unknown_payment_age_seconds')).toBeGreaterThan(0);
    expect(after.get('payport_outbox_pending')).toBeGreaterThanOrEqual(3);
    expect(after.get('payport_outbox_oldest_age_seconds')).toBeGreaterThan(0);
    await expect.poll(async () => (await scrape()).get('payport_recovery_questions_total{finding="cannot_tell"}'), { timeout: 10_000 }).toBe(1);
  });

  it('time requests by template, never by what the caller wrote', async () => {
    await gateway.call('GET', '/sonata/v1/payments/0198c0de-0000-7000-8000-000000000001?card=4111111111111111');
    await gateway.call('GET', '/no/such/path/4111111111111111');
    const names = [...(await scrape()).keys()].filter((name) => name.startsWith('payport_http_request_duration_seconds_count'));
    expect(names.join('\n')).not.toMatch(/4111|0198c0de/);
    expect(names).toContain('payport_http_request_duration_seconds_count{route="/sonata/v1/payments/:id",method="GET",status="404",held="0"}');
    expect(names).toContain('payport_http_request_duration_seconds_count{route="unmatched",method="GET",status="404",held="0"}');
    expect(names).toContain('payport_http_request_duration_seconds_count{route="/sonata/v1/payments",method="POST",status="201",held="1"}');
  });

  it('are still told when the database is away, without yesterday’s numbers', async () => {
    const { pool } = gateway.engine;
    const query = pool.query.bind(pool);
    pool.query = () => Promise.reject(new Error('away'));
    const samples = await scrape();
    pool.query = query;
    expect(samples.get('payport_database_up')).toBe(0);
    expect(samples.get('payport_oldest_unknown_payment_age_seconds')).toBeNaN();
    expect(samples.has('payport_payments_open{status="unknown"}')).toBe(false);
    expect(samples.get('payport_ready')).toBe(1);
    expect((await scrape()).get('payport_database_up')).toBe(1);
  });
});

describe('GET /metrics', () => {
  it('refuses a stranger with a problem, and lets this machine look', async () => {
    const ask = (headers: Record<string, string>, remoteAddress: string) =>
      gateway.app.inject({ method: 'GET', url: '/metrics', headers, remoteAddress });
    const refused = await ask({}, '192.0.2.7');
    expect([refused.statusCode, refused.headers['www-authenticate'], refused.json()]).toEqual([
      401,
      'Bearer realm="payport-metrics"',
      expect.objectContaining({ code: 'unauthorized' }),
    ]);
    expect((await ask({ 'x-forwarded-for': '127.0.0.1' }, '127.0.0.1')).statusCode).toBe(401);
    expect((await ask({ authorization: `Bearer ${gateway.key}` }, '127.0.0.1')).statusCode).toBe(401);
    expect((await ask({ host: 'localhost:4000' }, '127.0.0.1')).statusCode).toBe(200);
  });
});
