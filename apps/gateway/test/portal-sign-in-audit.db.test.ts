import { PORTAL_PATHS, type PortalAuditCheck, type PortalAuditEntry, type PortalAuditList } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SignInNotes } from '../src/modules/access/sign-in-notes.ts';
import { GatewayHarness } from './gateway-harness.ts';
import { addPerson, PASSWORD, PortalVisitor, type Person } from './portal-visitor.ts';

let gateway: GatewayHarness;
let owner: PortalVisitor;
let person: Person;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
  owner = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'owner' }));
});
afterAll(() => gateway.close());
beforeEach(async () => {
  person = await addPerson(gateway, { [gateway.propertyId]: 'support' }, 'Пётр Иванов');
});

const written = (): Promise<void> => gateway.app.get(SignInNotes, { strict: false }).flush();
/** What the owner reads about that person's sign-ins, oldest first. */
async function told(about = person): Promise<readonly PortalAuditEntry[]> {
  await written();
  const { data } = (await owner.get(`${PORTAL_PATHS.audit}?topic=sign_in&subject=${about.id}`)).body as unknown as PortalAuditList;
  return data.toReversed();
}
const actions = async (): Promise<readonly string[]> => (await told()).map(({ action }) => action);
const visitor = (): PortalVisitor => new PortalVisitor(gateway);
const elsewhere = { 'x-forwarded-for': '203.0.113.7' };

describe('the audit tells an owner', () => {
  it('who signed in and out, from where, and that it was that person', async () => {
    const someone = visitor();
    await someone.signIn(person.email, PASSWORD, elsewhere);
    await someone.post('/portal/v1/auth/sign-out');
    expect(await told()).toMatchObject([
      { action: 'sign_in.done', actor: { id: person.id, machine: false }, after: { address: '203.0.113.7' }, subject: { label: 'Пётр Иванов' } },
      { action: 'sign_in.signed_out', actor: { id: person.id } },
    ]);
  });

  it('that somebody tried a wrong password, without what was typed, and without saying that it was the person', async () => {
    const typed = 'wrong password!';
    await visitor().signIn(person.email.toUpperCase(), typed, elsewhere);
    expect(await told()).toMatchObject([
      { action: 'sign_in.refused', actor: { id: null, machine: true }, after: { address: '203.0.113.7' }, subject: { id: person.id } },
    ]);
    const { rows } = await gateway.db.query(`select count(*) from audit_entry e where e::text ~* $1`, [`${typed}|${person.email}`]);
    expect(rows).toEqual([{ count: '0' }]);
  });

  it('that an account was locked, and until when: once, however many tries follow', async () => {
    await gateway.db.query('delete from sign_in_attempt');
    for (let i = 0; i < 13; i += 1) await visitor().signIn(person.email, 'wrong password!');
    const all = await told();
    expect(all.map(({ action }) => action)).toEqual([...Array.from({ length: 10 }, () => 'sign_in.refused'), 'sign_in.locked']);
    const leftMs = Date.parse(String(all.at(-1)?.after?.['until'])) - Date.now();
    expect(leftMs).toBeGreaterThan(29 * 60_000);
    expect(leftMs).toBeLessThanOrEqual(30 * 60_000);
  });

  it('the second lock, which is longer, too', async () => {
    const tries = async (times: number): Promise<void> => {
      for (let i = 0; i < times; i += 1) await visitor().signIn(person.email, 'wrong password!');
    };
    await tries(11);
    await gateway.db.query(
      `update sign_in_attempt set window_started_at = window_started_at - interval '31 minutes', locked_until = locked_until - interval '31 minutes'`,
    );
    await tries(12);
    expect((await actions()).filter((action) => action === 'sign_in.locked')).toHaveLength(2);
  });

  it('that showing again who one is failed', async () => {
    const someone = await PortalVisitor.signedIn(gateway, person);
    await someone.post('/portal/v1/account/prove', { password: 'wrong password!' });
    expect(await actions()).toEqual(['sign_in.done', 'sign_in.proof_refused']);
  });

  it('that sessions were ended by the person', async () => {
    const [first, second] = [await PortalVisitor.signedIn(gateway, person), await PortalVisitor.signedIn(gateway, person)];
    await first.post('/portal/v1/account/sessions/end', { others: true });
    expect((await second.get('/portal/v1/session')).status).toBe(401);
    expect((await told()).at(-1)).toMatchObject({ action: 'sessions.ended', actor: { id: person.id }, after: { ended: 1 } });
  });
});

describe('the audit', () => {
  it('says nothing of accounts that do not exist: nobody is meant', async () => {
    const count = async (): Promise<string> => (await gateway.db.query('select count(*) from audit_entry')).rows[0].count;
    await written();
    const before = await count();
    await visitor().signIn(`${randomUUID()}@grand.example`, 'wrong password!');
    await written();
    expect(await count()).toBe(before);
  });

  it('holds sign-ins in its chain, which fits', async () => {
    await PortalVisitor.signedIn(gateway, person);
    const { chains } = (await owner.get(PORTAL_PATHS.auditCheck)).body as unknown as PortalAuditCheck;
    expect(chains.length).toBeGreaterThan(0);
    expect(chains.map(({ broken }) => broken)).toEqual(chains.map(() => null));
    const { rows } = await gateway.db.query(
      `select count(*) filter (where s.entry_id is null) as unsealed, count(*) > 3 as many
       from audit_entry e left join audit_seal s on s.entry_id = e.id where e.action like 'sign_in.%'`,
    );
    expect(rows).toEqual([{ unsealed: '0', many: true }]);
  });

  it('keeps a refusal that could not be written, and writes it with its own time', async () => {
    const notes = gateway.app.get(SignInNotes, { strict: false });
    await gateway.db.query('alter table audit_entry rename to audit_entry_away');
    await visitor().signIn(person.email, 'wrong password!');
    await notes.flush();
    await gateway.db.query('alter table audit_entry_away rename to audit_entry');
    expect(await actions()).toEqual(['sign_in.refused']);
  });

  it('comes before the session: where it cannot be written, nobody gets in', async () => {
    await gateway.db.query('alter table audit_entry rename to audit_entry_away');
    try {
      expect((await visitor().signIn(person.email)).status).toBeGreaterThanOrEqual(500);
    } finally {
      await gateway.db.query('alter table audit_entry_away rename to audit_entry');
    }
    expect((await gateway.db.query('select count(*) from user_session where user_id = $1', [person.id])).rows).toEqual([{ count: '0' }]);
  });
});
