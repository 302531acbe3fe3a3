import { CHECKLIST, PORTAL_PATHS, type PortalMadeApiKey, type PortalPropertyDetail } from '@payport/contracts';
import { approvedResult } from '@payport/testing';
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayHarness, insertProperty, type Answer } from './gateway-harness.ts';
import { addMember, addPerson, PortalVisitor } from './portal-visitor.ts';

let gateway: GatewayHarness;
let owner: PortalVisitor;
let manager: PortalVisitor;
let hotel: string;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  hotel = gateway.propertyId;
  owner = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [hotel]: 'owner' }));
  manager = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [hotel]: 'manager' }));
});
afterAll(() => gateway.close());

const change = (who: PortalVisitor, body: object): Promise<Answer> => who.patch(PORTAL_PATHS.property(hotel), body);
const detail = async (id = hotel): Promise<PortalPropertyDetail> =>
  (await owner.get(PORTAL_PATHS.property(id))).body as unknown as PortalPropertyDetail;
const lastAudit = async (): Promise<Record<string, unknown>> =>
  (await gateway.db.query('select action, before, after from audit_entry order by id desc limit 1')).rows[0];

describe('a hotel', () => {
  it('is changed by an owner in every fact, and what changed is written down', async () => {
    const answer = await change(owner, { legalEntity: 'ПАО «Гранд»', inn: '7707083893', kpp: '773601001', city: 'Москва', nightAuditHour: 3 });
    expect(answer).toMatchObject({ status: 200, body: { inn: '7707083893', kpp: '773601001', nightAuditHour: 3, city: 'Москва' } });
    expect(await lastAudit()).toMatchObject({ action: 'property.changed', before: { inn: null }, after: { inn: '7707083893', nightAuditHour: 3 } });
  });

  it('is changed by a manager in all but legal details and limits', async () => {
    expect((await change(manager, { name: 'Гранд Отель Москва', confirmBySeconds: 90, timeZone: 'Asia/Tomsk' })).status).toBe(200);
    for (const more of [
      { legalEntity: 'ООО «Моё»' },
      { inn: null },
      { kpp: null },
      { limits: [{ currency: 'RUB', maxSale: '1.00', maxRefund: null }] },
    ]) {
      expect(await change(manager, { city: 'Казань', ...more })).toMatchObject({ status: 403 });
    }
    expect((await detail()).city).toBe('Москва');
  });

  it('may be sent as it stands: what does not change needs no right and leaves no entry', async () => {
    const { inn, limits } = await detail();
    const entries = async (): Promise<number> => (await gateway.db.query('select from audit_entry')).rowCount ?? 0;
    const before = await entries();
    expect((await change(manager, { inn, limits })).status).toBe(200);
    expect(await entries()).toBe(before);
  });

  it.each([
    [{ inn: '7707083894' }, '/inn', 'inn'],
    [{ kpp: '12' }, '/kpp', 'kpp'],
    [{ timeZone: 'Moscow' }, '/timeZone', 'time-zone'],
    [{ nightAuditHour: 24 }, '/nightAuditHour', 'too-long'],
    [{ currencies: ['USD'] }, '/currencies', 'main-currency'],
    [{ limits: [{ currency: 'EUR', maxSale: '1.00', maxRefund: null }] }, '/limits/0/currency', 'not-accepted'],
    [{ limits: [{ currency: 'RUB', maxSale: '-1.00', maxRefund: null }] }, '/limits/0/maxSale', 'limit-amount'],
    [{ limits: [{ currency: 'RUB', maxSale: null, maxRefund: '0' }] }, '/limits/0/maxRefund', 'limit-amount'],
    [{ limits: [{ currency: 'RUB', maxSale: '1.001', maxRefund: null }] }, '/limits/0/maxSale', 'limit-amount'],
    [{ name: '4111 1111 1111 1111' }, '/name', 'card-number'],
  ])('is refused: %j', async (body, pointer, code) => {
    expect(await change(owner, body)).toMatchObject({ status: 422, body: { errors: [{ pointer, code }] } });
  });

  it('is added by an owner, who owns it', async () => {
    const made = await owner.post(PORTAL_PATHS.properties, { name: 'Новая', city: null, timeZone: 'Asia/Tokyo', currency: 'JPY' });
    expect(made).toMatchObject({ status: 201, body: { role: 'owner', currencies: ['JPY'], limits: [{ currency: 'JPY', maxSale: null }] } });
    expect((await manager.get(PORTAL_PATHS.property(String(made.body['id'])))).status).toBe(404);
  });

  it('keeps limits in the decimals of each currency', async () => {
    await change(owner, { currencies: ['RUB', 'JPY'], limits: [{ currency: 'JPY', maxSale: '50000', maxRefund: null }] });
    expect((await detail()).limits).toEqual([
      { currency: 'RUB', maxSale: null, maxRefund: null },
      { currency: 'JPY', maxSale: '50000', maxRefund: null },
    ]);
    await change(owner, { currencies: ['RUB'] });
    expect((await gateway.db.query(`select from property_limit where property_id = $1`, [hotel])).rowCount).toBe(0);
  });
});

