import { PORTAL_PATHS, type PortalPaymentDetail } from '@payport/contracts';
import { approvedResult } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { paymentInReview } from './payment-in-review.ts';
import { addPerson, PortalVisitor, type Person } from './portal-visitor.ts';

/** The hotel lets anyone give back so much alone, kopecks. */
const LIMIT_MINOR = 200_000;
const EVIDENCE = 'Банк, Иванова, 12:40: операция прошла, номер ссылки назван';
const RRN = '633206187501';

let gateway: GatewayHarness;
let anna: PortalVisitor;
let boris: PortalVisitor;
let support: PortalVisitor;
let annaIs: Person;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  await gateway.db.query(`insert into property_limit (property_id, currency, max_refund_minor) values ($1, 'RUB', $2)`, [
    gateway.propertyId,
    LIMIT_MINOR,
  ]);
  annaIs = await addPerson(gateway, { [gateway.propertyId]: 'manager' }, 'Анна');
  anna = await PortalVisitor.signedIn(gateway, annaIs);
  boris = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }, 'Борис'));
  support = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'support' }, 'Павел'));
});
afterAll(() => gateway.close());

const resolve = (who: PortalVisitor, id: string, changes: Record<string, unknown> = {}): Promise<Answer> =>
  who.post(PORTAL_PATHS.resolution(id), { outcome: 'approved', evidence: EVIDENCE, ...changes });
const confirm = (who: PortalVisitor, id: string, seq: number): Promise<Answer> => who.post(PORTAL_PATHS.confirmResolution(id), { seq });
const detail = async (who: PortalVisitor, id: string): Promise<PortalPaymentDetail> =>
  (await who.get(PORTAL_PATHS.payment(id))).body as unknown as PortalPaymentDetail;
const proposal = async (id: string): Promise<number> => (await detail(anna, id)).resolution?.seq ?? 0;
/** Without views, which are written behind. */
const audit = async (id: string): Promise<string[]> =>
  (
    await gateway.db.query(
      `select actor, action from audit_entry where subject = $1 and action not in ('payment.viewed', 'payment.asked_again') order by id`,
      [id],
    )
  ).rows.map((row) => `${row.actor} ${row.action}`);
const outbox = async (id: string): Promise<number> =>
  Number((await gateway.db.query(`select count(*) from outbox where payment_id = $1 and topic = 'payment.updated'`, [id])).rows[0].count);

