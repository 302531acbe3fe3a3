import { PORTAL_PATHS } from '@payport/contracts';
import { approvedResult, scriptedDecline } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { shutGate } from './gate.ts';
import { GatewayHarness, insertProperty, type Answer } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';

let gateway: GatewayHarness;
let manager: PortalVisitor;
let otherProperty: string;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
  otherProperty = await insertProperty(gateway.db, 'Балтика');
  manager = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'manager' }, 'Игорь Ветров'));
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.terminal.onTestLink = () => Promise.resolve({ reachable: true, evidence: {} });
  gateway.terminal.onOrder = (order) => Promise.resolve({ outcome: 'approved', result: approvedResult(order), evidence: {} });
});

const TERMINALS = '/portal/v1/terminals';
const fresh = (): string => randomUUID().slice(0, 8);
const addressOf = (device: string): string => `scripted:${JSON.stringify({ device })}`;
const test = (device: string, more: Record<string, unknown> = {}): Promise<Answer> =>
  manager.post('/portal/v1/terminal-link-tests', { propertyId: gateway.propertyId, driver: 'sberbank', settings: { device }, ...more });
const register = (device: string, more: Record<string, unknown> = {}): Promise<Answer> =>
  manager.post(TERMINALS, {
    propertyId: gateway.propertyId,
    driver: 'sberbank',
    settings: { device },
    name: fresh(),
    tid: fresh(),
    enabled: true,
    ...more,
  });
async function registered(device: string = fresh(), more: Record<string, unknown> = {}): Promise<{ id: string; device: string }> {
  const { body } = await test(device);
  const answer = await register(device, { proof: body['proof'], ...more });
  expect(answer.status, answer.text).toBe(201);
  return { id: (answer.body['terminal'] as { id: string }).id, device };
}
const shown = async (id: string): Promise<Record<string, unknown>> => (await manager.get(`${TERMINALS}/${id}`)).body;
const history = async (id: string): Promise<readonly Record<string, unknown>[]> => (await shown(id))['history'] as Record<string, unknown>[];
const claims = async (address: string): Promise<number | null> =>
  (await gateway.db.query('select from device_claim where address = $1', [address])).rowCount;

