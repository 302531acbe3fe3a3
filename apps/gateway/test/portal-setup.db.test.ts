import { PORTAL_PATHS } from '@payport/contracts';
import { systemRandom } from '@payport/terminals-transports';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { printSetupLink } from '../src/modules/entry/index.ts';
import { GatewayHarness, insertProperty, type Answer } from './gateway-harness.ts';
import { anyone, expire, links, machineLink } from './one-time-links.ts';
import { addMember, addPerson, PASSWORD, PortalVisitor } from './portal-visitor.ts';

let gateway: GatewayHarness;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  await gateway.db.query('delete from api_key');
});
afterAll(() => gateway.close());
/** An empty database: nobody, and no hotel. */
beforeEach(async () => {
  for (const table of ['one_time_link', 'membership', 'app_user', 'property_limit', 'property']) await gateway.db.query(`delete from ${table}`);
});

const HOTEL = { name: 'Гранд Отель', legalEntity: 'ООО «Гранд Отель»', city: 'Москва', timeZone: 'Europe/Moscow', currency: 'RUB' };
const owner = (token: string, more: object = {}) => ({ token, name: 'Анна Соколова', email: anyone(), password: PASSWORD, property: HOTEL, ...more });
const setUp = (body: object): Promise<Answer> => new PortalVisitor(gateway).post(PORTAL_PATHS.setup, body);
const look = (token: string): Promise<Answer> => new PortalVisitor(gateway).post(PORTAL_PATHS.setupLink, { token });
const owners = async (): Promise<number> => (await gateway.db.query(`select from membership where role = 'owner'`)).rowCount ?? 0;

describe('the first owner', () => {
  it('comes by the link, gets the first hotel, and is signed in', async () => {
    const token = await machineLink(gateway);
    expect((await look(token)).body).toEqual({ rescue: false, needsProperty: true });
    const visitor = new PortalVisitor(gateway);
    const email = anyone();
    const entered = await visitor.post(PORTAL_PATHS.setup, owner(token, { email: email.toUpperCase() }));
    expect(entered.status, entered.text).toBe(201);
    visitor.cookie = String(entered.headers['set-cookie']).split(';', 1)[0];
    const session = await visitor.get(PORTAL_PATHS.session);
    expect(session.body).toMatchObject({ user: { email, name: 'Анна Соколова' }, properties: [{ ...ofSession(HOTEL), role: 'owner' }] });
    expect(entered.body['propertyId']).toBe((session.body['properties'] as { id: string }[])[0]?.id);
    const { rows } = await gateway.db.query(`select actor, action from audit_entry where actor = 'setup' or action = 'sign_in.done' order by id`);
    expect(rows).toEqual([
      { actor: 'setup', action: 'owner.made' },
      { actor: 'user:Анна Соколова', action: 'sign_in.done' },
    ]);
  });

  it('is one, also when two come at once by one link', async () => {
    const token = await machineLink(gateway);
    const answers = await Promise.all([setUp(owner(token)), setUp(owner(token)), setUp(owner(token))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410]);
    expect(await owners()).toBe(1);
  });

  it('is one, also when somebody else became an owner while the link was on its way', async () => {
    const token = await machineLink(gateway);
    await addMember(gateway, { [await insertProperty(gateway.db, 'Балтика')]: 'owner' });
    expect(await look(token)).toMatchObject({ status: 410, body: { code: 'link-not-valid' } });
    expect((await setUp(owner(token))).status).toBe(410);
    expect(await owners()).toBe(1);
  });

  it('finds no link that was used, that another one replaced, or whose day is over', async () => {
    const [used, replaced] = [await machineLink(gateway), await machineLink(gateway)];
    expect((await look(used)).status).toBe(410);
    const late = await machineLink(gateway);
    expect((await look(replaced)).status).toBe(410);
    expect((await look(late)).status).toBe(200);
    await expire(gateway);
    expect((await setUp(owner(late))).status).toBe(410);
    expect(await owners()).toBe(0);
  });

  it.each([
    ['a short password', { password: 'eleven char' }, '/password', 'too-short'],
    ['no e-mail', { email: 'nonsense' }, '/email', 'email'],
    ['no name', { name: '  ' }, '/name', 'required'],
    ['no hotel', { property: null }, '/property', 'required'],
    ['an offset instead of a time zone', { property: { ...HOTEL, timeZone: '+03:00' } }, '/property/timeZone', 'time-zone'],
    ['a currency that does not exist', { property: { ...HOTEL, currency: 'QQQ' } }, '/property/currency', 'currency'],
  ])('is told what is wrong, and keeps the link: %s', async (_, wrong, pointer, code) => {
    const token = await machineLink(gateway);
    const answer = await setUp(owner(token, wrong));
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer, code }] } });
    expect((await look(token)).status).toBe(200);
  });

  it('owns the hotels that were registered from the command line', async () => {
    await insertProperty(gateway.db, 'Балтика');
    const token = await machineLink(gateway);
    expect((await look(token)).body).toEqual({ rescue: false, needsProperty: false });
    expect((await setUp(owner(token, { property: null }))).status).toBe(201);
    expect(await owners()).toBe(1);
  });
});