describe('limits', () => {
  it('are kept by the gateway: above them nothing reaches the terminal, at them all goes on', async () => {
    const terminalId = await gateway.addTerminal();
    gateway.terminal.onOrder = (order) => Promise.resolve({ outcome: 'approved', result: approvedResult(order), evidence: {} });
    await change(owner, { limits: [{ currency: 'RUB', maxSale: '1500.00', maxRefund: '100.00' }] });
    const above = await gateway.pay({ terminalId, amount: '1500.01' });
    expect(above).toMatchObject({
      status: 422,
      body: { code: 'validation-failed', limit: '1500.00', errors: [{ pointer: '/amount', code: 'above-sale-limit' }] },
    });
    expect((await gateway.pay({ terminalId, amount: '1500.00' })).body['status']).toBe('approved');
    const refund = await gateway.pay({ terminalId, amount: '-100.01' });
    expect(refund).toMatchObject({ status: 422, body: { limit: '100.00', errors: [{ code: 'above-refund-limit' }] } });
    expect((await gateway.pay({ terminalId, amount: '-100.00' })).body['status']).toBe('approved');
    await change(owner, { limits: [] });
    expect((await gateway.pay({ terminalId, amount: '1600.00' })).body['status']).toBe('approved');
  });
});

describe('what each role gives back alone', () => {
  const limits = (who: PortalVisitor, ...refundLimits: readonly object[]): Promise<Answer> => change(who, { refundLimits });
  const rub = (role: string, max: string | null): object => ({ role, currency: 'RUB', max });
  const shown = async (): Promise<unknown> => (await detail()).refundLimits.map(({ role, max }) => [role, max]);

  it('is nothing of its own at first, is set by role, stays where it is not named, and is written down', async () => {
    expect(await shown()).toEqual([
      ['manager', null],
      ['finance', null],
      ['support', null],
    ]);
    expect((await limits(owner, rub('manager', '5000'), rub('support', '0'))).status).toBe(200);
    expect((await limits(owner, rub('finance', '7000.00'))).status).toBe(200);
    expect(await shown()).toEqual([
      ['manager', '5000.00'],
      ['finance', '7000.00'],
      ['support', '0.00'],
    ]);
    expect(await lastAudit()).toMatchObject({ action: 'property.changed', after: { refundLimits: expect.any(Array) } });
  });

  it('is never set above what whoever sets it gives back alone', async () => {
    await limits(owner, rub('manager', '5000'), rub('finance', '3000'), rub('support', null));
    for (const above of [rub('finance', '5000.01'), rub('support', '9999'), rub('manager', '5000.01'), rub('manager', null), rub('finance', null)])
      expect(await limits(manager, above), JSON.stringify(above)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/refundLimits/0/max', code: 'above-own-limit' }] },
      });
    expect((await limits(manager, rub('finance', '5000.00'), rub('support', '100'))).status).toBe(200);
    await change(owner, { limits: [{ currency: 'RUB', maxSale: null, maxRefund: '4000' }] });
    expect(await limits(owner, rub('finance', '4000.01'))).toMatchObject({ status: 422 });
    expect(await limits(manager, rub('support', '4000.01'))).toMatchObject({ status: 422 });
    await change(owner, { limits: [] });
  });

  it.each([
    [rub('support', '-1'), '/refundLimits/0/max', 'role-limit-amount'],
    [rub('support', '1.001'), '/refundLimits/0/max', 'role-limit-amount'],
    [{ role: 'support', currency: 'EUR', max: '1' }, '/refundLimits/0/currency', 'not-accepted'],
  ])('is refused: %j', async (limit, pointer, code) => {
    expect(await limits(owner, limit)).toMatchObject({ status: 422, body: { errors: [{ pointer, code }] } });
  });

  it('knows no limit of auditors: they give nothing back', async () => {
    expect((await limits(owner, rub('auditor', '1.00'))).status).toBe(422);
  });
});