describe('a payment that waits for a person', () => {
  it('is decided by one within the hotel’s limit: result, event, audit and message, all with what it rests on', async () => {
    const id = await paymentInReview(gateway, { amount: '2000.00' });
    const before = await outbox(id);
    const answer = await resolve(anna, id, { rrn: RRN, authCode: 'TMDIH8' });
    expect(answer.status, answer.text).toBe(200);
    const { payment, events, may, resolution } = answer.body as unknown as PortalPaymentDetail;
    expect(payment).toMatchObject({
      status: 'approved',
      final: true,
      result: { approvedAmount: '2000.00', rrn: RRN, authCode: 'TMDIH8', slip: null },
    });
    expect(events.at(-1)).toMatchObject({
      from: 'manual_review',
      to: 'approved',
      cause: 'resolved_by_person',
      actor: 'user:Анна',
      evidence: { outcome: 'approved', evidence: EVIDENCE, rrn: RRN, proposedBy: 'Анна', confirmedBy: null },
    });
    expect([may.resolve, resolution, await audit(id), (await outbox(id)) - before]).toEqual([[], null, ['user:Анна payment.resolved'], 1]);
    const { rows } = await gateway.db.query(
      `select actor_id, property_id, after from audit_entry where subject = $1 and action not in ('payment.viewed', 'payment.asked_again')`,
      [id],
    );
    expect(rows).toMatchObject([{ actor_id: annaIs.id, property_id: gateway.propertyId, after: { evidence: EVIDENCE } }]);
  });

  it.each(['declined', 'failed'] as const)('may end as %s, and the guest’s folio is free again', async (outcome) => {
    const folio = { reservation: { confirmationNumber: randomUUID() } };
    const id = await paymentInReview(gateway, folio);
    const terminalId = await gateway.addTerminal();
    expect((await gateway.pay({ terminalId, ...folio, amount: '1.00' })).body).toMatchObject({ code: 'open-payment' });
    expect((await resolve(anna, id, { outcome })).body).toMatchObject({ payment: { status: outcome, decline: { retry: 'now' } } });
    expect((await gateway.pay({ terminalId, ...folio, amount: '1.00' })).body).toMatchObject({ status: 'approved' });
  });

  it('above the limit takes two: the first proposes, and only another one confirms', async () => {
    const id = await paymentInReview(gateway, { amount: '2000.01' });
    expect((await detail(anna, id)).may).toMatchObject({ secondPerson: true, resolve: ['approved', 'declined', 'failed'] });
    const proposed = (await resolve(anna, id)).body as unknown as PortalPaymentDetail;
    expect(proposed).toMatchObject({
      payment: { status: 'manual_review', final: false },
      resolution: { outcome: 'approved', evidence: EVIDENCE, by: 'Анна', mine: true },
      may: { resolve: [], confirmResolution: false, rejectResolution: true },
    });
    expect(await resolve(boris, id)).toMatchObject({ status: 409, body: { code: 'resolution-proposed' } });
    const seq = await proposal(id);
    expect(await confirm(anna, id, seq)).toMatchObject({ status: 409, body: { code: 'second-person-needed' } });
    expect((await confirm(support, id, seq)).status).toBe(403);
    expect(await detail(boris, id)).toMatchObject({ may: { confirmResolution: true }, resolution: { mine: false } });
    expect((await confirm(boris, id, seq)).body).toMatchObject({ payment: { status: 'approved' }, resolution: null });
    expect(await confirm(boris, id, seq)).toMatchObject({ status: 409, body: { code: 'resolution-gone' } });
    expect(await audit(id)).toEqual(['user:Анна payment.resolution_proposed', 'user:Борис payment.resolved']);
    const { rows } = await gateway.db.query('select evidence from payment_event where payment_id = $1 order by seq desc limit 1', [id]);
    expect(rows[0].evidence).toMatchObject({ proposedBy: 'Анна', confirmedBy: 'Борис' });
  });

  it('is confirmed once, however many confirm at the same time', async () => {
    const id = await paymentInReview(gateway, { amount: '3000.00' });
    await resolve(anna, id);
    const seq = await proposal(id);
    const answers = await Promise.all([confirm(boris, id, seq), confirm(boris, id, seq), confirm(boris, id, seq)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const { rows } = await gateway.db.query(`select count(*)::int from payment_event where payment_id = $1 and cause = 'resolved_by_person'`, [id]);
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('stays undecided after a rejection, and can be proposed anew; the old proposal confirms nothing', async () => {
    const id = await paymentInReview(gateway, { amount: '5000.00' });
    await resolve(anna, id);
    const old = await proposal(id);
    const rejected = await boris.post(PORTAL_PATHS.rejectResolution(id), { seq: old, reason: 'RRN не тот' });
    expect(rejected.body).toMatchObject({
      payment: { status: 'manual_review' },
      resolution: null,
      may: { resolve: ['approved', 'declined', 'failed'] },
    });
    expect((await resolve(boris, id, { outcome: 'failed' })).body).toMatchObject({ resolution: { by: 'Борис' } });
    expect(await confirm(anna, id, old)).toMatchObject({ status: 409, body: { code: 'resolution-gone' } });
    expect((await confirm(anna, id, await proposal(id))).body).toMatchObject({ payment: { status: 'failed' } });
    expect(await audit(id)).toHaveLength(4);
  });

  it('is no longer the person’s once the device is asked again: the proposal is void', async () => {
    const id = await paymentInReview(gateway, { amount: '6000.00' });
    await resolve(anna, id);
    const seq = await proposal(id);
    gateway.terminal.onRecover = (query) => Promise.resolve({ finding: 'approved', rung: 1, result: approvedResult(query.order), evidence: {} });
    await support.post(PORTAL_PATHS.askAgain(id));
    await expect.poll(async () => (await detail(anna, id)).payment.status, { timeout: 20_000 }).toBe('approved');
    expect(await confirm(boris, id, seq)).toMatchObject({ status: 409, body: { code: 'resolution-gone' } });
    expect(await resolve(anna, id)).toMatchObject({ status: 409, body: { code: 'not-in-review' } });
  });

  it('takes no reference that another payment has, no reversal that nobody ordered, no card number, no bare word', async () => {
    const id = await paymentInReview(gateway);
    const fields = async (changes: Record<string, unknown>): Promise<unknown> => {
      const { status, body } = await resolve(anna, id, changes);
      return [status, (body['errors'] as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code])];
    };
    expect(await fields({ rrn: RRN })).toEqual([422, [['/rrn', 'of-another-payment']]]);
    expect(await fields({ outcome: 'reversed' })).toEqual([422, [['/outcome', 'not-possible']]]);
    expect(await fields({ evidence: 'карта 4111 1111 1111 1111' })).toMatchObject([422, [['/evidence', 'card-number']]]);
    expect(await fields({ evidence: 'банк' })).toMatchObject([422, [['/evidence', 'evidence-missing']]]);
    expect((await detail(anna, id)).payment.status).toBe('manual_review');
    expect(await audit(id)).toEqual([]);
  });

  it('is shown to support and never offered for a decision', async () => {
    const id = await paymentInReview(gateway);
    expect((await resolve(support, id)).status).toBe(403);
    expect((await detail(support, id)).may).toMatchObject({ askAgain: true, resolve: [], confirmResolution: false, rejectResolution: false });
  });
});
