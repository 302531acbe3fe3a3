import { PORTAL_PATHS, type PortalTerminalDetail } from '@payport/contracts';
import { approvedResult, ManualClock, scriptedDecline, type OrderScript } from '@payport/testing';
import type { DriverAlert } from '@payport/terminals-core';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';

let gateway: GatewayHarness;
let clock: ManualClock;
let terminalId: string;
let manager: PortalVisitor;
beforeEach(async () => {
  clock = new ManualClock();
  gateway = await GatewayHarness.start({ clock });
  terminalId = await gateway.addTerminal();
  manager = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'manager' }, 'Анна'));
});
afterEach(() => gateway.close());

const MISMATCH: DriverAlert = { kind: 'terminal_mismatch', detail: 'registered as 00459991, answered as 00459992' };
const WHOLE_NUMBER: DriverAlert = { kind: 'full_card_number', detail: 'file e held a full card number; it was truncated before it was kept' };
const pay = (changes: Record<string, unknown> = {}): Promise<Answer> =>
  gateway.pay({ terminalId, reservation: { confirmationNumber: randomUUID() }, ...changes });
const detail = async (who = manager): Promise<PortalTerminalDetail> =>
  (await who.get(PORTAL_PATHS.terminal(terminalId))).body as unknown as PortalTerminalDetail;
const lift = (who: PortalVisitor, reason = 'Терминал тот, TID исправлен'): Promise<Answer> =>
  who.post(PORTAL_PATHS.liftQuarantine(terminalId), { reason });
const alarms = async (): Promise<number> =>
  (await gateway.db.query(`select from alarm where kind = 'terminal_quarantined' and terminal_id = $1 and cleared_at is null`, [terminalId]))
    .rowCount ?? 0;
const sonataStatus = async (): Promise<unknown> =>
  ((await gateway.call('GET', '/sonata/v1/terminals')).body['data'] as { id: string; status: string }[]).find(({ id }) => id === terminalId)?.status;
/** A device that raises an alert with its answer. */
const alerting =
  (alert: DriverAlert, answer: OrderScript): OrderScript =>
  (order, session) => {
    session.alert(alert);
    return answer(order, session);
  };
const approve: OrderScript = (order) => Promise.resolve({ outcome: 'approved', result: approvedResult(order), evidence: {} });
const lost: OrderScript = () =>
  Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} });

