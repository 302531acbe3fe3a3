import { PORTAL_PATHS, type PortalPeople, type Role } from '@payport/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayHarness, insertProperty, type Answer } from './gateway-harness.ts';
import { addMember, addPerson, PortalVisitor, type Person } from './portal-visitor.ts';

let gateway: GatewayHarness;
let other: string;
let ownerPerson: Person;
let managerPerson: Person;
let owner: PortalVisitor;
let manager: PortalVisitor;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  other = await insertProperty(gateway.db, 'Балтика');
  ownerPerson = await addPerson(gateway, { [gateway.propertyId]: 'owner' });
  managerPerson = await addPerson(gateway, { [gateway.propertyId]: 'manager' });
  owner = await PortalVisitor.signedIn(gateway, ownerPerson);
  manager = await PortalVisitor.signedIn(gateway, managerPerson);
});
afterAll(() => gateway.close());

const member = (role: Role, more: Record<string, Role> = {}): Promise<Person> => addMember(gateway, { [gateway.propertyId]: role, ...more });
const give = (who: PortalVisitor, { id }: Person, role: Role, propertyId = gateway.propertyId): Promise<Answer> =>
  who.post(PORTAL_PATHS.personRole(id), { propertyId, role });
const remove = (who: PortalVisitor, { id }: Person, propertyId = gateway.propertyId): Promise<Answer> =>
  who.post(PORTAL_PATHS.removePerson(id), { propertyId });
const roleOf = async ({ id }: Person, propertyId = gateway.propertyId): Promise<unknown> =>
  (await gateway.db.query('select role from membership where user_id = $1 and property_id = $2', [id, propertyId])).rows[0]?.role;

describe('a role', () => {
  it('is changed by an owner, at once, and written down with before and after', async () => {
    const person = await member('finance');
    expect((await give(owner, person, 'owner')).status).toBe(204);
    expect(await roleOf(person)).toBe('owner');
    const { rows } = await gateway.db.query(`select actor, action, subject, before, after from audit_entry order by id desc limit 1`);
    const told = { actor: `user:${ownerPerson.name}`, action: 'person.role_changed', subject: person.id };
    expect(rows).toEqual([{ ...told, before: { role: 'finance' }, after: { role: 'owner' } }]);
    await remove(owner, person);
  });

  it.each([
    ['finance', 'manager'],
    ['finance', 'owner'],
    ['manager', 'finance'],
    ['owner', 'auditor'],
  ] as const)('is not a manager’s to change from %s to %s', async (from, to) => {
    const person = await member(from);
    expect((await give(manager, person, to)).status).toBe(403);
    expect(await roleOf(person)).toBe(from);
    await remove(owner, person);
  });

  it('is a manager’s to change among the lesser ones', async () => {
    const person = await member('finance');
    expect((await give(manager, person, 'auditor')).status).toBe(204);
  });

  it('of oneself stays, whoever one is', async () => {
    expect(await give(manager, managerPerson, 'auditor')).toMatchObject({ status: 403, body: { detail: 'Nobody changes their own role' } });
    const second = await member('owner');
    expect((await give(owner, ownerPerson, 'auditor')).status).toBe(403);
    expect((await remove(owner, ownerPerson)).status).toBe(403);
    await remove(owner, second);
  });

  it('of the last owner stays', async () => {
    expect((await remove(owner, ownerPerson)).body).toMatchObject({ code: 'last-owner' });
    expect(await roleOf(ownerPerson)).toBe('owner');
  });

  it('of two owners who take each other’s at once: one of them stays an owner', async () => {
    const hotel = await insertProperty(gateway.db, 'Двое');
    const [first, second] = [await addPerson(gateway, { [hotel]: 'owner' }), await addPerson(gateway, { [hotel]: 'owner' })];
    const [one, two] = [await PortalVisitor.signedIn(gateway, first), await PortalVisitor.signedIn(gateway, second)];
    await Promise.all([remove(one, second, hotel), give(two, first, 'auditor', hotel)]);
    const { rowCount } = await gateway.db.query(`select from membership where property_id = $1 and role = 'owner'`, [hotel]);
    expect(rowCount).toBe(1);
  });

  it('taken away takes effect with the next request', async () => {
    const person = await addPerson(gateway, { [gateway.propertyId]: 'finance' });
    const signedIn = await PortalVisitor.signedIn(gateway, person);
    expect((await signedIn.get(PORTAL_PATHS.payments)).status).toBe(200);
    expect((await remove(manager, person)).status).toBe(204);
    expect((await signedIn.get(PORTAL_PATHS.payments)).status).toBe(403);
  });

  it('at another hotel is none of theirs', async () => {
    const person = await addMember(gateway, { [other]: 'finance' });
    expect((await give(owner, person, 'support', other)).status).toBe(404);
    expect((await give(owner, person, 'support')).status).toBe(404);
    expect((await remove(owner, person, other)).status).toBe(404);
    expect(await roleOf(person, other)).toBe('finance');
  });
});

