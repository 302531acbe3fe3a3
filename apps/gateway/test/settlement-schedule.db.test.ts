import { PgCommandStore } from '@payport/persistence';
import { closed, ManualClock, scriptedDecline } from '@payport/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { shutGate } from './gate.ts';
import { GatewayHarness } from './gateway-harness.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** 23:00 in Moscow: the terminals of this test close at 23:55. */
const EVENING = Date.UTC(2026, 4, 20, 20, 0);
const DUE = EVENING + 55 * MINUTE;

let gateway: GatewayHarness;
let terminalId: string;
let clock: ManualClock;
beforeAll(async () => {
  clock = new ManualClock(EVENING);
  gateway = await GatewayHarness.start({ clock });
});
afterAll(() => gateway.close());
beforeEach(async () => {
  await gateway.db.query('update terminal set enabled = false');
  terminalId = await gateway.addTerminal();
  await gateway.db.query(`update terminal set settle_at = '23:55', settle_since = $2 where id = $1`, [terminalId, new Date(EVENING - 24 * HOUR)]);
  clock.jump(EVENING - clock.now());
  gateway.terminal.onSettle = () => Promise.resolve(closed());
});

/** One look at the given moment; whatever it starts has ended when this resolves, but for so many that a test holds. */
async function lookAt(ms: number, held = 0): Promise<void> {
  clock.jump(ms - clock.now());
  await gateway.engine.schedule.look();
  await vi.waitFor(async () => {
    const { rowCount } = await gateway.db.query(`select from terminal_command where terminal_id = $1 and status in ('accepted', 'in_progress')`, [
      terminalId,
    ]);
    expect(rowCount).toBe(held);
  }, 20_000);
}
const closes = async (): Promise<readonly { status: string; due: number | null; by: string }[]> =>
  (
    await gateway.db.query('select status, due_at, requested_kind from terminal_command where terminal_id = $1 order by created_at, id', [terminalId])
  ).rows.map((row) => ({ status: row.status, due: row.due_at?.getTime() ?? null, by: row.requested_kind }));
const alarms = async (): Promise<unknown> =>
  (await gateway.db.query('select kind, cleared_at is not null as cleared from alarm where terminal_id = $1 order by id', [terminalId])).rows;
/** Yesterday's close, so that only this evening's moment is due. */
const closedYesterday = (): Promise<unknown> =>
  gateway.db.query('update terminal set settle_since = $2 where id = $1', [terminalId, new Date(EVENING - HOUR)]);

const closeByHand = (): Promise<unknown> =>
  gateway.engine.commands.start({
    propertyId: gateway.propertyId as never,
    terminalId: terminalId as never,
    kind: 'settlement',
    requestedBy: { kind: 'user', name: 'Анна', id: null },
    acknowledged: [],
    idempotencyKey: null,
    dueAtMs: null,
  });

