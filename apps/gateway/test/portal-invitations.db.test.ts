import { PORTAL_PATHS, type Role } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayHarness, insertProperty, type Answer } from './gateway-harness.ts';
import { anyone, expire, invitation } from './one-time-links.ts';
import { addPerson, PASSWORD, PortalVisitor, type Person } from './portal-visitor.ts';

let gateway: GatewayHarness;
let other: string;
let manager: PortalVisitor;
let owner: PortalVisitor;
let ownerPerson: Person;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  other = await insertProperty(gateway.db, 'Балтика');
  ownerPerson = await addPerson(gateway, { [gateway.propertyId]: 'owner', [other]: 'owner' });
  owner = await PortalVisitor.signedIn(gateway, ownerPerson);
  manager = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'manager' }));
});
afterAll(() => gateway.close());

const invite = (who: PortalVisitor, role: Role, { email = anyone(), at = [gateway.propertyId] } = {}): Promise<Answer> =>
  who.post(PORTAL_PATHS.invitations, { email, role, propertyIds: at });
const tokenOf = ({ body }: Answer): string => /#token=(\S+)$/.exec(String(body['link']))?.[1] ?? '';
const look = (token: string): Promise<Answer> => new PortalVisitor(gateway).post(PORTAL_PATHS.invitationLink, { token });
const accept = (token: string, more: object = {}): Promise<Answer> =>
  new PortalVisitor(gateway).post(PORTAL_PATHS.invitation, { token, name: 'Пётр Иванов', password: PASSWORD, ...more });
const rolesOf = async (email: string): Promise<unknown[]> =>
  (
    await gateway.db.query(
      'select m.property_id as at, m.role from membership m join app_user u on u.id = m.user_id where u.email = $1 order by m.role',
      [email],
    )
  ).rows;

