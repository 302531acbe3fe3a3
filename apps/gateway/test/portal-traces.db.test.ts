import type { PortalPaymentTraces } from '@payport/contracts';
import { PORTAL_PATHS } from '@payport/contracts';
import type { Role } from '@payport/domain';
import { approveAtOnce, approvedResult, scriptedDecline } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PaymentViews } from '../src/modules/audit/index.ts';
import { GatewayHarness } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { insertWebhook } from './webhook-rows.ts';

let gateway: GatewayHarness;
let terminalId: string;
const people = new Map<Role, PortalVisitor>();

beforeAll(async () => {
  gateway = await GatewayHarness.start();
  for (const role of ['manager', 'finance', 'support', 'auditor'] as const)
    people.set(role, await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: role }, `Сотрудник ${role}`)));
});
afterAll(() => gateway.close());
beforeEach(async () => {
  terminalId = await gateway.addTerminal();
  gateway.terminal.onOrder = approveAtOnce;
});

const pay = async (): Promise<string> => String((await gateway.pay({ terminalId, reservation: { confirmationNumber: randomUUID() } })).body['id']);
const visitorOf = (role: Role): PortalVisitor => {
  const visitor = people.get(role);
  if (!visitor) throw new Error(role);
  return visitor;
};
const traces = async (id: string, role: Role = 'auditor'): Promise<PortalPaymentTraces> => {
  const answer = await visitorOf(role).get(PORTAL_PATHS.paymentTraces(id));
  expect(answer.status, answer.text).toBe(200);
  return answer.body as unknown as PortalPaymentTraces;
};
const settle = (): Promise<unknown> =>
  gateway.call('POST', `/sonata/v1/terminals/${terminalId}/settlements`, undefined, { 'idempotency-key': randomUUID(), prefer: 'wait=20' });

describe('messages about a payment', () => {
  const tell = async (id: string, webhookId: string): Promise<string> => {
    const delivery = randomUUID();
    await gateway.db.query(
      `with o as (insert into outbox (topic, property_id, payment_id, seq, payload, created_at) values ('payment.updated', $1, $2, 1, '{}', now()) returning id)
       insert into webhook_delivery (id, outbox_id, endpoint_id, started_at, next_attempt_at, created_at) select $3, o.id, $4, now(), now(), now() from o`,
      [gateway.propertyId, id, delivery, webhookId],
    );
    return delivery;
  };

  it('are those of this payment alone, and name the receiver by its host', async () => {
    const [id, other, webhook] = [await pay(), await pay(), await insertWebhook(gateway)];
    const delivery = await tell(id, webhook);
    await tell(other, webhook);
    const { deliveries } = await traces(id);
    expect(deliveries).toMatchObject([{ id: delivery, webhookId: webhook, receiver: '93.184.215.14', state: 'pending', attempts: 0 }]);
    expect(JSON.stringify(deliveries)).not.toContain('/hook');
  });

  it('are sent again by those who may, where the receiver is on', async () => {
    const [id, on, off] = [await pay(), await insertWebhook(gateway), await insertWebhook(gateway, false)];
    await tell(id, on);
    await tell(id, off);
    const offered = async (role: Role): Promise<unknown> =>
      Object.fromEntries(((await traces(id, role)).deliveries ?? []).map((one) => [one.webhookId, one.mayReplay]));
    expect(await offered('manager')).toEqual({ [on]: true, [off]: false });
    expect(await offered('support')).toEqual({ [on]: false, [off]: false });
  });
});