describe('a terminal is registered', () => {
  it('enabled with the proof of a passed link test, with its workstations, and takes payments at once', async () => {
    const { id } = await registered(undefined, {
      name: 'Бар',
      tid: '00459994',
      mid: '684444445555',
      workstations: ['BAR-1', ' BAR-2 '],
      settleAt: '23:30',
    });
    expect(await shown(id)).toMatchObject({
      terminal: {
        name: 'Бар',
        tid: '00459994',
        mid: '684444445555',
        status: 'online',
        workstations: ['BAR-1', 'BAR-2'],
        settleAt: '23:30',
        demo: false,
      },
      history: [{ actor: 'user:Игорь Ветров', action: 'terminal.registered', before: null, after: { name: 'Бар', enabled: true } }],
      may: { manage: true },
    });
    const sonata = (await gateway.call('GET', '/sonata/v1/terminals?workstation=BAR-1')).body['data'] as readonly unknown[];
    expect(sonata[0]).toMatchObject({ id, default: true });
    expect((await gateway.pay({ terminalId: id })).body).toMatchObject({ status: 'approved' });
    expect((await shown(id))['terminal']).toMatchObject({ lastSale: { amount: '1500.00', currency: 'RUB' } });
  });

  it('and what its settings keep it from is told apart from what it can do', async () => {
    const settings = { device: fresh(), without: ['refund', 'void'] };
    const { body } = await test(settings.device, { settings });
    const answer = await register(settings.device, { settings, proof: body['proof'] });
    const { id } = answer.body['terminal'] as { id: string };
    const operations = ['sale', 'settlement', 'cancel', 'status_query'];
    expect((await shown(id))['terminal']).toMatchObject({ operations, operationsOff: ['refund', 'void'] });
    const sonata = (await gateway.call('GET', '/sonata/v1/terminals')).body['data'] as readonly { id: string }[];
    expect(sonata.find((one) => one.id === id)).toMatchObject({ operations });
  });

  it('not without a test; untested only as disabled, and the history says so', async () => {
    expect(await register(fresh())).toMatchObject({ status: 409, body: { code: 'link-not-tested' } });
    const answer = await register(fresh(), { enabled: false });
    expect(answer.body).toMatchObject({ terminal: { status: 'disabled', lastSeenAt: null }, history: [{ action: 'terminal.registered_untested' }] });
  });

  it('not with the proof of other settings, of another hotel, or with an invented one', async () => {
    const proof = (await test(fresh())).body['proof'];
    for (const given of [proof, `${String(proof)}x`, 'e30.e30', '']) {
      expect(await register(fresh(), { proof: given }), String(given)).toMatchObject({ status: 409, body: { code: 'link-not-tested' } });
    }
  });

  it('not with another number than the device gives', async () => {
    gateway.terminal.onTestLink = () => Promise.resolve({ reachable: true, evidence: { terminalId: '00459997' } });
    const device = fresh();
    const tested = await test(device);
    expect(tested.body).toMatchObject({ reachable: true, tid: '00459997' });
    expect(await register(device, { proof: tested.body['proof'] })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/tid', code: 'tid-differs', message: 'The device calls itself 00459997' }] },
    });
    expect((await register(device, { proof: tested.body['proof'], tid: '00459997' })).status).toBe(201);
  });

  it('not under a name or a number that another one of the hotel has', async () => {
    await registered(undefined, { name: 'Бассейн', tid: '00459995' });
    const answer = await register(fresh(), { enabled: false, name: 'Бассейн', tid: '00459995', workstations: ['A', 'A'] });
    expect(answer.body['errors']).toMatchObject([
      { pointer: '/name', code: 'taken' },
      { pointer: '/tid', code: 'taken' },
      { pointer: '/workstations/1', code: 'repeated' },
    ]);
  });

  it('not with a card number in any text; its digits are not repeated', async () => {
    const answer = await register('4111 1111 1111 1111', { enabled: false, name: 'карта 4111-1111-1111-1111', workstations: ['4111111111111111'] });
    expect(answer.status).toBe(422);
    expect((answer.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(['/name', '/workstations/0']);
    expect((await register('4111 1111 1111 1111', { enabled: false })).body['errors']).toMatchObject([
      { pointer: '/settings/device', code: 'card-number' },
    ]);
    expect(answer.text).not.toContain('1111');
  });

  it('takes a workstation from the terminal that had it, and both histories tell', async () => {
    const first = await registered(undefined, { name: 'Прежний', workstations: ['FRONT-9'] });
    const second = await registered(undefined, { name: 'Новый', workstations: ['FRONT-9'] });
    expect((await shown(first.id))['terminal']).toMatchObject({ workstations: [] });
    expect((await shown(second.id))['terminal']).toMatchObject({ workstations: ['FRONT-9'] });
    expect((await history(first.id))[0]).toMatchObject({
      action: 'terminal.workstation_lost',
      before: { workstation: 'FRONT-9' },
      after: { terminal: 'Новый' },
    });
  });
});

describe('one device belongs to one enabled terminal', () => {
  it('whichever of two registrations comes first', async () => {
    const device = fresh();
    const { proof } = (await test(device)).body;
    const answers = await Promise.all([register(device, { proof }), register(device, { proof })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'device-taken' });
  });

  it('the other one is named to who may know of it, and to nobody else', async () => {
    const { id, device } = await registered(undefined, { name: 'Стойка' });
    expect((await test(device)).body).toMatchObject({
      code: 'device-taken',
      terminal: { id, name: 'Стойка' },
      detail: expect.stringContaining('“Стойка”'),
    });
    const stranger = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [otherProperty]: 'owner' }));
    const answer = await stranger.post('/portal/v1/terminal-link-tests', { propertyId: otherProperty, driver: 'sberbank', settings: { device } });
    expect(answer.body).toMatchObject({ code: 'device-taken', terminal: null });
    expect(answer.text).not.toMatch(/Стойка|[0-9a-f]{8}-[0-9a-f]{4}-7.*Стойка/);
  });
});

