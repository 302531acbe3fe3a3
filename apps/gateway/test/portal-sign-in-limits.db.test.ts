import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SignInAttempts } from '../src/modules/access/sign-in-attempts.ts';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { addPerson, PASSWORD, PortalVisitor } from './portal-visitor.ts';

let gateway: GatewayHarness;
let attempts: SignInAttempts;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
  attempts = new SignInAttempts(gateway.engine.pool, Date);
});
afterAll(() => gateway.close());

const attempt = (email: string, password: string, address?: string): Promise<Answer> =>
  new PortalVisitor(gateway).signIn(email, password, address === undefined ? {} : { 'x-forwarded-for': address });
/** Counted as a wrong password is, without the time that hashing it takes. Tells which of the tries were let through. */
async function fail(email: string, times: number, address: string | null = null): Promise<boolean[]> {
  const passed: boolean[] = [];
  for (let i = 0; i < times; i += 1) passed.push((await attempts.take({ email, address })) === null);
  return passed;
}
const anyone = (): string => `${randomUUID()}@grand.example`;
/** As if that much time had gone by. */
const later = (interval: string): Promise<unknown> =>
  gateway.db.query(`update sign_in_attempt set window_started_at = window_started_at - $1::interval, locked_until = locked_until - $1::interval`, [
    interval,
  ]);

describe('an account', () => {
  it('is locked for half an hour after ten wrong passwords, for the right one too', async () => {
    const { email } = await addPerson(gateway);
    await fail(email, 9);
    expect((await attempt(email, 'wrong password')).status).toBe(401);
    const locked = await attempt(email, PASSWORD);
    expect(locked).toMatchObject({ status: 429, body: { code: 'rate-limited' } });
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(1790);
    expect(Number(locked.headers['retry-after'])).toBeLessThanOrEqual(1800);
    expect((await attempt(email.toUpperCase(), PASSWORD)).status).toBe(429);
    await later('29 minutes');
    expect((await attempt(email, PASSWORD)).status).toBe(429);
    await later('2 minutes');
    expect((await attempt(email, PASSWORD)).status).toBe(200);
  });

  it('that does not exist is locked the same way', async () => {
    const email = anyone();
    await fail(email, 9);
    expect((await attempt(email, 'wrong password')).status).toBe(401);
    expect((await attempt(email, 'wrong password')).status).toBe(429);
  });

  it('is not locked by what happens to others', async () => {
    const { email } = await addPerson(gateway);
    await fail(anyone(), 11);
    expect((await attempt(email, PASSWORD)).status).toBe(200);
  });

  it('starts anew after a success', async () => {
    const { email } = await addPerson(gateway);
    await fail(email, 9);
    expect((await attempt(email, PASSWORD)).status).toBe(200);
    expect(await fail(email, 11)).toEqual([...Array(10).fill(true), false]);
  });

  it('forgets tries of more than half an hour ago', async () => {
    const email = anyone();
    await fail(email, 9);
    await later('31 minutes');
    expect(await fail(email, 11)).toEqual([...Array(10).fill(true), false]);
  });

  it('has its lock neither prolonged nor counted on by further tries', async () => {
    const email = anyone();
    await fail(email, 11);
    await later('20 minutes');
    await fail(email, 30);
    expect((await attempts.take({ email, address: null }))?.waitS).toBeLessThanOrEqual(600);
    await later('11 minutes');
    expect(await fail(email, 11)).toEqual([...Array(10).fill(true), false]);
  });

  it('is locked twice as long each time, up to eight hours, until a success or a day without tries', async () => {
    const email = anyone();
    const locked = async (): Promise<number> => {
      await fail(email, 10);
      return Math.round(((await attempts.take({ email, address: null }))?.waitS ?? 0) / 60);
    };
    const minutes: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      minutes.push(await locked());
      await later('8 hours 1 minute');
    }
    expect(minutes).toEqual([30, 60, 120, 240, 480, 480]);
    await later('17 hours');
    expect(await locked()).toBe(30);
    await later('31 minutes');
    await attempts.succeeded({ email, address: null });
    expect(await locked()).toBe(30);
  });

  it('lets no more tries through when they all come at once', async () => {
    const email = anyone();
    const passed = await Promise.all(Array.from({ length: 40 }, () => attempts.take({ email, address: null })));
    expect(passed.filter((seconds) => seconds === null)).toHaveLength(10);
  });

  it('leaves no e-mail in the table of tries', async () => {
    await fail(anyone(), 1);
    const { rows } = await gateway.db.query('select key from sign_in_attempt');
    expect(JSON.stringify(rows)).not.toContain('@');
  });
});

describe('an address', () => {
  it('is locked after fifty wrong tries on whatever accounts, and nobody else with it', async () => {
    const { email } = await addPerson(gateway);
    for (let i = 0; i < 50; i += 1) await fail(anyone(), 1, '203.0.113.7');
    expect((await attempt(email, PASSWORD, '203.0.113.7')).status).toBe(429);
    expect((await attempt(email, PASSWORD, '203.0.113.8')).status).toBe(200);
  });

  it('does not count successes', async () => {
    const { email } = await addPerson(gateway);
    for (let i = 0; i < 2; i += 1) expect((await attempt(email, PASSWORD, '203.0.113.9')).status).toBe(200);
    const { rows } = await gateway.db.query(`select tries from sign_in_attempt where key = 'address:203.0.113.9'`);
    expect(rows).toEqual([{ tries: 0 }]);
  });

  it('is the last one that the portal names: what a visitor wrote before it is not believed', async () => {
    await attempt(anyone(), 'wrong password', '198.51.100.1, 203.0.113.10');
    const { rows } = await gateway.db.query(`select key from sign_in_attempt where key in ('address:198.51.100.1', 'address:203.0.113.10')`);
    expect(rows).toEqual([{ key: 'address:203.0.113.10' }]);
  });
});
