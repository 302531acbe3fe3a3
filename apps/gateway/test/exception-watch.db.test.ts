import type { PortalAlarm } from '@payport/contracts';
import { ManualClock } from '@payport/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { highMinor } from '../src/modules/reconciliation/matching/severity-sql.ts';
import { ExceptionWatch } from '../src/modules/reconciliation-desk/exceptions/exception-watch.ts';
import { GatewayHarness } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { addLine, path, type Line } from './recon-desk-world.ts';

const DAY_MS = 86_400_000;
let gateway: GatewayHarness;
let anna: PortalVisitor;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  anna = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }, 'Анна'));
});
afterAll(() => gateway.close());

const random = { bytes: (size: number) => crypto.getRandomValues(new Uint8Array(size)) };
/** The gateway looks, so many days from now. */
const look = (days: number): Promise<void> =>
  new ExceptionWatch({ pool: gateway.db, clock: new ManualClock(Date.now() + days * DAY_MS), random, log: { warn: () => undefined } }).look();
const severityOf = async ({ exception }: Line): Promise<unknown> => (await anna.get(path(gateway).exception(exception ?? ''))).body['severity'];
const alarms = async (): Promise<readonly PortalAlarm[]> => {
  const { data } = (await anna.get(`/portal/v1/alarms?property=${gateway.propertyId}&open=true`)).body as { data: readonly PortalAlarm[] };
  return data.filter(({ kind }) => kind === 'exceptions_overdue');
};

it('an exception weighs more the longer nobody explains it, whatever the matching says of its amount, until it opens anew', async () => {
  const line = await addLine(gateway, { result: 'date_late' });
  const run = (severity: string) => gateway.db.query('update recon_exception set severity = $2 where id = $1', [line.exception, severity]);
  await run('low');
  const seen: unknown[] = [];
  for (const days of [0, 6, 7, 13, 14]) {
    await look(days);
    seen.push(await severityOf(line));
  }
  expect(seen).toEqual(['low', 'low', 'medium', 'medium', 'high']);
  await run('low');
  expect(await severityOf(line)).toBe('high');
  await gateway.db.query(`update recon_exception set opened_at = now(), severity = 'low' where id = $1`, [line.exception]);
  expect(await severityOf(line)).toBe('low');
});

it('overdue exceptions are told once for a day, until none of it is overdue', async () => {
  const lines = [
    await addLine(gateway, { day: '2026-01-16' }),
    await addLine(gateway, { day: '2026-01-16' }),
    await addLine(gateway, { day: '2026-01-17' }),
  ];
  const due = new Date(Date.now() + 2 * DAY_MS).toISOString().slice(0, 10);
  await anna.post(path(gateway).work, { action: 'due', ids: lines.map(({ exception }) => exception), on: due });
  await look(1);
  expect(await alarms()).toEqual([]);
  await look(5);
  await look(5);
  expect((await alarms()).map(({ text }) => text).sort()).toEqual([
    expect.stringContaining('16 January 2026'),
    expect.stringContaining('17 January 2026'),
  ]);
  await anna.post(path(gateway).work, { action: 'sign_off', ids: [lines[2]!.exception], comment: 'Банк подтвердил' });
  await look(5);
  expect(await alarms()).toHaveLength(1);
  await anna.post(path(gateway).work, { action: 'due', ids: lines.slice(0, 2).map(({ exception }) => exception), on: null });
  await look(5);
  expect(await alarms()).toEqual([]);
});

it('what is looked at first is about the same money in each currency', async () => {
  const values = Promise.all(
    ['RUB', 'USD', 'JPY', 'KWD', 'XXX'].map(async (currency) =>
      Number((await gateway.db.query<{ minor: string }>(`select ${highMinor('$1::text')} as minor`, [currency])).rows[0]?.minor),
    ),
  );
  expect(await values).toEqual([1_000_000, 10_000, 16_000, 35_000, 10_000]);
});