describe('an account', () => {
  const resetLink = (who: PortalVisitor, { id }: Person): Promise<Answer> => who.post(PORTAL_PATHS.personResetLink(id));
  const endSessions = (who: PortalVisitor, { id }: Person): Promise<Answer> => who.post(PORTAL_PATHS.endSessions(id));

  it('that has a role elsewhere cannot be taken over through this hotel', async () => {
    const person = await member('auditor', { [other]: 'owner' });
    for (const act of [resetLink, endSessions]) expect((await act(owner, person)).status).toBe(403);
  });

  it.each(['owner', 'manager'] as const)('of a %s is not a manager’s', async (role) => {
    const person = await member(role);
    for (const act of [resetLink, endSessions]) expect((await act(manager, person)).status).toBe(403);
    await remove(owner, person);
  });

  it('is signed out everywhere, and told how often', async () => {
    const person = await addPerson(gateway, { [gateway.propertyId]: 'support' });
    const browsers = [await PortalVisitor.signedIn(gateway, person), await PortalVisitor.signedIn(gateway, person)];
    expect((await endSessions(manager, person)).body).toEqual({ ended: 2 });
    for (const browser of browsers) expect((await browser.get(PORTAL_PATHS.session)).status).toBe(401);
  });

  it('of oneself is not touched from here', async () => {
    expect((await resetLink(owner, ownerPerson)).status).toBe(403);
  });
});

describe('the list of people', () => {
  it('holds those of the person’s own hotels, with their roles there and what may be done', async () => {
    const both = await member('finance', { [other]: 'owner' });
    const stranger = await addMember(gateway, { [other]: 'finance' });
    const list = (await manager.get(PORTAL_PATHS.people)).body as unknown as PortalPeople;
    const find = (person: Person) => list.people.find(({ id }) => id === person.id);
    expect(find(stranger)).toBeUndefined();
    expect(find(both)).toMatchObject({
      memberships: [{ propertyId: gateway.propertyId, role: 'finance', may: { roles: ['support', 'auditor'], remove: true } }],
      may: { resetLink: false, endSessions: false },
    });
    expect(find(ownerPerson)).toMatchObject({ memberships: [{ role: 'owner', may: { roles: [], remove: false } }] });
    expect(find(managerPerson)).toMatchObject({ you: true, sessions: 1, lastSeenAt: expect.any(String), memberships: [{ may: { remove: false } }] });
    expect(list.properties).toEqual([
      { id: gateway.propertyId, name: 'Гранд Отель', timeZone: 'Europe/Moscow', roles: ['finance', 'support', 'auditor'] },
    ]);
  });
});