describe('the checklist', () => {
  const done = async (id: string): Promise<string[]> => (await detail(id)).checklist.filter((step) => step.done).map(({ key }) => key);

  it('is what is really there: nothing in a new hotel, and each step when it is done', async () => {
    const id = String((await owner.post(PORTAL_PATHS.properties, { name: 'Пустая', timeZone: 'Europe/Moscow', currency: 'RUB' })).body['id']);
    expect(await done(id)).toEqual([]);
    const steps: [string, () => Promise<unknown>][] = [
      ['legal', () => owner.patch(PORTAL_PATHS.property(id), { legalEntity: 'ООО «Пустая»', inn: '7707083893' })],
      ['terminal', () => gateway.addTerminal({ propertyId: id, workstation: undefined as never })],
      ['link', () => gateway.db.query('update terminal set last_seen_at = now() where property_id = $1', [id])],
      ['workstation', () => gateway.db.query(`insert into workstation_default select $1, 'FRONT-1', id from terminal where property_id = $1`, [id])],
      ['apiKey', () => owner.post(PORTAL_PATHS.apiKeys(id), { name: 'Sonata', scopes: ['payments:read'] })],
      ['firstPayment', () => payAt(id)],
      ['dayEnd', () => owner.patch(PORTAL_PATHS.property(id), { nightAuditHour: 0 })],
      ['secondPerson', () => addMember(gateway, { [id]: 'finance' })],
    ];
    expect(steps.map(([key]) => key)).toEqual(CHECKLIST);
    for (const [i, [, step]] of steps.entries()) {
      await step();
      expect(await done(id)).toEqual(CHECKLIST.slice(0, i + 1));
    }
  });

  /** A payment through the API with a key of that hotel. */
  async function payAt(id: string): Promise<void> {
    const { secret } = (await owner.post(PORTAL_PATHS.apiKeys(id), { name: 'Test', scopes: ['payments:read', 'payments:write'] }))
      .body as unknown as PortalMadeApiKey;
    const { rows } = await gateway.db.query<{ id: string }>('select id from terminal where property_id = $1', [id]);
    const paid = await gateway.pay({ terminalId: rows[0]?.id }, { authorization: `Bearer ${secret}` });
    expect(paid.body['status'], paid.text).toBe('approved');
  }
});

