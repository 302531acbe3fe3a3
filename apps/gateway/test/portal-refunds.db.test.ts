import { PORTAL_PATHS, type PortalPaymentDetail, type PortalRefundList, type PortalWaitingRefundList, type Role } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contradictedPayment } from './contradicted-payment.ts';
import { GatewayHarness, insertProperty, type Answer } from './gateway-harness.ts';
import { HEADINGS } from '../src/modules/portal-payments/dossier/dossier-headings.ts';
import { pdfLines } from './pdf-text.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';

let gateway: GatewayHarness;
const people: Partial<Record<Role | 'second', PortalVisitor>> = {};
const as = (role: Role | 'second'): PortalVisitor => people[role]!;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  for (const [key, role, name] of [
    ['owner', 'owner', 'Ольга'],
    ['manager', 'manager', 'Анна'],
    ['finance', 'finance', 'Борис'],
    ['second', 'finance', 'Вера'],
    ['support', 'support', 'Павел'],
    ['auditor', 'auditor', 'Аудитор'],
  ] as const)
    people[key] = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: role }, name));
});
afterAll(() => gateway.close());
beforeEach(async () => {
  await expect.poll(async () => (await gateway.db.query('select from device_claim')).rowCount, { timeout: 10_000 }).toBe(0);
  await gateway.db.query('delete from refund_limit');
  await gateway.db.query('delete from person_refund_limit');
  await gateway.db.query('delete from property_limit');
});

/** Kopecks. */
const hotelLimit = (minor: number): Promise<unknown> =>
  gateway.db.query(`insert into property_limit (property_id, currency, max_refund_minor) values ($1, 'RUB', $2)`, [gateway.propertyId, minor]);
const roleLimit = (role: string, minor: number): Promise<unknown> =>
  gateway.db.query(`insert into refund_limit (property_id, role, currency, max_minor) values ($1, $2, 'RUB', $3)`, [gateway.propertyId, role, minor]);
async function sale(amount = '1500.00', terminalId?: string): Promise<string> {
  const paid = await gateway.pay({
    terminalId: terminalId ?? (await gateway.addTerminal()),
    amount,
    reservation: { confirmationNumber: randomUUID() },
  });
  expect(paid.body).toMatchObject({ status: 'approved' });
  return String(paid.body['id']);
}
const detail = async (who: PortalVisitor, id: string): Promise<PortalPaymentDetail> =>
  (await who.get(PORTAL_PATHS.payment(id))).body as unknown as PortalPaymentDetail;
const leftOf = async (id: string): Promise<string> => (await detail(as('owner'), id)).refund?.refundableAmount ?? '0.00';
async function give(who: PortalVisitor, id: string, changes: Record<string, unknown> = {}): Promise<Answer> {
  const body = { amount: '500.00', reasonCode: 'guest_request', reason: 'Гость уехал раньше', key: randomUUID(), alone: true };
  return who.post(PORTAL_PATHS.giveBack(id), { ...body, left: await leftOf(id), ...changes });
}
const propose = (who: PortalVisitor, id: string, changes: Record<string, unknown> = {}): Promise<Answer> =>
  give(who, id, { alone: false, ...changes });
const seqOf = async (id: string): Promise<number> => (await detail(as('owner'), id)).refund?.proposal?.seq ?? 0;
const confirm = (who: PortalVisitor, id: string, seq: number): Promise<Answer> => who.post(PORTAL_PATHS.confirmGiveBack(id), { seq });
const rows = async (sql: string, id: string): Promise<readonly Record<string, unknown>[]> => (await gateway.db.query(sql, [id])).rows;
const approvals = (id: string): Promise<readonly Record<string, unknown>[]> =>
  rows('select state, amount_minor, proposed_by, ended_by, reason_code, refund_id from refund_approval where payment_id = $1 order by seq', id);
/** What went back or may have, minor units, beside what was taken. */
const claimed = async (id: string): Promise<number> =>
  Number(
    (
      await rows(
        `select coalesce(-sum(amount_minor), 0) as gone from payment
         where original_payment_id = $1 and status not in ('declined', 'cancelled', 'failed', 'reversed')`,
        id,
      )
    )[0]?.['gone'],
  );