describe('a link test', () => {
  it('says in the person’s language why a device does not answer, and gives no proof', async () => {
    gateway.terminal.onTestLink = () => Promise.resolve({ reachable: false, reason: { ru: 'Нет кабеля', en: 'No cable' }, evidence: { code: 99 } });
    expect((await test(fresh())).body).toMatchObject({ reachable: false, reason: 'No cable', proof: null, evidence: { code: 99 } });
    const russian = await manager.post(
      '/portal/v1/terminal-link-tests',
      { propertyId: gateway.propertyId, driver: 'sberbank', settings: { device: fresh() } },
      { 'accept-language': 'ru' },
    );
    expect(russian.body).toMatchObject({ reason: 'Нет кабеля' });
  });

  it('says what the driver knows to do about it, and what a device that answers says about itself', async () => {
    const words = (text: string) => ({ ru: `${text} (ru)`, en: text });
    gateway.terminal.onTestLink = () => Promise.resolve({ reachable: false, reason: words('Held'), step: words('Close the till'), evidence: {} });
    expect((await test(fresh())).body).toMatchObject({ step: 'Close the till', note: null });
    gateway.terminal.onTestLink = () => Promise.resolve({ reachable: true, note: words('A day is open'), evidence: {} });
    expect((await test(fresh())).body).toMatchObject({ reason: null, step: null, note: 'A day is open' });
  });

  it('holds the device while it speaks, and gives it back whatever happens', async () => {
    const device = fresh();
    const { opened, open } = shutGate();
    gateway.terminal.onTestLink = async () => {
      await opened;
      throw new Error('the driver broke');
    };
    const running = test(device);
    await expect.poll(() => claims(addressOf(device))).toBe(1);
    expect((await test(device)).body).toMatchObject({
      code: 'terminal-busy',
      busyWith: { kind: 'service', service: 'link_test', cashier: 'Игорь Ветров' },
    });
    open();
    expect((await running).status).toBe(500);
    expect(await claims(addressOf(device))).toBe(0);
  });

  it('never speaks into a conversation that runs', async () => {
    const { id, device } = await registered();
    await gateway.db.query('update terminal set enabled = false where id = $1', [id]);
    await gateway.db.query(
      `insert into device_claim (address, terminal_id, holder, service, instance_id, taken_at) values ($1, $2, 'service', 'report', $3, now())`,
      [addressOf(device), id, gateway.config.instanceId],
    );
    let spoke = false;
    gateway.terminal.onTestLink = () => {
      spoke = true;
      return Promise.resolve({ reachable: true, evidence: {} });
    };
    expect((await test(device)).body).toMatchObject({ code: 'terminal-busy' });
    expect(spoke).toBe(false);
  });
});

