import { PORTAL_PATHS, type PortalReconDay, type PortalReconSettings, type ReconWorkDone } from '@payport/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { percentOf, millionthsOf } from '../src/modules/reconciliation-desk/settings/settings-resource.ts';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { RULE } from './recon-desk-access.ts';
import { addLine, addPair, path, together } from './recon-desk-world.ts';

let gateway: GatewayHarness;
let owner: PortalVisitor;
let anna: PortalVisitor;
let manager: PortalVisitor;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  const as = async (role: 'owner' | 'finance' | 'manager', name: string) =>
    PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: role }, name));
  [owner, anna, manager] = [await as('owner', 'Ольга'), await as('finance', 'Анна'), await as('manager', 'Пётр')];
});
afterAll(() => gateway.close());
beforeEach(() => setAbove(1_000));

const P = () => ({
  settings: PORTAL_PATHS.reconSettings(gateway.propertyId),
  above: PORTAL_PATHS.setReconSecondPerson(gateway.propertyId),
  rule: PORTAL_PATHS.setReconRule(gateway.propertyId),
  day: PORTAL_PATHS.setReconCalendarDay(gateway.propertyId),
  tariff: PORTAL_PATHS.addFeeTariff(gateway.propertyId),
  withdraw: (id: string) => PORTAL_PATHS.withdrawFeeTariff(gateway.propertyId, id),
});
const settingsOf = (answer: Answer): PortalReconSettings => {
  expect(answer.status, answer.text).toBe(200);
  return answer.body as unknown as PortalReconSettings;
};
const read = async (year = ''): Promise<PortalReconSettings> => settingsOf(await anna.get(`${P().settings}${year}`));
const setAbove = async (above: number): Promise<PortalReconSettings> => settingsOf(await owner.post(P().above, { above }));
const lastNote = async (action: string) =>
  (
    await gateway.db.query<{ before: unknown; after: unknown }>('select before, after from audit_entry where action = $1 order by id desc limit 1', [
      action,
    ])
  ).rows[0];
const signOff = async (exception: string | null, who = anna): Promise<ReconWorkDone> =>
  (await who.post(path(gateway).work, { action: 'sign_off', ids: [exception], comment: 'Банк подтвердил' })).body as unknown as ReconWorkDone;
const pair = async (difference: number) => {
  const { ours, theirs } = await addPair(gateway, { ours: 500_000, theirs: 500_000 - difference });
  return (await anna.post(path(gateway).match, together(ours, theirs))).body;
};

describe('the sum above which a second person is needed', () => {
  it('is 1 000 until an owner sets it, and each change is kept with its name', async () => {
    const fresh = await GatewayHarness.start();
    const visitor = await PortalVisitor.signedIn(fresh, await addPerson(fresh, { [fresh.propertyId]: 'auditor' }));
    expect((await visitor.get(PORTAL_PATHS.reconSettings(fresh.propertyId))).body['secondPerson']).toEqual({ above: 1_000, changes: [] });
    await fresh.close();
    expect((await setAbove(250)).secondPerson).toMatchObject({ above: 250, changes: [{ above: 250, by: 'Ольга' }] });
    expect(await lastNote('reconciliation.second_person_set')).toEqual({ before: { above: 1_000 }, after: { above: 250 } });
    await expect(gateway.db.query('update recon_limit set above_major = 1')).rejects.toThrow('history is added to');
  });

  it('is changed by owners alone', async () => {
    for (const who of [anna, manager]) expect((await who.post(P().above, { above: 1_000_000 })).status).toBe(403);
    expect((await read()).secondPerson.above).toBe(1_000);
  });

  it('counts for write-offs and for matches alike, to the kopeck', async () => {
    await setAbove(250);
    const small = await addLine(gateway, { minor: 25_000 });
    const large = await addLine(gateway, { minor: 25_001 });
    expect([await signOff(small.exception), await signOff(large.exception)]).toMatchObject([
      { changed: [small.exception] },
      { proposed: [large.exception] },
    ]);
    expect(await pair(25_000)).toMatchObject({ proposalId: null });
    expect(await pair(25_001)).toMatchObject({ matchId: null });
    expect((await anna.get(path(gateway).exceptions)).body['secondPersonAbove']).toBe(250);
  });

  it('set to nothing asks two people about every kopeck', async () => {
    await setAbove(0);
    const line = await addLine(gateway, { minor: 1 });
    expect(await signOff(line.exception)).toMatchObject({ proposed: [line.exception] });
  });

  it('changes nothing that was decided or proposed before', async () => {
    await setAbove(250);
    const [proposed, done] = [await addLine(gateway, { minor: 30_000 }), await addLine(gateway, { minor: 20_000 })];
    await signOff(proposed.exception);
    await signOff(done.exception);
    const state = async (exception: string | null) => (await anna.get(path(gateway).exception(exception ?? ''))).body;
    await setAbove(100_000);
    expect(await state(proposed.exception)).toMatchObject({ state: 'open', proposal: { by: { me: true } } });
    expect(await signOff(proposed.exception)).toMatchObject({ changed: [], proposed: [proposed.exception] });
    await setAbove(10);
    expect(await state(done.exception)).toMatchObject({ state: 'signed_off' });
  });
});