describe('money back by one person within their limit', () => {
  it('starts at once, linked to its payment, once for one request, and is in history and audit', async () => {
    await hotelLimit(100_000);
    const id = await sale();
    expect((await detail(as('finance'), id)).refund).toMatchObject({
      refundableAmount: '1500.00',
      aloneAmount: '1000.00',
      running: null,
      proposal: null,
      may: { give: true, confirm: false, reject: false },
    });
    const before = gateway.terminal.journal.prompts.length;
    const request = { key: randomUUID(), left: '1500.00' };
    const given = await give(as('finance'), id, request);
    expect(given.status, given.text).toBe(200);
    const refundId = String((given.body as unknown as PortalPaymentDetail).refunds[0]?.id);
    await expect.poll(async () => (await detail(as('owner'), refundId)).payment.status, { timeout: 10_000 }).toBe('approved');
    expect((await give(as('finance'), id, request)).status).toBe(200);
    expect(gateway.terminal.journal.prompts.length).toBe(before + 1);
    expect((await detail(as('owner'), refundId)).payment).toMatchObject({
      kind: 'refund',
      amount: '-500.00',
      cashier: 'Борис',
      comment: 'Гость уехал раньше',
      original: { paymentId: id },
    });
    expect((await detail(as('owner'), id)).refund).toMatchObject({ refundedAmount: '500.00', refundableAmount: '1000.00', pendingAmount: '0.00' });
    expect(await rows(`select actor, action from audit_entry where subject = $1 and action like 'payment.refund%'`, id)).toEqual([
      { actor: 'user:Борис', action: 'payment.refund_started' },
    ]);
    expect(
      await rows(`select actor, evidence->>'reasonCode' as code from payment_event where payment_id = $1 and cause = 'refund_started'`, id),
    ).toEqual([{ actor: 'user:Борис', code: 'guest_request' }]);
  });

  it('can go through another terminal of the same acquirer, and through no other', async () => {
    const id = await sale();
    const other = await gateway.addTerminal({ name: 'Бар' });
    const foreign = await gateway.addTerminal({ mid: '684444440000' });
    const offered = (await detail(as('owner'), id)).refund?.terminals.map((terminal) => terminal.id);
    expect(offered).toContain(other);
    expect(offered).not.toContain(foreign);
    expect(await give(as('owner'), id, { terminalId: foreign })).toMatchObject({ status: 409, body: { code: 'original-not-refundable' } });
    expect((await give(as('owner'), id, { terminalId: other })).body).toMatchObject({ refunds: [{ terminal: { id: other } }] });
  });

  it('is held to the person’s own limit, which is below their role’s', async () => {
    await roleLimit('finance', 60_000);
    await gateway.db.query(
      `insert into person_refund_limit (user_id, property_id, currency, max_minor)
       select u.id, $1, 'RUB', 20000 from app_user u join membership m on m.user_id = u.id and m.property_id = $1 where u.name = 'Борис'`,
      [gateway.propertyId],
    );
    const id = await sale();
    expect((await detail(as('finance'), id)).refund?.aloneAmount).toBe('200.00');
    expect((await detail(as('manager'), id)).refund?.aloneAmount).toBe(null);
    expect(await give(as('finance'), id, { amount: '200.01' })).toMatchObject({ status: 409 });
    expect(await claimed(id)).toBe(0);
    expect((await propose(as('finance'), id, { amount: '200.01' })).status).toBe(200);
    expect((await confirm(as('finance'), id, await seqOf(id))).status).toBe(409);
    expect((await confirm(as('manager'), id, await seqOf(id))).status).toBe(200);
    await expect.poll(() => claimed(id)).toBe(20_001);
  });

  it('counts what went back before: a large refund is not made small by parts', async () => {
    await roleLimit('finance', 60_000);
    const id = await sale();
    expect((await give(as('finance'), id, { amount: '500.00' })).status).toBe(200);
    await expect.poll(async () => (await detail(as('finance'), id)).refund?.running, { timeout: 10_000 }).toBe(null);
    expect((await detail(as('finance'), id)).refund?.aloneAmount).toBe('100.00');
    expect(await give(as('finance'), id, { amount: '100.01' })).toMatchObject({ status: 409, body: { code: 'second-person-needed' } });
    expect((await give(as('finance'), id, { amount: '100.00' })).status).toBe(200);
  });

  it.each([
    ['owner', null, '1500.00'],
    ['manager', null, '1500.00'],
    ['finance', null, '1500.00'],
    ['support', null, '0.00'],
    ['support', 20_000, '200.00'],
    ['finance', 0, '0.00'],
  ] as const)('is limited by the role: %s with the limit %s gives back %s alone', async (role, limit, most) => {
    if (limit !== null) await roleLimit(role, limit);
    const id = await sale();
    expect((await detail(as(role), id)).refund?.aloneAmount ?? '1500.00').toBe(most);
    const above = await give(as(role), id, { amount: '1500.00' });
    expect(above.status).toBe(most === '1500.00' ? 200 : 409);
  });

  it('is not for auditors, not for a stale page, not for money that was not taken, never for more than is left', async () => {
    const id = await sale();
    expect((await detail(as('auditor'), id)).refund?.may).toEqual({ give: false, confirm: false, reject: false });
    expect((await give(as('auditor'), id)).status).toBe(403);
    expect(await give(as('owner'), id, { left: '1400.00' })).toMatchObject({ status: 409, body: { code: 'refund-stale' } });
    expect(await give(as('owner'), id, { amount: '1500.01' })).toMatchObject({
      status: 422,
      body: { code: 'refund-exceeds-original', refundableAmount: '1500.00' },
    });
    for (const amount of ['0.00', '-1.00', '1.001', 'много'])
      expect(await give(as('owner'), id, { amount })).toMatchObject({ status: 422, body: { code: 'invalid-amount' } });
    expect(await give(as('owner'), id, { reason: 'x' })).toMatchObject({ status: 422, body: { code: 'validation-failed' } });
    const contradicted = await contradictedPayment(gateway);
    expect((await detail(as('owner'), contradicted.id)).refund).toBe(null);
    expect(await give(as('owner'), contradicted.id)).toMatchObject({ status: 409, body: { code: 'original-not-refundable' } });
    expect(await claimed(id)).toBe(0);
  });
});

