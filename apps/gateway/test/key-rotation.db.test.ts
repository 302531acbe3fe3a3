import { PORTAL_PATHS, type PortalApiKey, type PortalMadeApiKey } from '@payport/contracts';
import { apiKeySha256 } from '@payport/persistence';
import { createLogger } from '@payport/logging';
import { ManualClock } from '@payport/testing';
import { systemRandom } from '@payport/terminals-transports';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KeyEnds } from '../src/modules/properties/key-ends.ts';
import { ApiKeyRepository } from '../src/modules/sonata/api-key.repository.ts';
import { GatewayHarness, insertProperty, type Answer } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';

const HOUR = 3_600_000;
let gateway: GatewayHarness;
let owner: PortalVisitor;
let hotel: string;
let old: PortalMadeApiKey;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
  hotel = gateway.propertyId;
  owner = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [hotel]: 'owner' }));
});
afterAll(() => gateway.close());
beforeEach(async () => {
  await gateway.db.query('delete from alarm');
  old = (await make()).body as unknown as PortalMadeApiKey;
});

const make = (replaces?: { keyId: string; overlapHours: number }): Promise<Answer> =>
  owner.post(PORTAL_PATHS.apiKeys(hotel), { name: 'HRS Sonata', scopes: ['payments:read'], ...(replaces ? { replaces } : {}) });
const rotate = async (overlapHours = 24): Promise<PortalMadeApiKey> =>
  (await make({ keyId: old.key.id, overlapHours })).body as unknown as PortalMadeApiKey;
const use = async (secret: string): Promise<number> =>
  (await gateway.call('GET', '/sonata/v1/terminals', undefined, { authorization: `Bearer ${secret}` })).status;
const listed = async (id: string): Promise<PortalApiKey | undefined> =>
  ((await owner.get(PORTAL_PATHS.apiKeys(hotel))).body['data'] as PortalApiKey[]).find((key) => key.id === id);
const endOf = async (id: string): Promise<number> => Date.parse((await listed(id))?.endsAt ?? '');

describe('a key that is being replaced', () => {
  it('works beside the new one until its end, which both are shown with, and nobody has to act', async () => {
    const before = Date.now();
    const next = await rotate(48);
    expect([await use(old.secret), await use(next.secret)]).toEqual([200, 200]);
    const shown = await listed(old.key.id);
    expect(shown).toMatchObject({ replacedBy: next.key.id, revokedAt: null, lastUsedAt: expect.any(String) });
    expect((await endOf(old.key.id)) - before - 48 * HOUR).toBeGreaterThanOrEqual(0);
    expect((await endOf(old.key.id)) - before - 48 * HOUR).toBeLessThan(60_000);
    expect(await listed(next.key.id)).toMatchObject({ endsAt: null, replacedBy: null, lastUsedAt: expect.any(String) });
    await gateway.db.query(`update api_key set ends_at = now() where id = $1`, [old.key.id]);
    expect([await use(old.secret), await use(next.secret)]).toEqual([401, 200]);
  });

  it('lets in to the last millisecond, and not in the one of its end', async () => {
    await rotate(1);
    const end = await endOf(old.key.id);
    const at = async (now: number): Promise<boolean> =>
      (await new ApiKeyRepository(gateway.db, { now: () => now }).find(apiKeySha256(old.secret))) !== null;
    expect([await at(end - 1), await at(end), await at(end + 1)]).toEqual([true, false, false]);
  });

  it.each([0, 169, 1.5])('does not work on for %s hours: an hour at least, a week at most', async (overlapHours) => {
    expect((await make({ keyId: old.key.id, overlapHours })).status).toBe(422);
    expect(await listed(old.key.id)).toMatchObject({ endsAt: null });
  });

  it('is not replaced twice, nor after its end, nor for another hotel; then no new key is made either', async () => {
    const count = async (): Promise<number> => ((await owner.get(PORTAL_PATHS.apiKeys(hotel))).body['data'] as unknown[]).length;
    await rotate();
    const before = await count();
    expect((await make({ keyId: old.key.id, overlapHours: 1 })).status).toBe(404);
    const elsewhere = await insertProperty(gateway.db, 'Чужая');
    const stranger = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [elsewhere]: 'owner' }));
    const body = { name: 'x', scopes: ['payments:read'], replaces: { keyId: old.key.id, overlapHours: 1 } };
    expect((await stranger.post(PORTAL_PATHS.apiKeys(elsewhere), body)).status).toBe(404);
    expect(await count()).toBe(before);
  });

  it('is replaced once also when two people do it at the same moment', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => make({ keyId: old.key.id, overlapHours: 1 })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404]);
  });

  it('can be ended at once, and after its end is as gone as a revoked one', async () => {
    await rotate();
    expect((await owner.post(PORTAL_PATHS.revokeApiKey(hotel, old.key.id))).status).toBe(204);
    expect(await use(old.secret)).toBe(401);
    const [other, end] = [
      ((await make()).body as unknown as PortalMadeApiKey).key.id,
      'update api_key set ends_at = now(), replaced_by = $2 where id = $1',
    ];
    await gateway.db.query(end, [other, old.key.id]);
    expect((await owner.patch(PORTAL_PATHS.apiKey(hotel, other), { networks: [] })).status).toBe(404);
    expect((await owner.post(PORTAL_PATHS.revokeApiKey(hotel, other))).status).toBe(204);
    expect((await listed(other))?.revokedAt).toBeNull();
  });

  it('stands in the audit with its end and what replaces it, and neither secret', async () => {
    const next = await rotate();
    const { rows } = await gateway.db.query(`select before, after from audit_entry where action = 'api_key.replaced' and subject = $1`, [old.key.id]);
    expect(rows).toEqual([
      {
        before: { name: 'HRS Sonata', lastFour: old.key.lastFour },
        after: { by: next.key.lastFour, endsAt: new Date(await endOf(old.key.id)).toISOString() },
      },
    ]);
    const kept = JSON.stringify((await gateway.db.query('select * from audit_entry')).rows);
    for (const { secret } of [old, next]) expect(kept).not.toContain(secret.slice(4, 20));
  });
});

