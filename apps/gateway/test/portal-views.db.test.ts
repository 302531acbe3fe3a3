import { PORTAL_PATHS, type PortalChosenView, type PortalView, type PortalViewList } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayHarness, insertProperty } from './gateway-harness.ts';
import { addPerson, PortalVisitor, type Person } from './portal-visitor.ts';
import { insertView } from './view-access.ts';

let gateway: GatewayHarness;
let other: string;
let anna: Person;
let asAnna: PortalVisitor;
let asManager: PortalVisitor;
let asSupport: PortalVisitor;
let asElsewhere: PortalVisitor;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
  other = await insertProperty(gateway.db, 'Балтика');
  const here = gateway.propertyId;
  anna = await addPerson(gateway, { [here]: 'finance', [other]: 'finance' });
  const people = [
    anna,
    await addPerson(gateway, { [here]: 'manager' }, 'Мария'),
    await addPerson(gateway, { [here]: 'support' }, 'Олег'),
    await addPerson(gateway, { [other]: 'owner' }, 'Игорь'),
  ];
  [asAnna, asManager, asSupport, asElsewhere] = (await Promise.all(people.map((person) => PortalVisitor.signedIn(gateway, person)))) as [
    PortalVisitor,
    PortalVisitor,
    PortalVisitor,
    PortalVisitor,
  ];
});
afterAll(() => gateway.close());
beforeEach(() => gateway.db.query('delete from list_view'));

const save = async (who = asAnna, changes: Record<string, unknown> = {}): Promise<PortalView> => {
  const body = {
    list: 'payments',
    name: 'Отказы недели',
    conditions: { outcome: 'declined', period: 'last7', cols: 'time,status,amount' },
    ...changes,
  };
  return (await who.post(PORTAL_PATHS.views, body)).body as unknown as PortalView;
};
const list = async (who: PortalVisitor, query = '?list=payments'): Promise<PortalViewList> =>
  (await who.get(PORTAL_PATHS.views + query)).body as unknown as PortalViewList;
const names = async (who: PortalVisitor, query?: string): Promise<string[]> => (await list(who, query)).data.map(({ name }) => name);
const share = (who: PortalVisitor, id: string, property: string | null = gateway.propertyId) => who.post(PORTAL_PATHS.shareView(id), { property });
const rename = (who: PortalVisitor, id: string) => who.patch(PORTAL_PATHS.view(id), { name: 'Иначе' });
const entries = async (): Promise<{ action: string; property_id: string | null; before: unknown; after: unknown }[]> =>
  (await gateway.db.query(`select action, property_id, before, after from audit_entry where action like 'view.%' order by id`)).rows;

describe('a saved view', () => {
  it('is its owner’s alone until it is shared', async () => {
    const { id } = await save();
    expect(await names(asAnna)).toEqual(['Отказы недели']);
    expect([await names(asManager), await names(asSupport)]).toEqual([[], []]);
    for (const who of [asManager, asSupport]) {
      expect((await rename(who, id)).status).toBe(404);
      expect((await who.post(PORTAL_PATHS.removeView(id))).status).toBe(404);
    }
  });

  it('keeps what its list knows, and nothing else', async () => {
    const { conditions } = await save(asAnna, { conditions: { outcome: 'declined', sql: 'drop', cursor: 'abc', part: 'unknown', q: '' } });
    expect(conditions).toEqual({ outcome: 'declined' });
  });

  it.each([
    ['what is looked for', { conditions: { q: '4111 1111 1111 1111' } }, '/conditions/q'],
    ['its name', { name: 'Гость 4111111111111111' }, '/name'],
  ])('holds no card number in %s', async (_, changes, pointer) => {
    const answer = await asAnna.post(PORTAL_PATHS.views, { list: 'payments', name: 'Гость', conditions: {}, ...changes });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer, code: 'card-number' }] } });
    expect(answer.text).not.toContain('1111');
    expect((await gateway.db.query('select from list_view')).rowCount).toBe(0);
  });

  it('has no most: hundreds are kept, a hundred are told at once, and each is found by its name', async () => {
    for (let at = 0; at < 130; at += 1) await insertView(gateway, anna.id, { name: `Смена ${String(at).padStart(3, '0')} ночь` });
    const all = await list(asAnna);
    expect([all.data.length, all.more]).toEqual([100, true]);
    expect(await names(asAnna, '?list=payments&q=СМЕНА%20127')).toEqual(['Смена 127 ночь']);
    expect(await names(asAnna, '?list=payments&q=%25')).toEqual([]);
    expect(await names(asAnna, '?list=queue')).toEqual([]);
  });
});