describe('a person’s own limit of refunds', () => {
  const limit = (who: PortalVisitor, { id }: Person, max: string | null, more: Record<string, unknown> = {}): Promise<Answer> =>
    who.post(PORTAL_PATHS.personRefundLimit(id), { propertyId: gateway.propertyId, currency: 'RUB', max, ...more });
  const roleLimit = (role: string, minor: number): Promise<unknown> =>
    gateway.db.query(`insert into refund_limit values ($1, $2, 'RUB', $3) on conflict (property_id, role, currency) do update set max_minor = $3`, [
      gateway.propertyId,
      role,
      minor,
    ]);
  const shown = async (who: PortalVisitor, { id }: Person): Promise<unknown> =>
    ((await who.get(PORTAL_PATHS.people)).body as unknown as PortalPeople).people
      .find((person) => person.id === id)
      ?.memberships.find(({ propertyId }) => propertyId === gateway.propertyId)?.refundLimits;
  const refused = (code: string) => ({ status: 422, body: { errors: [{ pointer: '/max', code }] } });

  it('is set, lifted and written down by who looks after them, and shown beside the role’s', async () => {
    await roleLimit('finance', 500_000);
    const person = await member('finance');
    expect(await shown(owner, person)).toEqual([{ currency: 'RUB', max: null, role: '5000.00' }]);
    expect((await limit(owner, person, '1000.5')).status).toBe(204);
    expect(await shown(owner, person)).toEqual([{ currency: 'RUB', max: '1000.50', role: '5000.00' }]);
    const { rows } = await gateway.db.query(`select actor, action, subject, before, after from audit_entry order by id desc limit 1`);
    expect(rows).toEqual([
      {
        actor: `user:${ownerPerson.name}`,
        action: 'person.refund_limit_changed',
        subject: person.id,
        before: { max: null, currency: 'RUB' },
        after: { max: '1000.50', currency: 'RUB' },
      },
    ]);
    expect((await limit(owner, person, null)).status).toBe(204);
    expect(await shown(owner, person)).toEqual([{ currency: 'RUB', max: null, role: '5000.00' }]);
    // It goes with the role at the hotel.
    expect((await limit(owner, person, '0')).status).toBe(204);
    expect((await remove(owner, person)).status).toBe(204);
    expect((await gateway.db.query('select from person_refund_limit where user_id = $1', [person.id])).rowCount).toBe(0);
  });

  it('is never above the role’s, and never above what its setter gives back alone', async () => {
    await roleLimit('finance', 500_000);
    await roleLimit('manager', 300_000);
    const person = await member('finance');
    expect(await limit(owner, person, '5000.01')).toMatchObject(refused('above-role-limit'));
    expect(await limit(manager, person, '3000.01')).toMatchObject(refused('above-own-limit'));
    expect((await limit(manager, person, '3000.00')).status).toBe(204);
    // Without it the role's would count, which is more than the manager's.
    expect(await limit(manager, person, null)).toMatchObject(refused('above-own-limit'));
    // The manager is held lower now: so is what they set, for a person and for a role.
    expect((await limit(owner, managerPerson, '100')).status).toBe(204);
    expect(await limit(manager, person, '200')).toMatchObject(refused('above-own-limit'));
    expect((await limit(manager, person, '100.00')).status).toBe(204);
    const support = { refundLimits: [{ role: 'support', currency: 'RUB', max: '200' }] };
    expect(await manager.patch(PORTAL_PATHS.property(gateway.propertyId), support)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/refundLimits/0/max', code: 'above-own-limit' }] },
    });
  });

  it('is not set on oneself, on who stands above, on who gives nothing back, and in no other currency', async () => {
    expect((await limit(manager, managerPerson, '1')).status).toBe(403);
    expect((await limit(manager, ownerPerson, '1')).status).toBe(403);
    expect(await limit(owner, await member('auditor'), '1')).toMatchObject({ status: 403, body: { detail: 'This role gives no money back' } });
    expect(await limit(owner, await member('finance'), '1', { currency: 'JPY' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/currency', code: 'not-accepted' }] },
    });
  });
});