describe('a terminal that does not answer as the registered one', () => {
  it('keeps its outcome and takes no new order: refused with its own text, shown to Sonata as disabled, with an alarm', async () => {
    gateway.terminal.onOrder = alerting(WHOLE_NUMBER, approve);
    expect((await pay()).body).toMatchObject({ status: 'approved' });
    gateway.terminal.onOrder = approve;
    const refused = await pay();
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'terminal-disabled', quarantine: { reason: 'full_card_number' }, detail: expect.stringContaining('put out of use') },
    });
    expect([await sonataStatus(), await alarms()]).toEqual(['disabled', 1]);
    expect((await detail()).terminal).toMatchObject({
      status: 'disabled',
      enabled: true,
      quarantine: { reason: 'full_card_number', since: new Date(clock.now()).toISOString(), detail: WHOLE_NUMBER.detail },
    });
    const { rows } = await gateway.db.query(`select payload from outbox where topic = 'terminal.status'`);
    expect(rows).toEqual([{ payload: { terminalId } }]);
  });

  it('is recognised by TID and MID of its result, whatever its driver looks at', async () => {
    for (const wrong of [{ terminalTid: '00459992' }, { merchantMid: '684444440000' }]) {
      terminalId = await gateway.addTerminal({ name: randomUUID() });
      gateway.terminal.onOrder = (order) => Promise.resolve({ outcome: 'approved', result: { ...approvedResult(order), ...wrong }, evidence: {} });
      await pay();
      expect((await detail()).terminal.quarantine).toMatchObject({ reason: 'terminal_mismatch' });
    }
  });

  it('has run nothing of ours where it approves under another TID, whatever it says later', async () => {
    const foreign: OrderScript = (order) =>
      Promise.resolve({ outcome: 'approved', result: approvedResult(order, { terminalTid: '00459992' }), evidence: {} });
    gateway.terminal.onOrder = foreign;
    gateway.terminal.onRecover = (query) =>
      Promise.resolve({ finding: 'approved', rung: 1, result: approvedResult(query.order, { terminalTid: '00459992' }), evidence: {} });
    const { body } = await pay();
    expect(body).toMatchObject({ status: 'unknown', outcome: 'unknown', result: null, decline: { retry: 'do_not_retry_check_first' } });
    await clock.advance(60_000);
    while (gateway.engine.conversations() > 0) await nextTurn();
    expect((await gateway.call('GET', `/sonata/v1/payments/${String(body['id'])}`)).body).toMatchObject({ status: 'unknown' });
  });

  it('and is seen through by a command too', async () => {
    gateway.terminal.onSettle = (_order, session) => {
      session.alert(MISMATCH);
      return Promise.resolve({ outcome: 'failed', decline: scriptedDecline(), slip: null, evidence: {} });
    };
    await gateway.call('POST', `/sonata/v1/terminals/${terminalId}/settlements`, undefined, { 'idempotency-key': randomUUID(), prefer: 'wait=20' });
    await expect.poll(async () => (await detail()).terminal.quarantine?.reason, { timeout: 10_000 }).toBe('terminal_mismatch');
  });

  it('and another one, in the same hotel, goes on', async () => {
    gateway.terminal.onOrder = alerting(MISMATCH, lost);
    expect((await pay()).body).toMatchObject({ status: 'unknown' });
    gateway.terminal.onOrder = approve;
    expect((await pay({ terminalId: await gateway.addTerminal({ name: 'Второй' }) })).body).toMatchObject({ status: 'approved' });
  });

  it('is still asked about what it has run, and the foreign answer is never an approval', async () => {
    gateway.terminal.onOrder = alerting(MISMATCH, lost);
    gateway.terminal.onRecover = (query) => Promise.resolve({ finding: 'approved', rung: 1, result: approvedResult(query.order), evidence: {} });
    const { body } = await pay();
    expect(body).toMatchObject({ status: 'unknown' });
    await clock.advance(2_000);
    await expect
      .poll(async () => (await gateway.call('GET', `/sonata/v1/payments/${String(body['id'])}`)).body['status'], { timeout: 10_000 })
      .toBe('approved');
    expect((await pay()).body).toMatchObject({ code: 'terminal-disabled' });
  });

  it('found out by a question is put out of use too, also where the question proves nothing', async () => {
    gateway.terminal.onOrder = lost;
    gateway.terminal.onRecover = (_query, session) => {
      session.alert(MISMATCH);
      return Promise.resolve({ finding: 'cannot_tell', conclusive: false, evidence: {} });
    };
    await pay();
    await clock.advance(2_000);
    await expect.poll(async () => (await detail()).terminal.quarantine?.reason, { timeout: 10_000 }).toBe('terminal_mismatch');
  });

  it('stays out of use after a kill, and at every gateway', async () => {
    gateway.terminal.onOrder = alerting(WHOLE_NUMBER, approve);
    await pay();
    const peer = await gateway.join();
    expect((await peer.pay({ terminalId, reservation: { confirmationNumber: randomUUID() } })).body).toMatchObject({ code: 'terminal-disabled' });
    await peer.close();
    const next = await gateway.restart();
    await next.engine.start();
    const again = await next.call(
      'POST',
      '/sonata/v1/payments',
      { terminalId, amount: '1.00', currency: 'RUB' },
      { 'idempotency-key': randomUUID() },
    );
    expect(again).toMatchObject({ status: 409, body: { code: 'terminal-disabled' } });
    await next.engine.stop();
    await next.app.close();
  });

  it('closes no day either, but may be asked whether it is there', async () => {
    gateway.terminal.onOrder = alerting(WHOLE_NUMBER, approve);
    await pay();
    const close = await gateway.call('POST', `/sonata/v1/terminals/${terminalId}/settlements`, undefined, { 'idempotency-key': randomUUID() });
    expect(close).toMatchObject({ status: 409, body: { code: 'terminal-disabled' } });
    expect((await manager.post(PORTAL_PATHS.terminalCommands(terminalId), { kind: 'link_test' })).status).toBe(202);
    while (gateway.engine.conversations() > 0) await nextTurn();
  });
});

describe('the end of a quarantine', () => {
  beforeEach(async () => {
    gateway.terminal.onOrder = alerting(WHOLE_NUMBER, approve);
    await pay();
    gateway.terminal.onOrder = approve;
  });

  it('is a manager’s, with a reason that stays in the history; then the terminal works, and the alarm is gone', async () => {
    const support = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'support' }));
    expect((await lift(support)).status).toBe(403);
    expect(await lift(manager, 'x')).toMatchObject({ status: 422, body: { code: 'validation-failed' } });
    const lifted = (await lift(manager)).body as unknown as PortalTerminalDetail;
    expect(lifted.terminal).toMatchObject({ quarantine: null, status: 'online' });
    expect(lifted.history[0]).toMatchObject({
      actor: 'user:Анна',
      action: 'terminal.quarantine_lifted',
      before: { quarantine: 'full_card_number' },
      after: { reason: 'Терминал тот, TID исправлен' },
    });
    expect([await alarms(), await sonataStatus(), (await pay()).body['status']]).toEqual([0, 'online', 'approved']);
    expect(await lift(manager)).toMatchObject({ status: 409, body: { code: 'not-quarantined' } });
  });

  it('does not enable what people have disabled', async () => {
    await manager.post(PORTAL_PATHS.disableTerminal(terminalId));
    await lift(manager);
    expect((await detail()).terminal).toMatchObject({ quarantine: null, enabled: false, status: 'disabled' });
    expect((await pay()).body).toMatchObject({ code: 'terminal-disabled' });
  });

  it('begins a new one with the next such answer', async () => {
    await lift(manager);
    gateway.terminal.onOrder = alerting(MISMATCH, lost);
    await pay();
    expect([(await detail()).terminal.quarantine?.reason, await alarms()]).toEqual(['terminal_mismatch', 1]);
  });
});