describe('a terminal with a payment on it', () => {
  /** A sale that stays on the device until `finish`. */
  async function paying(): Promise<{ id: string; device: string; finish: () => Promise<Answer> }> {
    const { id, device } = await registered();
    const { opened, open } = shutGate();
    gateway.terminal.onOrder = async (order) => {
      await opened;
      return { outcome: 'approved', result: approvedResult(order), evidence: {} };
    };
    const paid = gateway.pay({ terminalId: id, cashier: 'ivanova' });
    await expect.poll(() => claims(addressOf(device))).toBe(1);
    return {
      id,
      device,
      finish: () => {
        open();
        return paid;
      },
    };
  }

  it('keeps its connection and its number until the payment has ended', async () => {
    const { id, finish } = await paying();
    const device = fresh();
    const { proof } = (await test(device)).body;
    for (const change of [{ settings: { device }, proof }, { tid: fresh() }]) {
      expect(await manager.patch(`${TERMINALS}/${id}`, change)).toMatchObject({
        status: 409,
        body: { code: 'terminal-busy', busyWith: { kind: 'payment', cashier: 'ivanova' } },
      });
    }
    expect((await manager.patch(`${TERMINALS}/${id}`, { name: 'Новое имя' })).status).toBe(200);
    expect((await finish()).body).toMatchObject({ status: 'approved' });
    expect((await manager.patch(`${TERMINALS}/${id}`, { settings: { device }, proof })).body).toMatchObject({ settings: { device } });
  });

  it('can be disabled: what runs ends, nothing new begins', async () => {
    const { id, finish } = await paying();
    const disabled = await manager.post(`${TERMINALS}/${id}/disable`);
    expect(disabled.body).toMatchObject({ terminal: { status: 'disabled', enabled: false, busyWith: { kind: 'payment' } } });
    expect(await gateway.pay({ terminalId: id })).toMatchObject({ status: 409, body: { code: 'terminal-disabled' } });
    expect((await finish()).body).toMatchObject({ status: 'approved' });
  });

  it('is not changed under a payment that is just being written down', async () => {
    const { id, device } = await registered();
    const next = fresh();
    const { proof } = (await test(next)).body;
    const starting = await gateway.db.connect();
    try {
      await starting.query('begin');
      // As the payment's own transaction does: reads the terminal, and takes the device a moment later.
      await starting.query('select from terminal where id = $1 for key share', [id]);
      let answered = false;
      const change = manager.patch(`${TERMINALS}/${id}`, { settings: { device: next }, proof }).finally(() => (answered = true));
      await expect.poll(async () => (await gateway.db.query('select from pg_locks where not granted')).rowCount).toBe(1);
      expect(answered).toBe(false);
      await starting.query(`insert into device_claim (address, terminal_id, holder, instance_id, taken_at) values ($1, $2, 'service', $3, now())`, [
        addressOf(device),
        id,
        gateway.config.instanceId,
      ]);
      await starting.query('commit');
      expect(await change).toMatchObject({ status: 409, body: { code: 'terminal-busy' } });
    } finally {
      starting.release(true);
      await gateway.db.query('delete from device_claim where address = $1', [addressOf(device)]);
    }
  });

  it('of unknown outcome is named, and keeps the device from being changed while it has to be asked', async () => {
    const { id } = await registered();
    gateway.terminal.onOrder = () =>
      Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} });
    const paid = await gateway.pay({ terminalId: id });
    expect((await shown(id))['terminal']).toMatchObject({ unresolved: [{ id: paid.body['id'], status: 'unknown' }] });
    expect((await manager.patch(`${TERMINALS}/${id}`, { tid: fresh() })).body).toMatchObject({ code: 'terminal-busy' });
  });
});

describe('a change', () => {
  it('of the connection needs a test of the new one, or disables the terminal', async () => {
    const { id } = await registered();
    const device = fresh();
    expect((await manager.patch(`${TERMINALS}/${id}`, { settings: { device } })).body).toMatchObject({ code: 'link-not-tested' });
    expect((await manager.patch(`${TERMINALS}/${id}`, { settings: { device }, disable: true })).body).toMatchObject({
      terminal: { status: 'disabled' },
      settings: { device },
    });
    expect((await history(id))[0]).toMatchObject({ action: 'terminal.changed', after: { enabled: false, 'settings.device': device } });
  });

  it('is recorded with what differs and nothing else; one that changes nothing is no change', async () => {
    const { id } = await registered(undefined, { name: 'Было', workstations: ['W-1'] });
    await manager.patch(`${TERMINALS}/${id}`, { name: 'Стало', workstations: ['W-2'], settleAt: '00:15' });
    await manager.patch(`${TERMINALS}/${id}`, { name: 'Стало', workstations: ['W-2'] });
    const [last, ...earlier] = await history(id);
    expect(last).toMatchObject({
      before: { name: 'Было', workstations: ['W-1'], settleAt: null },
      after: { name: 'Стало', workstations: ['W-2'], settleAt: '00:15' },
    });
    expect(Object.keys(last?.['after'] as object)).toEqual(['name', 'settleAt', 'workstations']);
    expect(earlier).toHaveLength(1);
  });

  it('to a device that another terminal has is refused', async () => {
    const { device } = await registered();
    const mine = await registered();
    const answer = await manager.patch(`${TERMINALS}/${mine.id}`, { settings: { device }, disable: true });
    // Disabled, it may share the address; it cannot be enabled there.
    expect(answer.status).toBe(200);
    expect((await manager.post(`${TERMINALS}/${mine.id}/enable`)).body).toMatchObject({ code: 'device-taken' });
  });
});