describe('lines of the books', () => {
  it('lead from the payment over the bank’s line to the credit on the account, and to the posting', async () => {
    const id = await pay();
    const [bank, posting, credit, match] = [`line|${randomUUID()}`, `post|${randomUUID()}`, `entry|${randomUUID()}`, randomUUID()];
    const pair = (relation: string, other: string, rung: string): Promise<unknown> =>
      gateway.db.query(
        `insert into recon_pair (property_id, relation, gateway_id, other_ref, gateway_day, other_day, kind, amount_minor, currency, rung)
         values ($1, $2, $3, $4, '2026-01-15', '2026-01-16', 'sale', 50000, 'RUB', $5)`,
        [gateway.propertyId, relation, id, other, rung],
      );
    await pair('gateway_bank', bank, 'reference');
    await pair('gateway_pms', posting, 'reference');
    for (const [side, ref] of [
      ['bank', bank],
      ['statement', credit],
    ])
      await gateway.db.query(
        `insert into recon_line (property_id, relation, side, ref, business_day, kind, amount_minor, currency, result, match_id, rung)
         values ($1, 'bank_statement', $2, $3, '2026-01-19', 'sale', 50000, 'RUB', 'matched', $4, 'sum')`,
        [gateway.propertyId, side, ref, match],
      );
    const { lines } = await traces(id, 'finance');
    expect(lines?.map(({ relation, side, ref, businessDay, rung }) => [relation, side, ref, businessDay, rung])).toEqual([
      ['gateway_bank', 'gateway', id, '2026-01-15', 'reference'],
      ['gateway_pms', 'gateway', id, '2026-01-15', 'reference'],
      ['gateway_bank', 'bank', bank, '2026-01-16', 'reference'],
      ['gateway_pms', 'pms', posting, '2026-01-16', 'reference'],
      ['bank_statement', 'statement', credit, '2026-01-19', 'sum'],
    ]);
  });

  it('say until when the other side is in time, and are none of another payment', async () => {
    const [id, other] = [await pay(), await pay()];
    for (const ref of [id, other])
      await gateway.db.query(
        `insert into recon_line (property_id, relation, side, ref, business_day, kind, amount_minor, currency, result, deadline)
         values ($1, 'gateway_bank', 'gateway', $2, '2026-01-15', 'sale', 50000, 'RUB', 'expected', '2026-01-17')`,
        [gateway.propertyId, ref],
      );
    expect((await traces(id)).lines).toMatchObject([{ side: 'gateway', ref: id, result: 'expected', deadline: '2026-01-17' }]);
  });
});

describe('the end of day of a payment', () => {
  it('is the close after it, and none that was before or is still to come', async () => {
    // Without the terminal's own time ours counts.
    gateway.terminal.onOrder = (order) => Promise.resolve({ outcome: 'approved', result: approvedResult(order, { hostTime: null }), evidence: {} });
    const [before, , after] = [await pay(), await settle(), await pay()];
    const { settlement } = await traces(before);
    expect(settlement).toMatchObject({ counts: true, batch: { unresolved: false } });
    expect((await traces(after)).settlement).toEqual({ counts: true, batch: null, settleAt: null });
    await settle();
    expect((await traces(before)).settlement).toEqual(settlement);
    const later = (await traces(after)).settlement;
    expect(later?.batch?.id).not.toBe(settlement?.batch?.id);
    expect(later?.batch).toMatchObject({ unresolved: false });
  });

  it('is nothing for a payment that moved no money, and tells when the terminal closes by itself', async () => {
    gateway.terminal.onOrder = () => Promise.resolve({ outcome: 'declined', result: null, evidence: {}, decline: scriptedDecline({}) });
    const id = await pay();
    await settle();
    await gateway.db.query(`update terminal set settle_at = '23:45' where id = $1`, [terminalId]);
    expect((await traces(id)).settlement).toEqual({ counts: false, batch: null, settleAt: '23:45' });
  });
});

describe('people at a payment', () => {
  it('are told with how often and when, without what the history tells itself', async () => {
    const id = await pay();
    await visitorOf('support').get(PORTAL_PATHS.payment(id));
    await visitorOf('auditor').get(PORTAL_PATHS.dossier(id));
    await gateway.app.get(PaymentViews).flush();
    await gateway.db.query(
      `insert into audit_entry (id, at, actor, property_id, action, subject) values ($1, now(), 'user:Сотрудник support', $2, 'payment.asked_again', $3)`,
      [randomUUID(), gateway.propertyId, id],
    );
    const { looks } = await traces(id);
    expect(looks).toMatchObject([
      { name: 'Сотрудник auditor', action: 'payment.dossier_made', times: 1 },
      { name: 'Сотрудник support', action: 'payment.viewed', times: 1 },
    ]);
  });
});

it.each([
  ['manager', ['lines', 'settlement', 'deliveries']],
  ['finance', ['lines', 'settlement', 'deliveries']],
  ['support', ['settlement', 'deliveries']],
  ['auditor', ['lines', 'settlement', 'deliveries', 'looks']],
] as const)('shows each part to whom its source is open: %s', async (role, parts) => {
  const shown = await traces(await pay(), role);
  const open = Object.entries(shown).filter(([, part]) => part !== null);
  expect(open.map(([name]) => name).toSorted()).toEqual([...parts].toSorted());
});
