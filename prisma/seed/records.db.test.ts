import { isApiKey } from '@payport/domain';
import { apiKeySha256 } from '@payport/persistence';
import { verifyPassword } from 'better-auth/crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeededDemo } from './seed-demo.ts';
import { seedingPlace, type SeedingPlace } from './testing/seeded-database.ts';

let place: SeedingPlace;
let seeded: SeededDemo;
beforeAll(async () => {
  place = await seedingPlace();
  seeded = await place.seed();
});
afterAll(() => place.close());

const counts = async (): Promise<unknown> =>
  (
    await place.owner.query(`select (select count(*) from property) as properties, (select count(*) from terminal) as terminals,
      (select count(*) from api_key) as keys, (select count(*) from fee_tariff) as tariffs, (select count(*) from app_user) as people, (select count(*) from membership) as memberships,
      (select count(*) from payment) as payments, (select count(*) from payment_event) as events, (select count(*) from wire_frame) as frames`)
  ).rows[0];

describe('the demonstration', () => {
  it('shows hotels that are set up whole: legal details, and the hour at which their day ends', async () => {
    const { rows } = await place.app.query('select name, inn, kpp, night_audit_hour from property order by inn desc');
    expect(rows).toEqual([
      { name: 'Гранд Отель', inn: '7700000016', kpp: '770001001', night_audit_hour: 4 },
      { name: 'Балтика', inn: '3900000016', kpp: '390001001', night_audit_hour: 3 },
    ]);
  });

  it('has the contract of each hotel with its bank, of which a withdrawn one stays so', async () => {
    const known = `select h.name, f.acquirer, f.rate_millionths, f.withdrawn_why from fee_tariff f join property h on h.id = f.property_id order by h.inn desc`;
    const tariff = { acquirer: 'sberbank', rate_millionths: 18_000, withdrawn_why: null };
    expect((await place.app.query(known)).rows).toEqual([
      { name: 'Гранд Отель', ...tariff },
      { name: 'Балтика', ...tariff },
    ]);
    await place.app.query(
      `update fee_tariff set withdrawn_at = now(), withdrawn_by = property_id, withdrawn_name = 'Анна', withdrawn_why = 'новый договор'
       where property_id = (select id from property where name = 'Балтика')`,
    );
    await place.seed();
    expect((await place.app.query(known)).rows).toEqual([
      { name: 'Гранд Отель', ...tariff },
      { name: 'Балтика', ...tariff, withdrawn_why: 'новый договор' },
    ]);
  });

  it('has two properties whose terminals are wired as the simulator presents them', async () => {
    const { rows } = await place.app.query(
      'select t.id, t.tid, t.driver, t.property_id, t.enabled, t.offline_since, t.demo, t.settings, t.mid, h.demo as home_demo from terminal t join property h on h.id = t.property_id order by tid',
    );
    expect(rows).toHaveLength(7);
    expect(seeded.terminals.map(({ id, tid, property }) => [id, tid, property])).toEqual(rows.map((row) => [row.id, row.tid, row.property_id]));
    for (const row of rows) {
      const folder = path.join(place.home, 'simulator', 'terminals', row.tid);
      expect(row).toMatchObject({ enabled: true, offline_since: null, demo: true, home_demo: true, mid: expect.stringMatching(/^6\d{11}$/) });
      if (row.driver === 'sberbank') {
        expect(row.settings).toMatchObject({ folder, program: path.join(folder, 'sb_pilot'), requestIds: true, preauthorization: true });
      } else if (row.driver === 'zvt') {
        expect(row.settings).toMatchObject({ connection: 'tcp', host: '127.0.0.1', port: 41_203, currency: 'RUB' });
      } else expect(row.settings).toMatchObject({ terminalId: row.tid, connection: 'tcp', host: '127.0.0.1', timeZone: 'Europe/Moscow' });
    }
    const programs = rows.filter(({ driver }) => driver === 'sberbank');
    expect(new Set(programs.map(({ settings }) => settings.encoding))).toEqual(new Set(['cp866', 'cp1251', 'koi8-r', 'utf-8']));
    expect(new Set(seeded.terminals.map(({ property }) => property))).toEqual(
      new Set([seeded.sonata.property, seeded.sonata.otherProperty.property]),
    );
  });

  it('has a default terminal for each workstation', async () => {
    const { rows } = await place.app.query(
      'select d.workstation, t.tid from workstation_default d join terminal t on t.id = d.terminal_id order by tid',
    );
    expect(rows.map(({ workstation }) => workstation)).toEqual([
      'RECEPTION-1',
      'RECEPTION-2',
      'RESTAURANT-1',
      'FRONT-1',
      'CONFERENCE-1',
      'PARKING-1',
      'LOBBY-1',
    ]);
  });

  it('has a key for each property with every scope but blind refunds, of which the database knows the hash only', async () => {
    for (const { property, apiKey } of [seeded.sonata, seeded.sonata.otherProperty]) {
      expect(isApiKey(apiKey)).toBe(true);
      const { rows } = await place.app.query('select * from api_key where property_id = $1', [property]);
      expect(rows).toMatchObject([
        {
          sha256: apiKeySha256(apiKey),
          last_four: apiKey.slice(-4),
          scopes: ['payments:read', 'payments:write', 'refunds:write', 'settlements:write'],
          demo: true,
          revoked_at: null,
        },
      ]);
    }
  });

  it('has people who can sign in and see their own properties only', async () => {
    const { rows } = await place.app.query<{ email: string; hash: string; roles: string[]; properties: number }>(
      `select u.email, a.password as hash, array_agg(m.role) as roles, count(*)::int as properties from app_user u
       join user_account a on a.user_id = u.id and a.provider_id = 'credential' and a.account_id = u.id::text
       join membership m on m.user_id = u.id where u.demo group by 1, 2`,
    );
    expect(rows).toHaveLength(seeded.users.length);
    for (const { email, password, role } of seeded.users) {
      const row = rows.find((each) => each.email === email)!;
      expect(await verifyPassword({ hash: row.hash, password })).toBe(true);
      expect(row.roles.every((each) => each === role)).toBe(true);
      expect(row.properties).toBe(role === 'owner' ? 2 : 1);
    }
  });

  it('keeps passwords and keys in a file that only its owner can read', async () => {
    const file = path.join(place.home, 'demo-secrets.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const text = await readFile(file, 'utf8');
    for (const secret of [seeded.sonata.apiKey, ...seeded.users.map(({ password }) => password)]) expect(text).toContain(secret);
  });

  it('is the same after a second seeding', async () => {
    const before = await counts();
    expect(await place.seed({ nowMs: Date.UTC(2026, 6, 1) })).toEqual(seeded);
    expect(await counts()).toEqual(before);
  });

  it('follows the simulator to another folder, and its terminals can always take a payment', async () => {
    await place.app.query(`update terminal set name = 'Renamed', enabled = false, offline_since = now() where tid = '00459991'`);
    await place.seed({ simulatorHome: '/elsewhere' });
    const { rows } = await place.app.query(`select name, enabled, offline_since, settings, device_address from terminal where tid = '00459991'`);
    expect(rows).toMatchObject([
      {
        name: 'Renamed',
        enabled: true,
        offline_since: null,
        settings: { folder: '/elsewhere/terminals/00459991' },
        device_address: expect.stringContaining('/elsewhere/'),
      },
    ]);
    await place.seed();
  });

  it('finds a terminal with a wire where the simulator says that it waits', async () => {
    const placeOf = async (tid: string, told: object, name = 'inpas.json'): Promise<void> => {
      const folder = path.join(place.home, 'simulator', 'terminals', tid);
      await mkdir(folder, { recursive: true });
      await writeFile(path.join(folder, name), JSON.stringify(told));
    };
    await placeOf('00612001', { host: '127.0.0.1', port: 5123, serialPort: null });
    await placeOf('00612002', { host: '127.0.0.1', port: 5124, serialPort: '/tmp/tty' });
    await placeOf('29001006', { host: '127.0.0.1', port: 5125, serialPort: '/tmp/tty-zvt' }, 'zvt.json');
    await place.seed();
    const { rows } = await place.app.query(`select device_address from terminal where driver in ('inpas', 'zvt') order by tid`);
    expect(rows.map((row) => row.device_address)).toEqual(['tcp:127.0.0.1:5123', 'serial:local:/tmp/tty', 'serial:local:/tmp/tty-zvt']);
  });

  it('gets a new key when the old one was revoked, and new passwords when the file is lost', async () => {
    await place.app.query('update api_key set revoked_at = now() where property_id = $1', [seeded.sonata.property]);
    const again = await place.seed();
    expect(again.sonata.apiKey).not.toBe(seeded.sonata.apiKey);
    expect(again.sonata.otherProperty).toEqual(seeded.sonata.otherProperty);

    await rm(path.join(place.home, 'demo-secrets.json'));
    const { users } = await place.seed();
    const [person] = users;
    const { rows } = await place.app.query<{ hash: string }>(
      'select a.password as hash from user_account a join app_user u on u.id = a.user_id where u.email = $1',
      [person!.email],
    );
    expect(await verifyPassword({ hash: rows[0]!.hash, password: person!.password })).toBe(true);
  });

  it("takes no real person's place", async () => {
    await place.owner.query(`update app_user set demo = false where email = $1`, [seeded.users[0]!.email]);
    await expect(place.seed()).rejects.toThrow(/is a real user of this database/);
  });
});
