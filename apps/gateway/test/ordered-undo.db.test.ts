import { PORTAL_PATHS, type PortalPaymentDetail } from '@payport/contracts';
import type { LostOperation, UndoOutcome } from '@payport/terminals-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../src/modules/payments/index.ts';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { paymentInReview } from './payment-in-review.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';

const WORDS = { outcome: 'undo', evidence: 'Гость расплатился наличными, ответ терминала потерян' };
const LIMIT_MINOR = 200_000;

let gateway: GatewayHarness;
let anna: PortalVisitor;
let asked: LostOperation[];
/** What the terminal says to the next orders; the last one stays. `null`: nothing of the order leaves. */
let says: UndoOutcome['outcome'][];
let armed: Checkpoint | null;
let died: () => void;
let death: Promise<void>;

beforeEach(async () => {
  asked = [];
  says = ['done'];
  armed = null;
  death = new Promise((resolve) => (died = resolve));
  gateway = await GatewayHarness.start({
    checkpoints: {
      reached: (point) => {
        if (point !== armed) return;
        armed = null;
        died();
        return new Promise<void>(() => undefined);
      },
    },
  });
  script(gateway);
  await gateway.db.query(`insert into property_limit (property_id, currency, max_refund_minor) values ($1, 'RUB', $2)`, [
    gateway.propertyId,
    LIMIT_MINOR,
  ]);
  anna = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'manager' }, 'Анна'));
});
afterEach(() => gateway.close());

function script(on: Pick<GatewayHarness, 'terminal'>): void {
  on.terminal.onUndoLost = async (lost, sending) => {
    asked.push(lost);
    const outcome = (says.length > 1 ? says.shift() : says[0]) ?? 'unknown';
    // Only what is sent is marked as sent; a question about an earlier one is not.
    if (lost.tried.length === 0 && outcome !== 'not_last' && outcome !== 'not_sent') await sending.beforeFirstByte();
    return { outcome, evidence: {} };
  };
}

const order = (id: string, who = anna): Promise<Answer> => who.post(PORTAL_PATHS.resolution(id), WORDS);
const detail = async (id: string): Promise<PortalPaymentDetail> => (await anna.get(PORTAL_PATHS.payment(id))).body as unknown as PortalPaymentDetail;
const status = async (id: string): Promise<string> =>
  String((await gateway.db.query<{ status: string }>('select status from payment where id = $1', [id])).rows[0]?.status);
const reaches = (id: string, wanted: string): Promise<void> => expect.poll(() => status(id), { timeout: 20_000, interval: 50 }).toBe(wanted);
const causes = async (id: string): Promise<string[]> => (await detail(id)).events.slice(-4).map(({ cause, to }) => `${cause} ${to}`);
const claims = async (): Promise<number | null> => (await gateway.db.query('select from device_claim')).rowCount;

describe('a sale in review that a person has undone at the terminal', () => {
  it('ends reversed where the terminal says so: one order, its audit, the device free', async () => {
    const id = await paymentInReview(gateway);
    expect((await detail(id)).may.resolve).toEqual(['approved', 'declined', 'failed', 'undo']);
    const answer = await order(id);
    expect(answer.status, answer.text).toBe(200);
    await reaches(id, 'reversed');
    expect(asked).toMatchObject([{ amountMinor: 150_000n, currency: 'RUB', tried: [] }]);
    expect(asked[0]?.reference).not.toBe(asked[0]?.of);
    const { events } = await detail(id);
    expect(events.slice(-3)).toMatchObject([
      { cause: 'undo_ordered', from: 'manual_review', to: 'reversing', actor: 'user:Анна', evidence: { evidence: WORDS.evidence } },
      { cause: 'step_sent', evidence: { step: 'undo', reference: asked[0]?.reference } },
      { cause: 'undone', from: 'reversing', to: 'reversed' },
    ]);
    const { rows } = await gateway.db.query(
      `select actor, action from audit_entry where subject = $1 and action not in ('payment.viewed', 'payment.asked_again')`,
      [id],
    );
    expect([rows, await claims()]).toEqual([[{ actor: 'user:Анна', action: 'payment.undo_ordered' }], 0]);
    expect((await gateway.call('GET', `/sonata/v1/payments/${id}`)).body).toMatchObject({ status: 'reversed', outcome: 'reversed', final: true });
  });

  it.each([
    ['refused', 'undo_refused'],
    ['not_last', 'undo_not_last'],
  ] as const)('waits for a person again where the answer is “%s”, and the device serves the next guest', async (outcome, cause) => {
    says = [outcome];
    const id = await paymentInReview(gateway);
    await order(id);
    await expect.poll(() => causes(id), { timeout: 20_000 }).toContain(`${cause} manual_review`);
    expect([asked.length, await claims()]).toEqual([1, 0]);
    expect((await detail(id)).may.resolve).toEqual(['approved', 'declined', 'failed', 'reversed', 'undo']);
  });

  it('is asked about, and never sent again, where the answer was lost', async () => {
    says = ['unknown', 'done'];
    const id = await paymentInReview(gateway);
    await order(id);
    await reaches(id, 'reversed');
    expect(asked.map(({ tried }) => tried)).toEqual([[], [asked[0]?.reference]]);
    expect((await detail(id)).events.filter(({ cause }) => cause === 'step_sent')).toHaveLength(1);
  });

  it('goes back to people where the terminal has no record of an undo whose answer was lost, and a second order sends nothing', async () => {
    says = ['unknown'];
    const id = await paymentInReview(gateway);
    await order(id);
    await expect.poll(() => causes(id), { timeout: 20_000 }).toContain('undo_unproven manual_review');
    says = ['unknown'];
    await order(id);
    await expect.poll(() => asked.length, { timeout: 20_000 }).toBe(3);
    await reaches(id, 'manual_review');
    expect(asked[2]?.tried).toEqual([asked[0]?.reference]);
    expect((await detail(id)).events.filter(({ cause }) => cause === 'step_sent')).toHaveLength(1);
  });

  it('is not sent a second time by a gateway that starts anew', async () => {
    const id = await paymentInReview(gateway);
    armed = 'before_undo';
    await order(id);
    await death;
    const next = await gateway.restart();
    script(next);
    await next.engine.start();
    try {
      await reaches(id, 'reversed');
      expect(asked.map(({ tried }) => tried)).toEqual([[], [asked[0]?.reference]]);
    } finally {
      await next.engine.stop();
      await next.app.close();
      await next.engine.pool.end();
    }
  });

  it('takes two people above the limit, and reaches the terminal only with the second', async () => {
    const id = await paymentInReview(gateway, { amount: '2000.01' });
    expect((await order(id)).body).toMatchObject({ payment: { status: 'manual_review' }, resolution: { outcome: 'undo' } });
    expect(asked).toEqual([]);
    const boris = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }, 'Борис'));
    expect((await boris.post(PORTAL_PATHS.confirmResolution(id), { seq: (await detail(id)).resolution?.seq })).status).toBe(200);
    await reaches(id, 'reversed');
    expect(asked).toHaveLength(1);
  });
});

it('is not there for money back, and not on a terminal that cannot prove what it would undo', async () => {
  gateway.terminal.onUndoLost = null;
  const id = await paymentInReview(gateway);
  expect((await detail(id)).may.resolve).toEqual(['approved', 'declined', 'failed']);
  expect(await order(id)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/outcome', code: 'not-possible' }] } });
  expect(await status(id)).toBe('manual_review');
});