describe('the schedule of closes', () => {
  it('closes at the property’s own time, once a day', async () => {
    await closedYesterday();
    await lookAt(DUE - MINUTE);
    expect(await closes()).toEqual([]);
    await lookAt(DUE + MINUTE);
    await lookAt(DUE + 2 * MINUTE);
    expect(await closes()).toEqual([{ status: 'done', due: DUE, by: 'schedule' }]);
    await lookAt(DUE + 24 * HOUR + MINUTE);
    expect((await closes()).map(({ due }) => due)).toEqual([DUE, DUE + 24 * HOUR]);
  });

  it('follows the time zone of the property', async () => {
    await closedYesterday();
    await gateway.db.query(`update property set time_zone = 'Europe/Kaliningrad' where id = $1`, [gateway.propertyId]);
    try {
      await lookAt(DUE + MINUTE);
      expect(await closes()).toEqual([]);
      await lookAt(DUE + HOUR + MINUTE);
      expect(await closes()).toMatchObject([{ due: DUE + HOUR }]);
    } finally {
      await gateway.db.query(`update property set time_zone = 'Europe/Moscow' where id = $1`, [gateway.propertyId]);
    }
  });

  it.each([
    ['forward: half past two never comes', '2026-03-29'],
    ['back: half past two comes twice', '2026-10-25'],
  ])('closes once in the night in which the clocks go %s', async (_, night) => {
    const midnight = Date.parse(`${night}T00:00:00Z`);
    await gateway.db.query(`update property set time_zone = 'Europe/Berlin' where id = $1`, [gateway.propertyId]);
    await gateway.db.query(`update terminal set settle_at = '02:30', settle_since = $2 where id = $1`, [terminalId, new Date(midnight - 2 * HOUR)]);
    try {
      for (let minutes = 10; minutes < 5 * 60; minutes += 10) await lookAt(midnight + minutes * MINUTE);
      expect(await closes()).toEqual([{ status: 'done', due: midnight + 90 * MINUTE, by: 'schedule' }]);
      await lookAt(midnight + 24 * HOUR + 91 * MINUTE);
      expect(await closes()).toHaveLength(2);
      expect(await alarms()).toEqual([]);
    } finally {
      await gateway.db.query(`update property set time_zone = 'Europe/Moscow' where id = $1`, [gateway.propertyId]);
    }
  });

  it('does not close what was due before the time was set, nor a terminal that is closed by hand or disabled', async () => {
    await gateway.db.query('update terminal set settle_since = $2 where id = $1', [terminalId, new Date(EVENING)]);
    await lookAt(EVENING);
    await gateway.db.query('update terminal set settle_at = null where id = $1', [terminalId]);
    await lookAt(DUE + MINUTE);
    await gateway.db.query(`update terminal set settle_at = '23:55', settle_since = $2, enabled = false where id = $1`, [
      terminalId,
      new Date(EVENING),
    ]);
    await lookAt(DUE + MINUTE);
    expect(await closes()).toEqual([]);
  });

  it('takes a close by hand within the hour before for the day’s own', async () => {
    await closedYesterday();
    clock.jump(DUE - 30 * MINUTE - clock.now());
    await closeByHand();
    await lookAt(DUE + MINUTE);
    expect(await closes()).toMatchObject([{ by: 'user' }]);
  });

  it('leaves the day to a close by hand that is under way, and not to one that failed', async () => {
    await closedYesterday();
    const gate = shutGate();
    gateway.terminal.onSettle = async () => {
      await gate.opened;
      return { outcome: 'failed', decline: scriptedDecline(), slip: null, evidence: {} };
    };
    clock.jump(DUE - 30 * MINUTE - clock.now());
    await closeByHand();
    const due = async (): Promise<readonly boolean[]> =>
      (await new PgCommandStore(gateway.db).due(DUE + MINUTE, HOUR)).filter((one) => one.terminalId === terminalId).map(({ taken }) => taken);
    expect(await due()).toEqual([true]);
    await lookAt(DUE + MINUTE, 1);
    gate.open();
    await vi.waitFor(async () => expect(await closes()).toMatchObject([{ status: 'failed', by: 'user' }]), 20_000);
    await lookAt(DUE + MINUTE);
    expect((await closes()).map(({ status, by }) => [status, by])).toEqual([
      ['failed', 'user'],
      ['failed', 'schedule'],
    ]);
  });

  it('waits for a terminal that is busy or offline, and tells people when the day is missed; the late close clears that', async () => {
    await closedYesterday();
    await gateway.db.query('update terminal set offline_since = now() where id = $1', [terminalId]);
    await lookAt(DUE + MINUTE);
    expect([await closes(), await alarms()]).toEqual([[], []]);
    await lookAt(DUE + 2 * HOUR + MINUTE);
    await lookAt(DUE + 2 * HOUR + 2 * MINUTE);
    expect([await closes(), await alarms()]).toEqual([[], [{ kind: 'settlement_missed', cleared: false }]]);
    await gateway.db.query('update terminal set offline_since = null where id = $1', [terminalId]);
    await lookAt(DUE + 3 * HOUR);
    expect(await closes()).toMatchObject([{ status: 'done', due: DUE }]);
    expect(await alarms()).toEqual([{ kind: 'settlement_missed', cleared: true }]);
  });

  it('tries a refused close again after five minutes, then ten', async () => {
    await closedYesterday();
    gateway.terminal.onSettle = () => Promise.resolve({ outcome: 'failed', decline: scriptedDecline(), slip: null, evidence: {} });
    await lookAt(DUE + MINUTE);
    await lookAt(DUE + 4 * MINUTE);
    expect(await closes()).toHaveLength(1);
    await lookAt(DUE + 7 * MINUTE);
    await lookAt(DUE + 13 * MINUTE);
    expect(await closes()).toHaveLength(2);
    gateway.terminal.onSettle = () => Promise.resolve(closed());
    await lookAt(DUE + 18 * MINUTE);
    expect((await closes()).map(({ status }) => status)).toEqual(['failed', 'failed', 'done']);
    expect(await alarms()).toEqual([{ kind: 'settlement_failed', cleared: true }]);
  });

  it('never closes again what may have been closed', async () => {
    await closedYesterday();
    gateway.terminal.onSettle = () => Promise.resolve({ outcome: 'unknown', decline: scriptedDecline(), evidence: {} });
    await lookAt(DUE + MINUTE);
    await lookAt(DUE + HOUR);
    await lookAt(DUE + 5 * HOUR);
    expect(await closes()).toMatchObject([{ status: 'unknown' }]);
    expect(await alarms()).toEqual([{ kind: 'settlement_unknown', cleared: false }]);
    await gateway.db.query('delete from device_claim where terminal_id = $1', [terminalId]);
  });

  it('runs once, however many look at the same moment', async () => {
    await closedYesterday();
    const before = gateway.terminal.journal.closes.length;
    clock.jump(DUE + MINUTE - clock.now());
    await Promise.all(Array.from({ length: 5 }, () => gateway.engine.schedule.look()));
    await lookAt(DUE + MINUTE);
    expect(gateway.terminal.journal.closes.length - before).toBe(1);
    expect(await closes()).toHaveLength(1);
  });
});

describe('the database', () => {
  it('lets a scheduled moment be taken once, also by another gateway, and anew only after a failure', async () => {
    await gateway.db.query(`insert into gateway_instance values ('other', 1, now(), now(), now()) on conflict do nothing`);
    const take = (reference: string, status: string): Promise<unknown> =>
      gateway.db.query(
        `insert into terminal_command (id, property_id, terminal_id, kind, status, requested_kind, due_at, device_reference, instance_id, created_at, final_at)
         values (gen_random_uuid(), $1, $2, 'settlement', $4, 'schedule', $5, $3, 'other', now(), case when $4 = 'failed' then now() end)`,
        [gateway.propertyId, terminalId, reference, status, new Date(DUE)],
      );
    await take('A', 'failed');
    await take('B', 'accepted');
    await expect(take('C', 'accepted')).rejects.toMatchObject({ constraint: 'terminal_command_due' });
    await lookAt(DUE + MINUTE).catch(() => undefined);
    expect((await closes()).map(({ status }) => status)).toEqual(['failed', 'accepted']);
  });
});
