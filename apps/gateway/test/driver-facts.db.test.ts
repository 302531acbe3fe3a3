import { approvedResult, ManualClock, scriptedDecline } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayHarness } from './gateway-harness.ts';

let gateway: GatewayHarness;
let clock: ManualClock;
let terminalId: string;

beforeEach(async () => {
  clock = new ManualClock();
  gateway = await GatewayHarness.start({ clock });
  terminalId = await gateway.addTerminal();
});
afterEach(() => gateway.close());

const pay = () => gateway.pay({ terminalId, reservation: { confirmationNumber: randomUUID() } });
const kept = async (): Promise<unknown[]> =>
  (await gateway.db.query("select evidence from payment_event where cause = 'facts_kept' order by seq")).rows.map(
    ({ evidence }) => evidence as unknown,
  );
const LOST = { outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: false, evidence: {} } as const;
async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the awaited condition did not come');
    await nextTurn();
  }
}

async function untilKept(count: number): Promise<void> {
  const deadline = Date.now() + 60_000;
  while ((await kept()).length < count) {
    if (Date.now() > deadline) throw new Error('the facts did not come');
    await nextTurn();
  }
}

describe('what a driver keeps of its order', () => {
  it('is in the database, for every other connection to read, before the driver goes on', async () => {
    let seen: unknown[] = [];
    gateway.terminal.onOrder = async (order, session) => {
      await session.keep({ receipt: '0042', code: 0, last: null });
      seen = await kept();
      return { outcome: 'approved', result: approvedResult(order), evidence: {} };
    };
    expect((await pay()).body).toMatchObject({ status: 'approved' });
    expect(seen).toEqual([{ receipt: '0042', code: 0, last: null }]);
  });

  it('comes back with the question about that order, oldest first, also in a gateway that starts anew', async () => {
    gateway.terminal.onOrder = async (_order, session) => {
      await session.keep({ previous: '0041' });
      await session.keep({ receipt: '0042' });
      // The gateway ends with the order in its hands.
      return new Promise(() => undefined);
    };
    await gateway.pay({ terminalId, reservation: { confirmationNumber: randomUUID() } }, { prefer: '' });
    await untilKept(2);
    const next = await gateway.restart();
    next.terminal.onRecover = (query) => Promise.resolve({ finding: 'approved', rung: 2, result: approvedResult(query.order), evidence: {} });
    await next.engine.start();
    await clock.advance(0);
    await until(() => next.terminal.journal.questions.length > 0);
    expect(next.terminal.journal.questions[0]!.kept).toEqual([{ previous: '0041' }, { receipt: '0042' }]);
    await next.engine.stop();
    await next.app.close();
  });

  it('is refused, so that the device is not told, where the payment was decided meanwhile', async () => {
    let refused: unknown = null;
    gateway.terminal.onOrder = async (order, session) => {
      await session.keep({ previous: '0041' });
      return { outcome: 'approved', result: approvedResult(order), evidence: {} };
    };
    let keep: ((facts: { late: boolean }) => Promise<void>) | null = null;
    const first = gateway.terminal.onOrder;
    gateway.terminal.onOrder = (order, session) => {
      keep = (facts) => session.keep(facts);
      return first(order, session);
    };
    expect((await pay()).body).toMatchObject({ status: 'approved' });
    await keep!({ late: true }).catch((error: unknown) => (refused = error));
    expect(refused).toBeInstanceOf(Error);
    expect(await kept()).toEqual([{ previous: '0041' }]);
  });

  it('has no place in a conversation that is no order', async () => {
    let refused: unknown = null;
    gateway.terminal.onTestLink = () => Promise.resolve({ reachable: true, evidence: {} });
    gateway.terminal.onRecover = async (_query, session) => {
      await session.keep({ nowhere: true }).catch((error: unknown) => (refused = error));
      return { finding: 'cannot_tell', conclusive: false, evidence: {} };
    };
    gateway.terminal.onOrder = () => Promise.resolve(LOST);
    await pay();
    await clock.advance(3_000);
    await until(() => refused !== null);
    expect(refused).toBeInstanceOf(Error);
    expect(await kept()).toEqual([]);
  });

  it('includes the original’s own number, for protocols that name it so', async () => {
    gateway.terminal.onOrder = (order) => Promise.resolve({ outcome: 'approved', result: approvedResult(order, { stan: '0077' }), evidence: {} });
    const sale = await pay();
    await gateway.call('POST', `/sonata/v1/payments/${String(sale.body['id'])}/void`, undefined, { 'idempotency-key': randomUUID() });
    await until(() => gateway.terminal.journal.prompts.length === 2);
    const order = gateway.terminal.journal.prompts.at(-1)?.order;
    expect(order).toMatchObject({ original: { stan: '0077', amountMinor: order?.amountMinor } });
  });
});