describe('a shared view', () => {
  it('is seen by the hotel’s staff with its owner’s name, and by nobody elsewhere', async () => {
    const { id } = await save();
    expect((await share(asAnna, id)).body).toMatchObject({ property: { id: gateway.propertyId } });
    for (const who of [asManager, asSupport]) expect((await list(who)).data).toMatchObject([{ id, owner: { name: anna.name, me: false } }]);
    expect(await names(asElsewhere)).toEqual([]);
    expect((await asElsewhere.get(`${PORTAL_PATHS.chosenView}?list=payments&view=${id}`)).body).toEqual({ view: null, standard: null });
    await share(asAnna, id, null);
    expect(await names(asManager)).toEqual([]);
  });

  it('is renamed and removed by the hotel’s manager, and changed by its owner alone', async () => {
    const { id } = await save();
    await share(asAnna, id);
    expect((await rename(asSupport, id)).status).toBe(403);
    expect((await asSupport.post(PORTAL_PATHS.removeView(id))).status).toBe(403);
    expect((await asManager.patch(PORTAL_PATHS.view(id), { conditions: {} })).status).toBe(403);
    expect((await share(asManager, id, null)).status).toBe(403);
    expect((await rename(asManager, id)).body).toMatchObject({ name: 'Иначе', conditions: { outcome: 'declined' }, owner: { me: false } });
    expect((await asManager.post(PORTAL_PATHS.removeView(id))).status).toBe(204);
    expect(await names(asAnna)).toEqual([]);
  });

  it('never widens what its reader may see: one that names a hotel is shared there alone', async () => {
    const { id } = await save(asAnna, { conditions: { property: other } });
    expect(await share(asAnna, id)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/property', code: 'other-property' }] } });
    expect((await share(asAnna, id, other)).status).toBe(200);
    expect((await asAnna.patch(PORTAL_PATHS.view(id), { conditions: { property: gateway.propertyId } })).status).toBe(422);
    expect(await names(asManager)).toEqual([]);
  });

  it('goes to hotels where its owner may share, and is not told of others', async () => {
    const { id } = await save(asManager);
    expect((await share(asManager, id, other)).status).toBe(404);
    expect((await share(asManager, id, randomUUID())).status).toBe(404);
    expect((await list(asManager)).shareWith.map((hotel) => hotel.id)).toEqual([gateway.propertyId]);
  });

  it('is lost to an owner who left the hotel, and stays for its staff', async () => {
    const { id } = await save(asManager, { name: 'Смена' });
    const { rows } = await gateway.db.query(`delete from membership m using app_user u where u.id = m.user_id and u.name = 'Мария' returning m.*`);
    await gateway.db.query('insert into membership (user_id, property_id, role) values ($1, $2, $3)', [rows[0].user_id, other, 'manager']);
    try {
      await gateway.db.query('update list_view set property_id = $1', [gateway.propertyId]);
      expect((await rename(asManager, id)).status).toBe(404);
      expect(await names(asSupport)).toEqual(['Смена']);
    } finally {
      await gateway.db.query('update membership set property_id = $2, role = $3 where user_id = $1', [
        rows[0].user_id,
        gateway.propertyId,
        'manager',
      ]);
    }
  });
});

describe('what a list opens with', () => {
  const chosen = async (who: PortalVisitor): Promise<PortalChosenView> =>
    (await who.get(`${PORTAL_PATHS.chosenView}?list=payments`)).body as unknown as PortalChosenView;

  it('is each person’s own choice, and forgotten with the view', async () => {
    const first = await save();
    const second = await save(asAnna, { name: 'Вторая' });
    await share(asAnna, first.id);
    for (const view of [first.id, second.id]) expect((await asAnna.post(PORTAL_PATHS.defaultView, { list: 'payments', view })).status).toBe(204);
    await asSupport.post(PORTAL_PATHS.defaultView, { list: 'payments', view: first.id });
    expect([(await chosen(asAnna)).standard?.id, (await chosen(asSupport)).standard?.id]).toEqual([second.id, first.id]);
    expect((await list(asAnna)).data.filter(({ isDefault }) => isDefault)).toMatchObject([{ id: second.id }]);
    await share(asAnna, first.id, null);
    expect((await chosen(asSupport)).standard).toBe(null);
    await asAnna.post(PORTAL_PATHS.removeView(second.id));
    expect((await chosen(asAnna)).standard).toBe(null);
  });

  it('is a view that the person sees, of that list', async () => {
    const { id } = await save();
    expect((await asSupport.post(PORTAL_PATHS.defaultView, { list: 'payments', view: id })).status).toBe(404);
    expect((await asAnna.post(PORTAL_PATHS.defaultView, { list: 'queue', view: id })).status).toBe(404);
  });
});

describe('the audit', () => {
  it('tells every change of a view, at the hotel that it is shared with, and not what was looked for', async () => {
    const from = (await entries()).length;
    const { id } = await save(asAnna, { conditions: { q: 'Иванова', outcome: 'declined' } });
    await share(asAnna, id);
    await rename(asManager, id);
    await share(asAnna, id, null);
    await asAnna.post(PORTAL_PATHS.removeView(id));
    const told = (await entries()).slice(from);
    expect(told.map(({ action, property_id }) => [action, property_id])).toEqual([
      ['view.created', null],
      ['view.shared', gateway.propertyId],
      ['view.changed', gateway.propertyId],
      ['view.unshared', gateway.propertyId],
      ['view.removed', null],
    ]);
    expect(told[2]).toMatchObject({ before: { name: 'Отказы недели' }, after: { name: 'Иначе' } });
    expect(JSON.stringify(told)).not.toContain('Иванова');
  });

  it('names the hotel and its terminals, and no terminal of a hotel that is not the person’s', async () => {
    const foreign = await gateway.addTerminal({ propertyId: await insertProperty(gateway.db, 'Чужая') });
    const own = await gateway.addTerminal();
    const from = (await entries()).length;
    await save(asAnna, {
      conditions: { property: gateway.propertyId, terminal: `${own},${foreign}`, reason: 'link_failed,not_sent', sort: 'largest' },
    });
    const { rows } = await gateway.db.query<{ name: string }>('select name from terminal where id = $1', [own]);
    const [hotel] = (await gateway.db.query<{ name: string }>('select name from property where id = $1', [gateway.propertyId])).rows;
    expect((await entries())[from]?.after).toMatchObject({
      property: hotel?.name,
      terminal: `${rows[0]?.name}, ${foreign}`,
      declineCodes: 'link_failed,not_sent',
      sort: 'largest',
    });
  });
});
