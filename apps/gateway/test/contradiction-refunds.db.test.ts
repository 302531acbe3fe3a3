import { PORTAL_PATHS, type PortalPaymentDetail } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contradictedPayment } from './contradicted-payment.ts';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';

let gateway: GatewayHarness;
let anna: PortalVisitor;
let boris: PortalVisitor;
let support: PortalVisitor;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  // What one person may give back alone, kopecks: less than all that follows.
  await gateway.db.query(`insert into property_limit (property_id, currency, max_refund_minor) values ($1, 'RUB', 100)`, [gateway.propertyId]);
  anna = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'manager' }, 'Анна'));
  boris = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }, 'Борис'));
  support = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'support' }, 'Павел'));
});
afterAll(() => gateway.close());

const propose = (who: PortalVisitor, id: string, changes: Record<string, unknown> = {}): Promise<Answer> =>
  who.post(PORTAL_PATHS.contradictionRefund(id), { amount: '1500.00', reason: 'Реестр: списано', ...changes });
const confirm = (who: PortalVisitor, id: string, seq: number): Promise<Answer> => who.post(PORTAL_PATHS.confirmContradictionRefund(id), { seq });
const detail = async (who: PortalVisitor, id: string): Promise<PortalPaymentDetail> =>
  (await who.get(PORTAL_PATHS.payment(id))).body as unknown as PortalPaymentDetail;
const seqOf = async (id: string): Promise<number> => (await detail(anna, id)).contradictionRefund?.proposal?.seq ?? 0;
const openAlarms = async (id: string): Promise<number> =>
  (await gateway.db.query('select from alarm where payment_id = $1 and cleared_at is null', [id])).rowCount ?? 0;

describe('money back for a payment that the bank contradicts', () => {
  it('takes two people, whatever the amount: one proposes, another confirms, and the terminal gives back', async () => {
    const { id, terminalId } = await contradictedPayment(gateway);
    expect(await detail(anna, id)).toMatchObject({
      payment: { status: 'declined', contradiction: { source: 'registry' } },
      contradictionRefund: { provenAmount: '1500.00', refundableAmount: '1500.00', currency: 'RUB', proposal: null },
      may: { proposeRefund: true, confirmRefund: false, rejectRefund: false },
    });
    expect((await propose(anna, id)).body).toMatchObject({
      contradictionRefund: { proposal: { amount: '1500.00', reason: 'Реестр: списано', by: 'Анна', mine: true, terminal: { id: terminalId } } },
      may: { proposeRefund: false, confirmRefund: false, rejectRefund: true },
    });
    const seq = await seqOf(id);
    expect(await confirm(anna, id, seq)).toMatchObject({ status: 409, body: { code: 'second-person-needed' } });
    expect((await confirm(support, id, seq)).status).toBe(403);
    expect((await detail(boris, id)).may).toMatchObject({ confirmRefund: true });
    const before = gateway.terminal.journal.prompts.length;
    const confirmed = (await confirm(boris, id, seq)).body as unknown as PortalPaymentDetail;
    expect(confirmed).toMatchObject({
      contradictionRefund: { refundableAmount: '0.00', proposal: null },
      refunds: [{ kind: 'refund', amount: '-1500.00' }],
    });
    const refundId = confirmed.refunds[0]!.id;
    await expect.poll(async () => (await detail(anna, refundId)).payment.status, { timeout: 10_000 }).toBe('approved');
    expect(gateway.terminal.journal.prompts.length).toBe(before + 1);
    expect((await detail(anna, refundId)).payment).toMatchObject({ original: { paymentId: id }, amount: '-1500.00' });
    expect((await detail(anna, id)).payment).toMatchObject({ status: 'declined', refundedAmount: '1500.00', refundableAmount: '0.00' });
    expect(await openAlarms(id)).toBe(0);
    const { rows } = await gateway.db.query('select actor, action from audit_entry where subject = $1 order by id', [id]);
    expect(rows).toEqual([
      { actor: 'user:Анна', action: 'payment.contradiction_refund_proposed' },
      { actor: 'user:Борис', action: 'payment.contradiction_refund_confirmed' },
    ]);
  });

  it('never exceeds what the bank proves, also in parts; running ones count', async () => {
    const { id } = await contradictedPayment(gateway);
    expect(await propose(anna, id, { amount: '1500.01' })).toMatchObject({
      status: 422,
      body: { code: 'refund-exceeds-original', refundableAmount: '1500.00' },
    });
    await propose(anna, id, { amount: '1000.00' });
    await confirm(boris, id, await seqOf(id));
    expect((await detail(anna, id)).contradictionRefund).toMatchObject({ refundableAmount: '500.00' });
    expect(await openAlarms(id)).toBe(1);
    expect(await propose(anna, id, { amount: '500.01' })).toMatchObject({ status: 422 });
    await expect.poll(async () => (await gateway.db.query('select from device_claim')).rowCount, { timeout: 10_000 }).toBe(0);
    await propose(boris, id, { amount: '500.00' });
    expect((await confirm(anna, id, await seqOf(id))).status).toBe(200);
    expect(await propose(anna, id, { amount: '0.01' })).toMatchObject({ status: 422, body: { refundableAmount: '0.00' } });
  });

  it('starts once, however many confirm at the same time', async () => {
    const { id } = await contradictedPayment(gateway);
    await propose(anna, id);
    const seq = await seqOf(id);
    const answers = await Promise.all([confirm(boris, id, seq), confirm(boris, id, seq), confirm(boris, id, seq)]);
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 409)).toEqual([]);
    expect((await detail(anna, id)).refunds).toHaveLength(1);
  });

  it('stays proposed where the terminal cannot begin, and is not confirmed by a stale page', async () => {
    const { id, terminalId } = await contradictedPayment(gateway);
    await propose(anna, id);
    const seq = await seqOf(id);
    await gateway.db.query('update terminal set enabled = false where id = $1', [terminalId]);
    expect(await confirm(boris, id, seq)).toMatchObject({ status: 409, body: { code: 'terminal-disabled' } });
    expect(await detail(boris, id)).toMatchObject({ may: { confirmRefund: true }, refunds: [] });
    expect((await boris.post(PORTAL_PATHS.rejectContradictionRefund(id), { seq, reason: 'другой терминал' })).body).toMatchObject({
      contradictionRefund: { proposal: null },
    });
    expect(await confirm(boris, id, seq)).toMatchObject({ status: 409, body: { code: 'resolution-gone' } });
    const other = await gateway.addTerminal({ name: 'Второй' });
    await propose(anna, id, { terminalId: other });
    expect((await confirm(boris, id, await seqOf(id))).body).toMatchObject({ refunds: [{ terminal: { id: other } }] });
  });

  it('is for contradicted payments only, and through the acquirer that took the money', async () => {
    const { body } = await gateway.pay({ terminalId: await gateway.addTerminal(), reservation: { confirmationNumber: randomUUID() } });
    expect(await propose(anna, String(body['id']))).toMatchObject({ status: 409, body: { code: 'not-contradicted' } });
    const { id } = await contradictedPayment(gateway);
    const foreign = await gateway.addTerminal({ mid: '684444440000' });
    expect(await propose(anna, id, { terminalId: foreign })).toMatchObject({ status: 409, body: { code: 'original-not-refundable' } });
    expect(await propose(anna, id, { amount: '-1.00' })).toMatchObject({ status: 422, body: { code: 'invalid-amount' } });
    expect(await propose(anna, id, { reason: 'x' })).toMatchObject({ status: 422, body: { code: 'validation-failed' } });
    expect(await propose(support, id)).toMatchObject({ status: 403 });
  });
});