describe('tariffs', () => {
  it('follow one another by their first day, and a mistake is withdrawn with its reason', async () => {
    await anna.post(P().tariff, { acquirer: 'a', validFrom: '2020-01-01', ratePercent: '1.5', min: '3.50' });
    await anna.post(P().tariff, { acquirer: 'a', validFrom: '2020-06-01', ratePercent: '1.625', max: '1000' });
    const ahead = settingsOf(await anna.post(P().tariff, { acquirer: 'a', validFrom: '2099-01-01', ratePercent: '2' }));
    const of = ({ tariffs }: PortalReconSettings) =>
      tariffs.filter(({ acquirer }) => acquirer === 'a').map(({ validFrom, state }) => [validFrom, state]);
    expect(of(ahead)).toEqual([
      ['2099-01-01', 'ahead'],
      ['2020-06-01', 'counts'],
      ['2020-01-01', 'replaced'],
    ]);
    const current = ahead.tariffs.find(({ validFrom }) => validFrom === '2020-06-01');
    expect(current).toMatchObject({ ratePercent: '1.625', max: '1000.00', min: null, created: { by: 'Анна' } });
    const after = settingsOf(await anna.post(P().withdraw(current?.id ?? ''), { reason: 'Опечатка в ставке' }));
    expect(of(after)).toEqual([
      ['2099-01-01', 'ahead'],
      ['2020-01-01', 'counts'],
      ['2020-06-01', 'withdrawn'],
    ]);
    expect((await anna.post(P().withdraw(current?.id ?? ''), { reason: 'Ещё раз' })).status).toBe(404);
    expect(await lastNote('reconciliation.tariff_withdrawn')).toMatchObject({
      before: { rate_millionths: 16_250 },
      after: { reason: 'Опечатка в ставке' },
    });
  });

  it('are never changed or deleted, whoever asks', async () => {
    await anna.post(P().tariff, { acquirer: 'kept', validFrom: '2020-01-01', ratePercent: '1' });
    await expect(gateway.db.query(`update fee_tariff set rate_millionths = 1 where acquirer = 'kept'`)).rejects.toThrow('never changed');
    await expect(gateway.db.query(`delete from fee_tariff where acquirer = 'kept'`)).rejects.toThrow('never deleted');
  });

  it.each([
    [{ validFrom: '2020-01-01', ratePercent: '1', acquirer: 'twice' }, '/validFrom'],
    [{ validFrom: '2020-02-01', validTo: '2020-01-01', ratePercent: '1' }, '/validTo'],
    [{ validFrom: '2020-01-01', ratePercent: '1', min: '5', max: '4' }, '/max'],
    [{ validFrom: '2020-01-01', ratePercent: '1', fixed: '0.001' }, '/fixed'],
    [{ validFrom: '2020-01-01', ratePercent: '1', product: '4111 1111 1111 1111' }, '/product'],
  ])('are refused where they make no sense: %j', async (order, pointer) => {
    await anna.post(P().tariff, { validFrom: '2020-01-01', ratePercent: '1', acquirer: 'twice' });
    expect((await anna.post(P().tariff, order)).body).toMatchObject({ code: 'validation-failed', errors: [{ pointer }] });
  });

  it.each([
    ['1.5', 15_000, '1.5'],
    ['0.0001', 1, '0.0001'],
    ['100', 1_000_000, '100'],
    ['2.10', 21_000, '2.1'],
  ])('keep a rate of %s percent without a float', (percent, millionths, shown) => {
    expect([millionthsOf(percent), percentOf(millionths)]).toEqual([millionths, shown]);
  });
});