describe('keys of hotel systems', () => {
  const make = async (more: Record<string, unknown> = {}): Promise<PortalMadeApiKey> =>
    (await owner.post(PORTAL_PATHS.apiKeys(hotel), { name: 'HRS Sonata', scopes: ['payments:read'], ...more })).body as unknown as PortalMadeApiKey;
  const use = (secret: string): Promise<Answer> => gateway.call('GET', '/sonata/v1/terminals', undefined, { authorization: `Bearer ${secret}` });

  it('are told once, stored as a digest, and let the system in', async () => {
    const { secret, key } = await make();
    expect(key.lastFour).toBe(secret.slice(-4));
    expect((await use(secret)).status).toBe(200);
    expect((await manager.get(PORTAL_PATHS.apiKeys(hotel))).text).not.toContain(secret.slice(4, 20));
    const { rows } = await gateway.db.query('select * from api_key');
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify((await gateway.db.query('select * from audit_entry')).rows)).not.toContain(secret);
  });

  it('have calls signed where that is asked for: a second secret, told once, without which the key lets nobody in', async () => {
    const { secret, signingSecret, key } = await make({ signed: true });
    expect([key.signed, signingSecret]).toEqual([true, expect.stringMatching(/^pss_/)]);
    const path = '/sonata/v1/terminals';
    expect((await use(secret)).body).toMatchObject({ code: 'unauthorized', errors: [{ code: 'signature-missing' }] });
    const [time, nonce] = [String(Math.floor(Date.now() / 1000)), randomUUID()];
    const digest = createHash('sha256').update('').digest('hex');
    const signature = createHmac('sha256', signingSecret ?? '')
      .update(['GET', path, digest, time, nonce].join('\n'))
      .digest('hex');
    const headers = { 'x-signature-timestamp': time, 'x-signature-nonce': nonce, 'x-signature': signature };
    expect((await gateway.call('GET', path, undefined, { authorization: `Bearer ${secret}`, ...headers })).status).toBe(200);
    const kept = JSON.stringify((await gateway.db.query('select * from api_key, audit_entry')).rows);
    expect(kept).not.toContain(signingSecret);
  });

  it('let in only from the networks that an owner or a manager names, from the next call on', async () => {
    const { secret, key } = await make();
    const change = (who: PortalVisitor, body: unknown): Promise<Answer> => who.patch(PORTAL_PATHS.apiKey(hotel, key.id), body);
    expect((await use(secret)).status).toBe(200);
    expect((await change(manager, { networks: ['10.20.0.0/16'] })).body).toMatchObject({ networks: ['10.20.0.0/16'], rate: null });
    expect((await use(secret)).status).toBe(403);
    expect(await lastAudit()).toMatchObject({ action: 'api_key.changed', before: { networks: [] }, after: { networks: ['10.20.0.0/16'] } });
    expect((await change(owner, { networks: [], rate: { perSecond: 20, burst: 200 } })).body).toMatchObject({
      networks: [],
      rate: { perSecond: 20, burst: 200 },
    });
    expect((await use(secret)).status).toBe(200);
    expect((await change(owner, { networks: ['10.0.0.1/24'] })).body).toMatchObject({ errors: [{ pointer: '/networks/0', code: 'network' }] });
    expect((await change(owner, { rate: { perSecond: 5, burst: 199 } })).status).toBe(422);
    await owner.post(PORTAL_PATHS.revokeApiKey(hotel, key.id));
    expect((await change(owner, { networks: [] })).status).toBe(404);
  });

  it('show when they were last used', async () => {
    const { secret, key } = await make();
    expect(key.lastUsedAt).toBeNull();
    await use(secret);
    const { data } = (await owner.get(PORTAL_PATHS.apiKeys(hotel))).body as { data: { id: string; lastUsedAt: string | null }[] };
    expect(data.find(({ id }) => id === key.id)?.lastUsedAt).toEqual(expect.any(String));
  });

  it('stop at once when they are revoked, and cannot be revoked for another hotel', async () => {
    const { secret, key } = await make();
    const elsewhere = await insertProperty(gateway.db, 'Чужая');
    const stranger = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [elsewhere]: 'owner' }));
    expect((await stranger.post(PORTAL_PATHS.revokeApiKey(elsewhere, key.id))).status).toBe(404);
    expect((await use(secret)).status).toBe(200);
    expect((await owner.post(PORTAL_PATHS.revokeApiKey(hotel, key.id))).status).toBe(204);
    expect((await use(secret)).status).toBe(401);
    expect((await owner.post(PORTAL_PATHS.revokeApiKey(hotel, key.id))).status).toBe(204);
    expect(await lastAudit()).toMatchObject({ action: 'api_key.revoked', before: { lastFour: key.lastFour } });
  });
});