describe('people are told before a key ends that is still in use', () => {
  const clock = new ManualClock();
  const ends = (): KeyEnds => new KeyEnds({ pool: gateway.db, clock, random: systemRandom, log: createLogger({ level: 'silent', service: 'test' }) });
  /** Looks as if it were so long before the old key's end. */
  const lookBefore = async (ms: number): Promise<readonly Record<string, unknown>[]> => {
    const now = (await endOf(old.key.id)) - ms;
    await new KeyEnds({
      pool: gateway.db,
      clock: { ...clock, now: () => now, after: () => () => undefined } as unknown as ManualClock,
      random: systemRandom,
      log: createLogger({ level: 'silent', service: 'test' }),
    }).look();
    return (await gateway.db.query(`select kind, severity, text, cleared_at is null as open from alarm where api_key_id = $1`, [old.key.id])).rows;
  };
  const used = (id: string, msBeforeEnd: number): Promise<unknown> =>
    gateway.db.query(
      `update api_key set last_used_at = (select ends_at from api_key where id = $2) - $3::double precision * interval '1 millisecond' where id = $1`,
      [id, old.key.id, msBeforeEnd],
    );

  it('in the last quarter of the time, once, with the end by the hotel’s clock; and it clears when the systems have moved', async () => {
    const next = await rotate(24);
    await used(old.key.id, 6.5 * HOUR);
    expect(await lookBefore(6 * HOUR + 1)).toEqual([]);
    expect(await lookBefore(6 * HOUR)).toMatchObject([{ kind: 'key_ending', severity: 'critical', open: true }]);
    const [alarm] = await lookBefore(5 * HOUR);
    const { ru, en } = alarm?.['text'] as { ru: string; en: string };
    const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Moscow' }).format(await endOf(old.key.id));
    for (const text of [ru, en]) for (const part of [old.key.lastFour, next.key.lastFour, time]) expect(text).toContain(part);
    expect(await lookBefore(5 * HOUR)).toHaveLength(1);
    await used(next.key.id, 3 * HOUR);
    expect(await lookBefore(3 * HOUR)).toMatchObject([{ open: false }]);
  });

  it('a day before at the earliest, where the time was a week, and an hour before at the latest', async () => {
    await rotate(168);
    await used(old.key.id, 30 * HOUR);
    expect(await lookBefore(24 * HOUR + 1)).toEqual([]);
    expect(await lookBefore(24 * HOUR)).toHaveLength(1);
    await gateway.db.query('delete from alarm');
    old = (await make()).body as unknown as PortalMadeApiKey;
    await rotate(2);
    await used(old.key.id, 1.5 * HOUR);
    expect(await lookBefore(HOUR + 1)).toEqual([]);
    expect(await lookBefore(HOUR)).toHaveLength(1);
  });

  it('not where nobody has used it since, nor where the new one is used and the old one has been silent for an hour', async () => {
    const next = await rotate(24);
    expect(await lookBefore(HOUR)).toEqual([]);
    await used(old.key.id, 4 * HOUR);
    await used(next.key.id, 4 * HOUR);
    expect(await lookBefore(2 * HOUR)).toEqual([]);
  });

  it('and the alarm stays after the end while nobody uses the new one: that system has no way in', async () => {
    await rotate(24);
    await used(old.key.id, 2 * HOUR);
    expect(await lookBefore(HOUR)).toMatchObject([{ open: true }]);
    expect(await lookBefore(-2 * HOUR)).toMatchObject([{ open: true }]);
    await owner.post(PORTAL_PATHS.revokeApiKey(hotel, old.key.id));
    await ends().look();
    expect((await gateway.db.query('select cleared_at is null as open from alarm where api_key_id = $1', [old.key.id])).rows).toEqual([
      { open: false },
    ]);
  });
});