describe('money back above the limit', () => {
  it('is proposed by one and confirmed by another, never by the same person and never by support', async () => {
    await hotelLimit(10_000);
    const id = await sale();
    expect((await propose(as('support'), id)).body).toMatchObject({
      refund: { proposal: { amount: '500.00', by: 'Павел', mine: true, reasonCode: 'guest_request' }, may: { confirm: false, reject: true } },
      refunds: [],
    });
    const seq = await seqOf(id);
    expect(await propose(as('finance'), id)).toMatchObject({ status: 409, body: { code: 'resolution-proposed' } });
    expect((await confirm(as('support'), id, seq)).status).toBe(403);
    expect(await claimed(id)).toBe(0);
    expect((await detail(as('finance'), id)).refund?.may).toMatchObject({ confirm: true });
    const confirmed = (await confirm(as('finance'), id, seq)).body as unknown as PortalPaymentDetail;
    expect(confirmed).toMatchObject({ refund: { proposal: null }, refunds: [{ amount: '-500.00' }] });
    expect(await approvals(id)).toEqual([
      {
        state: 'confirmed',
        amount_minor: '50000',
        proposed_by: 'Павел',
        ended_by: 'Борис',
        reason_code: 'guest_request',
        refund_id: confirmed.refunds[0]?.id,
      },
    ]);
    expect(await rows(`select actor, action from audit_entry where subject = $1 and action like 'payment.refund%' order by id`, id)).toEqual([
      { actor: 'user:Павел', action: 'payment.refund_proposed' },
      { actor: 'user:Борис', action: 'payment.refund_confirmed' },
    ]);
  });

  it('is not confirmed by who proposed it, whatever their role', async () => {
    const id = await sale();
    await propose(as('owner'), id);
    expect(await confirm(as('owner'), id, await seqOf(id))).toMatchObject({ status: 409, body: { code: 'second-person-needed' } });
    expect(await claimed(id)).toBe(0);
  });

  it('is rejected with a reason, and a page that still shows it confirms nothing', async () => {
    const id = await sale();
    await propose(as('finance'), id);
    const seq = await seqOf(id);
    expect((await as('manager').post(PORTAL_PATHS.rejectGiveBack(id), { seq, reason: 'Гость передумал' })).body).toMatchObject({
      refund: { proposal: null },
    });
    expect(await confirm(as('manager'), id, seq)).toMatchObject({ status: 409, body: { code: 'resolution-gone' } });
    expect(await approvals(id)).toMatchObject([{ state: 'rejected', ended_by: 'Анна', refund_id: null }]);
  });

  it('stays proposed where its terminal cannot begin', async () => {
    const terminalId = await gateway.addTerminal();
    const id = await sale('1500.00', terminalId);
    await propose(as('finance'), id);
    await gateway.db.query('update terminal set enabled = false where id = $1', [terminalId]);
    expect(await confirm(as('manager'), id, await seqOf(id))).toMatchObject({ status: 409, body: { code: 'terminal-disabled' } });
    expect(await approvals(id)).toMatchObject([{ state: 'open', refund_id: null }]);
  });

  it('is given up by itself where the bank says something else', async () => {
    const { id } = await contradictedPayment(gateway);
    await as('finance').post(PORTAL_PATHS.contradictionRefund(id), { amount: '1500.00', reason: 'Реестр: списано' });
    expect(await approvals(id)).toMatchObject([{ state: 'open', reason_code: null }]);
    await gateway.db.query(
      `insert into payment_event (payment_id, seq, at, type, from_status, to_status, cause, actor, evidence)
       select id, last_seq + 1, now(), 'note', status, status, 'contradicted', 'gateway', '{}' from payment where id = $1`,
      [id],
    );
    expect(await approvals(id)).toMatchObject([{ state: 'superseded', ended_by: null }]);
  });
});