describe('a terminal that cannot be reached', () => {
  const held = { message: { ru: 'Порт занят', en: 'The port is held' }, step: { ru: 'Закройте кассу', en: 'Close the cash desk' } };
  const state = async (id: string): Promise<unknown> => (await shown(id))['terminal'];
  const IN_TIME = { timeout: 20_000 };
  /** A link test as a command; busy with the one before, it is asked once more. */
  const asked = (id: string): Promise<void> =>
    expect.poll(async () => (await manager.post(PORTAL_PATHS.terminalCommands(id), { kind: 'link_test' })).status, IN_TIME).toBe(202);

  it('is shown with the reason that its latest question brought, and with none once it answers', async () => {
    const { id } = await registered();
    gateway.terminal.onTestLink = () => Promise.resolve({ reachable: false, reason: { ru: 'Порта нет', en: 'There is no port' }, evidence: {} });
    await gateway.db.query('update terminal set offline_since = now() where id = $1', [id]);
    expect(await state(id)).toMatchObject({ status: 'offline', offlineReason: null });
    await asked(id);
    await expect.poll(() => state(id), IN_TIME).toMatchObject({ status: 'offline', offlineReason: { message: 'There is no port', step: null } });
    gateway.terminal.onTestLink = () => Promise.resolve({ reachable: false, reason: held.message, step: held.step, evidence: {} });
    await asked(id);
    await expect.poll(() => state(id), IN_TIME).toMatchObject({ offlineReason: { message: held.message.en, step: held.step.en } });
    gateway.terminal.onTestLink = () => Promise.resolve({ reachable: true, evidence: {} });
    await asked(id);
    await expect.poll(() => state(id), IN_TIME).toMatchObject({ status: 'online', offlineSince: null, offlineReason: null });
  });

  it('is shown silent while the watch asks it, and busy only with what a person ordered', async () => {
    const { id } = await registered();
    const claimed = (service: string | null): Promise<unknown> =>
      gateway.db.query(
        `insert into device_claim (address, terminal_id, holder, service, instance_id, taken_at)
         select t.device_address, t.id, 'service', $2, i.id, now() from terminal t cross join gateway_instance i where t.id = $1 limit 1`,
        [id, service],
      );
    await gateway.db.query('update terminal set offline_since = now() where id = $1', [id]);
    await claimed(null);
    expect(await state(id)).toMatchObject({ status: 'offline', busyWith: null });
    await gateway.db.query('update terminal set offline_since = null where id = $1', [id]);
    expect(await state(id)).toMatchObject({ status: 'busy' });
    await gateway.db.query('update terminal set offline_since = now() where id = $1', [id]);
    await gateway.db.query('delete from device_claim where terminal_id = $1', [id]);
    await claimed('link_test');
    expect(await state(id)).toMatchObject({ status: 'busy', busyWith: { service: 'link_test' } });
    await gateway.db.query('delete from device_claim where terminal_id = $1', [id]);
  });
});

describe('enabling', () => {
  it('asks the device first', async () => {
    const { id } = await registered();
    await manager.post(`${TERMINALS}/${id}/disable`);
    gateway.terminal.onTestLink = () => Promise.resolve({ reachable: false, reason: { ru: 'Молчит', en: 'Silent' }, evidence: {} });
    expect(await manager.post(`${TERMINALS}/${id}/enable`)).toMatchObject({ status: 409, body: { code: 'terminal-offline', detail: 'Silent' } });
    gateway.terminal.onTestLink = () => Promise.resolve({ reachable: true, evidence: {} });
    expect((await manager.post(`${TERMINALS}/${id}/enable`)).body).toMatchObject({ terminal: { status: 'online' } });
    expect((await history(id)).map(({ action }) => action)).toEqual(['terminal.enabled', 'terminal.disabled', 'terminal.registered']);
  });

  it.each(['name', 'tid'] as const)('is refused where another terminal took its %s meanwhile', async (column) => {
    const mine = fresh();
    const { id } = await registered(fresh(), { [column]: mine });
    await manager.post(`${TERMINALS}/${id}/disable`);
    const other = await registered(fresh(), { [column]: mine });
    const answer = await manager.post(`${TERMINALS}/${id}/enable`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'device-taken', terminal: { id: other.id } } });
    expect(String(answer.body['detail'])).toContain(mine);
    await manager.post(`${TERMINALS}/${other.id}/disable`);
    expect((await manager.post(`${TERMINALS}/${id}/enable`)).status).toBe(200);
  });
});