describe('an invitation', () => {
  it('shows its link once, names hotel and role to whoever opens it, and lets that person in', async () => {
    const email = anyone();
    const made = await invite(owner, 'manager', { email, at: [gateway.propertyId, other] });
    expect(made).toMatchObject({ status: 201, body: { mailed: 'off' } });
    expect(made.body['link']).toMatch(/^http:\/\/localhost:3000\/invitation#token=/);
    const seen = await look(tokenOf(made));
    expect(seen.body).toMatchObject({ email, known: false, grants: [{ property: 'Балтика', role: 'manager' }, { property: 'Гранд Отель' }] });
    const entered = await accept(tokenOf(made));
    expect(entered.status, entered.text).toBe(201);
    expect(entered.headers['set-cookie']).toBeDefined();
    expect(await rolesOf(email)).toHaveLength(2);
    expect((await new PortalVisitor(gateway).signIn(email)).status).toBe(200);
  });

  it('makes one account, also when it is accepted twice at once', async () => {
    const { email, token } = await invitation(gateway);
    const answers = await Promise.all([accept(token), accept(token), accept(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410]);
    expect((await gateway.db.query('select from app_user where email = $1', [email])).rowCount).toBe(1);
    expect((await accept(token)).status).toBe(410);
  });

  it('is worth nothing after its time, and after it was revoked', async () => {
    const late = await invitation(gateway);
    await expire(gateway);
    expect((await look(late.token)).status).toBe(410);
    const revoked = await invitation(gateway);
    expect((await owner.post(PORTAL_PATHS.revokeInvitation(revoked.id))).status).toBe(204);
    expect((await accept(revoked.token)).status).toBe(410);
    expect((await owner.post(PORTAL_PATHS.revokeInvitation(revoked.id))).status).toBe(404);
  });

  it('is worth no more than what its maker may give by then', async () => {
    const made = await invite(manager, 'finance');
    const { rows } = await gateway.db.query(`select made_by from one_time_link order by id desc limit 1`);
    await gateway.db.query(`update membership set role = 'support' where user_id = $1`, [rows[0].made_by]);
    try {
      expect((await look(tokenOf(made))).status).toBe(410);
      expect((await accept(tokenOf(made))).status).toBe(410);
    } finally {
      await gateway.db.query(`update membership set role = 'manager' where user_id = $1`, [rows[0].made_by]);
    }
    expect((await look(tokenOf(made))).status).toBe(200);
  });

  it('asks a known person for the password of that account, and changes neither name nor password', async () => {
    const known = await addPerson(gateway, { [other]: 'auditor' });
    const { token } = await invitation(gateway, { email: known.email, role: 'support' });
    expect((await look(token)).body).toMatchObject({ known: true });
    expect(await accept(token, { password: 'some other password' })).toMatchObject({ status: 401 });
    expect((await accept(token, { name: 'Кто-то другой' })).status).toBe(201);
    expect(await rolesOf(known.email)).toMatchObject([{ role: 'auditor' }, { role: 'support' }]);
    expect((await gateway.db.query('select name from app_user where email = $1', [known.email])).rows).toEqual([{ name: known.name }]);
  });

  it('locks the account that wrong passwords are tried on, as sign-in does', async () => {
    const known = await addPerson(gateway);
    const { token } = await invitation(gateway, { email: known.email });
    for (let i = 0; i < 10; i += 1) expect((await accept(token, { password: 'wrong' })).status).toBe(401);
    expect((await accept(token)).status).toBe(429);
    expect((await new PortalVisitor(gateway).signIn(known.email)).status).toBe(429);
  });

  it('tells a new person what is wrong, and still works then', async () => {
    const { token } = await invitation(gateway);
    expect((await accept(token, { name: null, password: 'eleven char' })).body).toMatchObject({
      errors: [
        { pointer: '/name', code: 'required' },
        { pointer: '/password', code: 'too-short' },
      ],
    });
    expect((await accept(token)).status).toBe(201);
  });
});

describe('inviting', () => {
  it.each(['owner', 'manager'] as const)('is not for a manager, where the role is %s', async (role) => {
    expect(await invite(manager, role)).toMatchObject({ status: 403, body: { detail: 'You cannot give or take this role' } });
  });

  it.each(['finance', 'support', 'auditor'] as const)('is for a manager, where the role is %s', async (role) => {
    expect((await invite(manager, role)).status).toBe(201);
  });

  it('is refused where one of the hotels is not the inviting person’s', async () => {
    expect((await invite(manager, 'finance', { at: [gateway.propertyId, other] })).status).toBe(404);
    expect((await invite(manager, 'finance', { at: [randomUUID()] })).status).toBe(404);
  });

  it('is refused twice, also at the same moment, until the first one is revoked', async () => {
    const email = anyone();
    const answers = await Promise.all([invite(owner, 'finance', { email }), invite(owner, 'auditor', { email: email.toUpperCase() })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const people = await owner.get(PORTAL_PATHS.people);
    const open = (people.body['invitations'] as { id: string; email: string }[]).find((one) => one.email === email);
    await owner.post(PORTAL_PATHS.revokeInvitation(String(open?.id)));
    expect((await invite(owner, 'finance', { email })).status).toBe(201);
  });

  it('is written down with who, whom and what', async () => {
    const email = anyone();
    await invite(owner, 'finance', { email });
    const { rows } = await gateway.db.query(`select actor, actor_id, property_id, action, after from audit_entry order by id desc limit 1`);
    expect(rows).toEqual([
      {
        actor: `user:${ownerPerson.name}`,
        actor_id: ownerPerson.id,
        property_id: gateway.propertyId,
        action: 'person.invited',
        after: { email, role: 'finance' },
      },
    ]);
  });

  it('of an owner cannot be taken back by a manager', async () => {
    const made = await invitation(gateway, { role: 'manager' });
    expect((await manager.post(PORTAL_PATHS.revokeInvitation(made.id))).status).toBe(403);
  });
});