describe('an owner who lost the password', () => {
  it('gets a new one by the machine’s link; every session of the old one ends', async () => {
    const property = await insertProperty(gateway.db, 'Балтика');
    const person = await addPerson(gateway, { [property]: 'manager' });
    await addMember(gateway, { [property]: 'owner' });
    const signedIn = await PortalVisitor.signedIn(gateway, person);
    const token = await machineLink(gateway, 'owner_reset');
    expect((await look(token)).body).toEqual({ rescue: true, needsProperty: false });
    expect((await setUp(owner(token, { email: person.email, password: 'another good password', property: null }))).status).toBe(201);
    expect((await signedIn.get(PORTAL_PATHS.session)).status).toBe(401);
    expect((await new PortalVisitor(gateway).signIn(person.email)).status).toBe(401);
    expect((await new PortalVisitor(gateway).signIn(person.email, 'another good password')).status).toBe(200);
    expect(await owners()).toBe(2);
  });
});

describe('the start of the gateway', () => {
  const printed: string[] = [];
  const start = (setupFile: string | null = null): Promise<void> => {
    printed.length = 0;
    const config = { portalUrl: 'https://pay.hotel.example', setupFile };
    return printSetupLink({ pool: gateway.engine.pool, clock: Date, random: systemRandom, config, print: (text) => printed.push(text) });
  };
  const tokenIn = (text: string): string => /https:\/\/pay\.hotel\.example\/setup#token=(\S+)/.exec(text)?.[1] ?? '';

  it('prints a link while there is no owner, a new one each time, and only the last one works', async () => {
    await start();
    const first = tokenIn(printed.join());
    expect((await look(first)).status).toBe(200);
    await start();
    const second = tokenIn(printed.join());
    expect(second).not.toBe(first);
    expect((await look(first)).status).toBe(410);
    expect((await look(second)).status).toBe(200);
  });

  it('keeps only a digest of it', async () => {
    await start();
    const { rows } = await gateway.db.query(`select encode(sha256, 'escape') as stored, l.* from one_time_link l`);
    expect(JSON.stringify(rows)).not.toContain(tokenIn(printed.join()));
  });

  it('prints none where there is an owner, and leaves the link of owner:reset alone', async () => {
    await addMember(gateway, { [await insertProperty(gateway.db, 'Балтика')]: 'owner' });
    const token = (await links.make(gateway.db, { purpose: 'owner_reset', lifeMs: 60_000 })).token;
    await start();
    expect(printed).toEqual([]);
    expect((await look(token)).status).toBe(200);
  });

  it('puts it into a private file where one is named', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'payport-setup-')), 'setup-link');
    await start(file);
    expect(printed).toEqual([]);
    expect((await look(tokenIn(readFileSync(file, 'utf8')))).status).toBe(200);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

const ofSession = ({ name, city, timeZone, currency }: typeof HOTEL) => ({ name, city, timeZone, currency });