describe('at the same moment', () => {
  it('two confirmations start one refund', async () => {
    const id = await sale();
    await propose(as('support'), id);
    const seq = await seqOf(id);
    const answers = await Promise.all([confirm(as('finance'), id, seq), confirm(as('second'), id, seq), confirm(as('manager'), id, seq)]);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect((await detail(as('owner'), id)).refunds).toHaveLength(1);
    expect(await approvals(id)).toMatchObject([{ state: 'confirmed' }]);
  });

  it('a proposal and other refunds together never give back more than was taken', async () => {
    for (let round = 0; round < 4; round += 1) {
      const terminals = await Promise.all(Array.from({ length: 4 }, () => gateway.addTerminal()));
      const id = await sale('1500.00', terminals[0]);
      await propose(as('support'), id, { amount: '1000.00', terminalId: terminals[1] });
      const seq = await seqOf(id);
      await Promise.all([
        confirm(as('finance'), id, seq),
        give(as('owner'), id, { amount: '1000.00', terminalId: terminals[2], left: '1500.00' }),
        give(as('manager'), id, { amount: '1000.00', terminalId: terminals[3], left: '1500.00' }),
        gateway.call(
          'POST',
          `/sonata/v1/payments/${id}/refunds`,
          { amount: '1000.00', terminalId: terminals[0] },
          { 'idempotency-key': randomUUID() },
        ),
      ]);
      expect(await claimed(id)).toBe(100_000);
      await expect.poll(async () => (await gateway.db.query('select from device_claim')).rowCount, { timeout: 10_000 }).toBe(0);
      expect(await leftOf(id)).toBe('500.00');
    }
  });

  it('a proposal that is rejected while somebody confirms it starts nothing', async () => {
    const id = await sale();
    await propose(as('support'), id);
    const seq = await seqOf(id);
    const waiting = async (): Promise<number> => (await gateway.db.query('select distinct pid from pg_locks where not granted')).rowCount ?? 0;
    const holder = await gateway.db.connect();
    await holder.query('begin');
    await holder.query('select from payment where id = $1 for update', [id]);
    // Both have seen the proposal open; the rejection is first in the row.
    const rejected = as('manager').post(PORTAL_PATHS.rejectGiveBack(id), { seq, reason: 'Гость передумал' });
    await expect.poll(waiting).toBe(1);
    const confirmed = confirm(as('finance'), id, seq);
    await expect.poll(waiting).toBe(2);
    await holder.query('commit');
    holder.release();
    expect((await rejected).status).toBe(200);
    expect(await confirmed).toMatchObject({ status: 409, body: { code: 'resolution-gone' } });
    expect(await claimed(id)).toBe(0);
  });

  it('the same person at two pages gives back once', async () => {
    const [first, second] = [await gateway.addTerminal(), await gateway.addTerminal()];
    const id = await sale('1500.00', first);
    const answers = await Promise.all([give(as('owner'), id, { left: '1500.00' }), give(as('owner'), id, { left: '1500.00', terminalId: second })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await claimed(id)).toBe(50_000);
  });
});

describe('the tree of a payment', () => {
  it('holds the same operations wherever it is looked at, each with its state, and what is left', async () => {
    const id = await sale();
    const given = (await give(as('owner'), id, { amount: '400.00' })).body as unknown as PortalPaymentDetail;
    const refundId = String(given.refunds[0]?.id);
    await expect.poll(async () => (await detail(as('owner'), refundId)).payment.final, { timeout: 10_000 }).toBe(true);
    const [ofSale, ofRefund] = [(await detail(as('owner'), id)).family, (await detail(as('owner'), refundId)).family];
    expect(ofSale).toMatchObject([
      { id, parentId: null, kind: 'sale', refundableAmount: '1100.00', contradicted: false },
      { id: refundId, parentId: id, kind: 'refund', amount: '-400.00', status: 'approved', refundableAmount: '0.00' },
    ]);
    expect(ofRefund).toEqual(ofSale);
  });
});

describe('the list of refunds', () => {
  const list = async (who: PortalVisitor, query = ''): Promise<PortalRefundList> =>
    (await who.get(`${PORTAL_PATHS.refunds}?${query}`)).body as unknown as PortalRefundList;

  const waiting = async (who: PortalVisitor, query = ''): Promise<PortalWaitingRefundList> =>
    (await who.get(`${PORTAL_PATHS.waitingRefunds}?${query}`)).body as unknown as PortalWaitingRefundList;

  it('shows what waits page after page, longest waiting first, and to each what they may confirm', async () => {
    await gateway.db.query(`update refund_approval set state = 'rejected', ended_at = now(), ended_by = 'x' where state = 'open'`);
    const ids: string[] = [];
    for (const who of ['support', 'finance', 'support', 'manager', 'support'] as const) {
      const id = await sale();
      await propose(as(who), id);
      ids.push(id);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: PortalWaitingRefundList = await waiting(as('auditor'), `limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
      expect(page.count).toBe(5);
      seen.push(...page.data.map(({ payment }) => payment.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(ids);
    const forMe = async (role: Role | 'second') => (await waiting(as(role), 'whose=me')).data.map(({ payment }) => ids.indexOf(payment.id));
    expect(await Promise.all((['finance', 'manager', 'second', 'support', 'auditor'] as const).map(forMe))).toEqual([
      [0, 2, 3, 4],
      [0, 1, 2, 4],
      [0, 1, 2, 3, 4],
      [],
      [],
    ]);
    const told = async (role: Role | 'second') => (await as(role).get(PORTAL_PATHS.waitingForMe)).body['data'];
    const here = (refunds: number) => [{ property: gateway.propertyId, refunds, resolutions: 0 }];
    expect(await told('finance')).toEqual(here(4));
    expect(await told('second')).toEqual(here(5));
    expect([await told('support'), await told('auditor')]).toEqual([[], []]);
    await confirm(as('second'), ids[0] ?? '', await seqOf(ids[0] ?? ''));
    expect(await told('second')).toEqual(here(4));
  });

  it('shows what waits, and says of whom it waits', async () => {
    const id = await sale();
    await propose(as('support'), id, { amount: '321.00' });
    const find = async (who: PortalVisitor) => (await waiting(who, 'limit=100')).data.find(({ payment }) => payment.id === id);
    expect(await find(as('finance'))).toMatchObject({ amount: '321.00', by: 'Павел', mine: false, mayConfirm: true, contradicted: false });
    expect(await find(as('support'))).toMatchObject({ mine: true, mayConfirm: false });
    expect(await find(as('auditor'))).toMatchObject({ mine: false, mayConfirm: false });
    await confirm(as('finance'), id, await seqOf(id));
    expect(await find(as('finance'))).toBeUndefined();
  });

  it('says of each what it goes back to, who, why and who agreed, page after page', async () => {
    const id = await sale();
    await propose(as('support'), id, { amount: '200.00' });
    const confirmed = (await confirm(as('finance'), id, await seqOf(id))).body as unknown as PortalPaymentDetail;
    const [newest] = (await list(as('owner'))).data;
    expect(newest).toMatchObject({
      id: confirmed.refunds[0]?.id,
      amount: '-200.00',
      original: { id, amount: '1500.00' },
      by: 'Борис',
      reasonCode: 'guest_request',
      reason: 'Гость уехал раньше',
      approval: { proposedBy: 'Павел', confirmedBy: 'Борис' },
    });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: PortalRefundList = await list(as('owner'), `limit=3${cursor === null ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.data.map((row) => row.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    const { rows: all } = await gateway.db.query(`select id from payment where kind in ('refund', 'void') order by id desc`);
    expect(seen).toEqual(all.map((row) => row.id));
  });

  it('holds nothing of other hotels', async () => {
    const other = await insertProperty(gateway.db, 'Балтика');
    await propose(as('support'), await sale());
    const stranger = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [other]: 'owner' }));
    expect(await list(stranger)).toEqual({ data: [], nextCursor: null });
    expect(await waiting(stranger)).toEqual({ data: [], nextCursor: null, count: 0 });
    for (const path of [PORTAL_PATHS.refunds, PORTAL_PATHS.waitingRefunds])
      expect((await stranger.get(`${path}?property=${gateway.propertyId}`)).status).toBe(404);
  });
});

describe('the file of the refunds', () => {
  it('holds the columns of the list in their order: what it goes back to, why and who', async () => {
    const id = await sale('1750.50');
    await propose(as('support'), id, { amount: '200.00' });
    await confirm(as('finance'), id, await seqOf(id));
    const rrn = (await detail(as('owner'), id)).payment.result?.rrn ?? 'no reference';
    const query = 'format=csv&language=ru&kind=refund,void&columns=why,amount,original';
    const answer = await as('finance').get(`${PORTAL_PATHS.exportPayments}?${query}`);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.headers['content-disposition']).toMatch(/filename="payport-refunds-/);
    const [head, newest] = answer.text.replace('\uFEFF', '').split('\r\n');
    expect(head).toBe(
      'Причина возврата;Пояснение;Кто вернул;Кто подтвердил;Операция;Сумма;Валюта;Запрошено, если другая;Исходная оплата;Дата исходной;RRN исходной',
    );
    expect(newest?.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, '<time>')).toBe(
      `Просьба гостя;Гость уехал раньше;Павел;Борис;Возврат;-200,00;RUB;;1750,50;<time>;${rrn}`,
    );
  });
});

describe('the dossier of a payment', () => {
  it.each(['ru', 'en'])('is one PDF in %s, and that it was made stands in the audit', async (language) => {
    const id = await sale();
    const answer = await as('auditor').get(`${PORTAL_PATHS.dossier(id)}?language=${language}`);
    expect(answer.status, answer.text.slice(0, 200)).toBe(200);
    expect(answer.text.startsWith('%PDF-1.')).toBe(true);
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="payport-payment-${id}.pdf"`);
    expect(await rows(`select actor, after from audit_entry where subject = $1 and action = 'payment.dossier_made'`, id)).toEqual([
      { actor: 'user:Аудитор', after: { language } },
    ]);
  });

  it.each([
    ['auditor', { bank: true, looks: true }],
    ['finance', { bank: true, looks: false }],
    ['support', { bank: false, looks: false }],
  ] as const)('holds no more than its maker may see: %s', async (role, parts) => {
    const answer = await as(role).get(`${PORTAL_PATHS.dossier(await sale())}?language=en`);
    const lines = pdfLines(answer.bytes);
    expect({ bank: lines.includes(HEADINGS.en.bank), looks: lines.includes(HEADINGS.en.looks) }).toEqual(parts);
    expect(lines).toContain(HEADINGS.en.webhooks);
  });

  it('says in words what people decided, what it rests on, and what the bank says', async () => {
    await hotelLimit(10_000);
    const id = await sale();
    await propose(as('finance'), id);
    await as('owner').post(PORTAL_PATHS.rejectGiveBack(id), { seq: await seqOf(id), reason: 'Сначала спросим бар' });
    await gateway.db.query(
      `insert into bank_operation (property_id, source, source_line, kind, state, amount_minor, currency, rrn, business_day)
       select property_id, 'test', id::text, 'reversal', 'captured', 150000, 'RUB', rrn, '2026-11-25' from payment where id = $1`,
      [id],
    );
    const paper = pdfLines((await as('finance').get(`${PORTAL_PATHS.dossier(id)}?language=ru`)).bytes)
      .join(' ')
      .replace(/[\s\u00a0\u202f]+/g, ' ');
    for (const told of ['500,00 RUB · Просьба гостя', 'Сначала спросим бар', '25.11.2026 Отмена 1 500,00 RUB Проведена'])
      expect(paper).toContain(told);
    expect(paper).not.toContain('captured');
  });
});