describe('terms', () => {
  it('are the database’s own until an owner sets them, and an acquirer may have others', async () => {
    await gateway.db.query(`insert into recon_rule (property_id) values ($1)`, [gateway.propertyId]);
    const [stored] = (await read()).rules;
    await gateway.db.query(`delete from recon_rule`);
    expect((await read()).rules).toEqual([stored]);
    const order = { ...RULE, registryDays: 2, amountTolerance: '0.50', cutOff: '21:00' };
    expect(settingsOf(await owner.post(P().rule, order)).rules).toMatchObject([
      { registryDays: 2, amountTolerance: '0.50', cutOff: '21:00', acquirer: '' },
    ]);
    const other = { ...RULE, acquirer: 'tochka', tids: ['10000009'], statementDays: 1 };
    expect(settingsOf(await owner.post(P().rule, other)).rules).toMatchObject([{ acquirer: '' }, { acquirer: 'tochka', tids: ['10000009'] }]);
    expect((await anna.post(P().rule, RULE)).status).toBe(403);
    expect(await lastNote('reconciliation.rule_set')).toMatchObject({ after: { acquirer: 'tochka' } });
    expect((await owner.post(P().rule, { ...RULE, tids: ['10000009'] })).body).toMatchObject({ errors: [{ pointer: '/tids' }] });
    await gateway.db.query(`delete from recon_rule`);
  });
});

describe('the calendar', () => {
  it('names weekdays off and working weekends with where it has them from, and takes the hotel’s word', async () => {
    const { calendar } = await read('?year=2025');
    expect(calendar.decreed).toBe(true);
    expect(calendar.days.find(({ day }) => day === '2025-11-01')).toEqual({ day: '2025-11-01', working: true, source: 'decree', set: null });
    expect(calendar.days.find(({ day }) => day === '2025-06-12')).toMatchObject({ working: false, source: 'law' });
    expect(calendar.days.some(({ day }) => day === '2025-02-24')).toBe(false);
    expect((await read('?year=2099')).calendar.decreed).toBe(false);
    const set = settingsOf(await anna.post(P().day, { day: '2025-06-12', working: true }));
    expect(set.calendar.days.find(({ day }) => day === '2025-06-12')).toMatchObject({ working: true, source: 'hotel', set: { by: 'Анна' } });
    const { rows } = await gateway.db.query(`select recon_due($1, '2025-06-11', 1)::text as due`, [gateway.propertyId]);
    expect(rows).toEqual([{ due: '2025-06-12' }]);
    const back = settingsOf(await anna.post(P().day, { day: '2025-06-12', working: null }));
    expect(back.calendar.days.find(({ day }) => day === '2025-06-12')).toMatchObject({ working: false, source: 'law' });
  });
});

it('every change has the hotel matched anew', async () => {
  await gateway.db.query('delete from recon_change');
  await anna.post(P().day, { day: '2025-07-01', working: false });
  const { rows } = await gateway.db.query('select side from recon_change');
  expect(rows).toEqual([{ side: 'rule' }]);
});

it('a day that is opened again after a tariff came is reckoned anew, and another is not', async () => {
  const day = '2024-03-05';
  const { db } = gateway;
  await addLine(gateway, { day, result: 'matched' });
  const reopened = async () => {
    await db.query('delete from recon_change');
    expect(((await anna.post(path(gateway).close(day))).body as unknown as PortalReconDay).state).toBe('closed');
    return async () => {
      await db.query('delete from recon_change');
      await anna.post(path(gateway).reopen(day), { reason: 'Проверка' });
      return (await db.query(`select from recon_change where side = 'rule'`)).rowCount;
    };
  };
  expect(await (await reopened())()).toBe(0);
  const again = await reopened();
  await anna.post(P().tariff, { acquirer: 'later', validFrom: '2024-01-01', ratePercent: '1' });
  expect(await again()).toBe(1);
});
