import { signingSecretSeal } from '@payport/persistence';
import { systemRandom } from '@payport/terminals-transports';
import { approveAtOnce } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../src/create-app.ts';
import { plainReading } from '../src/modules/bank-files/reading/copy-reading.ts';
import { signatureOf } from '../src/modules/sonata/door/request-signature.ts';
import { ALL_SCOPES, GatewayHarness, insertKey, type Answer } from './gateway-harness.ts';

const SECRET = 'pss_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg';
const TERMINALS = '/sonata/v1/terminals';
let gateway: GatewayHarness;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  gateway.terminal.onOrder = approveAtOnce;
});
afterAll(() => gateway.close());

/** A key with what else it asks for. */
async function keyWith(set: string, values: readonly unknown[]): Promise<{ authorization: string; id: string }> {
  const key = await insertKey(gateway.db, gateway.propertyId, ALL_SCOPES);
  const { rows } = await gateway.db.query<{ id: string }>('select id from api_key where last_four = $1 order by created_at desc limit 1', [
    key.slice(-4),
  ]);
  const { id } = rows[0]!;
  await gateway.db.query(`update api_key set ${set} where id = $1`, [id, ...values]);
  return { authorization: `Bearer ${key}`, id };
}

async function signedKey(): Promise<{ authorization: string; id: string }> {
  const key = await keyWith('demo = false', []);
  const sealed = signingSecretSeal(gateway.config.authSecret, systemRandom).seal(Buffer.from(SECRET), key.id);
  await gateway.db.query('update api_key set signing_secret = $2 where id = $1', [key.id, sealed]);
  return key;
}

const now = (offSeconds = 0): string => String(Math.floor(Date.now() / 1000) + offSeconds);

interface Call {
  readonly method: 'GET' | 'POST';
  readonly target: string;
  readonly body?: string;
}

function signed({ method, target, body = '' }: Call, stamp = { timestamp: now(), nonce: randomUUID() as string }): Record<string, string> {
  const signature = signatureOf(Buffer.from(SECRET), { method, target, body: Buffer.from(body) }, stamp);
  return { 'x-signature-timestamp': stamp.timestamp, 'x-signature-nonce': stamp.nonce, 'x-signature': signature };
}

const send = ({ method, target, body }: Call, headers: Record<string, string>): Promise<Answer> => gateway.call(method, target, body, headers);
const faultOf = ({ body }: Answer): unknown => (body['errors'] as { code: string }[] | undefined)?.[0]?.code;

describe('a key that is bound to networks', () => {
  it('lets in from them only, by the address that trusted proxies name', async () => {
    const { authorization } = await keyWith('networks = $2', [['10.20.0.0/16']]);
    const from = (address: string): Promise<Answer> => gateway.call('GET', TERMINALS, undefined, { authorization, 'x-forwarded-for': address });
    expect((await from('10.20.3.4')).status).toBe(200);
    const refused = await from('10.21.0.1');
    expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden', detail: 'The key is not accepted from this address' } });
    // The last entry is what the trusted proxy saw; what stands before it the caller wrote.
    expect((await from('10.20.3.4, 203.0.113.9')).status).toBe(403);
  });

  it('is not used where it was turned away', async () => {
    const { authorization, id } = await keyWith('networks = $2', [['192.0.2.0/24']]);
    expect((await gateway.call('GET', TERMINALS, undefined, { authorization })).status).toBe(403);
    const { rows } = await gateway.db.query('select last_used_at from api_key where id = $1', [id]);
    expect(rows).toEqual([{ last_used_at: null }]);
  });
});

describe('a key whose requests are signed', () => {
  it('takes a payment whose bytes are the signed ones, and asks for a signature of everything', async () => {
    const { authorization } = await signedKey();
    const terminalId = await gateway.addTerminal();
    const call: Call = {
      method: 'POST',
      target: '/sonata/v1/payments',
      body: `{ "terminalId": "${terminalId}",  "amount": "1500.00", "currency": "RUB", "comment": "Предоплата" }`,
    };
    const headers = { authorization, 'idempotency-key': randomUUID(), prefer: 'wait=20' };
    expect(await send(call, { ...headers, ...signed(call) })).toMatchObject({ status: 201, body: { status: 'approved', comment: 'Предоплата' } });
    expect(faultOf(await send(call, headers))).toBe('signature-missing');
    expect((await send({ method: 'GET', target: TERMINALS }, { authorization })).status).toBe(401);
  });

  it('takes no payment whose amount was changed on the way', async () => {
    const { authorization } = await signedKey();
    const terminalId = await gateway.addTerminal();
    const body = JSON.stringify({ terminalId, amount: '1.00', currency: 'RUB' });
    const call: Call = { method: 'POST', target: '/sonata/v1/payments', body };
    const headers = { authorization, 'idempotency-key': randomUUID(), ...signed(call) };
    const answer = await send({ ...call, body: body.replace('1.00', '9.00') }, headers);
    expect(answer.status).toBe(401);
    expect(faultOf(answer)).toBe('signature-wrong');
    const { rows } = await gateway.db.query('select 1 from payment where terminal_id = $1', [terminalId]);
    expect(rows).toEqual([]);
  });

  it('signs the query as well, and the moment', async () => {
    const { authorization } = await signedKey();
    const call: Call = { method: 'GET', target: `${TERMINALS}?workstation=RECEPTION-1` };
    expect((await send(call, { authorization, ...signed(call) })).status).toBe(200);
    expect(faultOf(await send(call, { authorization, ...signed({ ...call, target: TERMINALS }) }))).toBe('signature-wrong');
    const old = { timestamp: now(-310), nonce: randomUUID() };
    expect(faultOf(await send(call, { authorization, ...signed(call, old) }))).toBe('signature-expired');
  });

  it('takes each nonce once, at whichever of two gateways, and of any number at once one', async () => {
    const { authorization } = await signedKey();
    const call: Call = { method: 'GET', target: TERMINALS };
    const second = await createApp({ ...gateway.config, instanceId: 'second' }, { bankFileReading: plainReading });
    await second.init();
    await second.getHttpAdapter().getInstance().ready();
    try {
      const headers = { authorization, ...signed(call) };
      const answers = await Promise.all([
        ...Array.from({ length: 4 }, async () => (await send(call, headers)).status),
        ...Array.from({ length: 4 }, async () => (await second.inject({ method: 'GET', url: call.target, headers })).statusCode),
      ]);
      expect(answers.sort()).toEqual([200, 401, 401, 401, 401, 401, 401, 401]);
      expect(faultOf(await send(call, headers))).toBe('signature-replayed');
    } finally {
      await second.close();
    }
  });

  it('says nothing about a body before the signature fits', async () => {
    const { authorization } = await signedKey();
    const call: Call = { method: 'POST', target: '/sonata/v1/payments', body: '{"terminalId":' };
    expect((await send(call, { authorization })).status).toBe(401);
    expect((await send(call, { authorization, ...signed(call) })).status).toBe(400);
    expect((await send({ ...call, body: `"${'x'.repeat(300_000)}"` }, { authorization })).status).toBe(413);
  });

  it('lets nobody in where the secret cannot be opened', async () => {
    const { authorization, id } = await signedKey();
    await gateway.db.query(`update api_key set signing_secret = '\\x00' where id = $1`, [id]);
    const call: Call = { method: 'GET', target: TERMINALS };
    expect((await send(call, { authorization, ...signed(call) })).status).toBe(500);
    expect((await send(call, { authorization })).status).toBe(500);
  });

  it('forgets nonces when their time is over', async () => {
    const { authorization, id } = await signedKey();
    await gateway.db.query(`insert into api_key_nonce values ($1, 'long-ago-0123456789', now() - interval '1 second')`, [id]);
    const fresh = await createApp({ ...gateway.config, instanceId: 'third' }, { bankFileReading: plainReading });
    await fresh.init();
    await fresh.getHttpAdapter().getInstance().ready();
    const call: Call = { method: 'GET', target: TERMINALS };
    await fresh.inject({ method: 'GET', url: call.target, headers: { authorization, ...signed(call) } });
    await fresh.close();
    const { rows } = await gateway.db.query('select nonce from api_key_nonce where api_key_id = $1', [id]);
    expect(rows).toHaveLength(1);
    expect(rows).not.toContainEqual({ nonce: 'long-ago-0123456789' });
  });
});

describe('the rate of a key', () => {
  it('takes 200 calls at once, then says when to come again', async () => {
    const { authorization } = await keyWith('rate_per_second = 1, rate_burst = 200', []);
    const all = await Promise.all(Array.from({ length: 260 }, () => gateway.call('GET', TERMINALS, undefined, { authorization })));
    const good = all.filter(({ status }) => status === 200);
    const limited = all.filter(({ status }) => status === 429);
    expect(good.length).toBeGreaterThanOrEqual(200);
    expect(limited.length).toBe(260 - good.length);
    expect(limited[0]).toMatchObject({ headers: { 'retry-after': '1' }, body: { code: 'rate-limited' } });
  });

  it('is no other key’s rate', async () => {
    expect((await gateway.call('GET', TERMINALS)).status).toBe(200);
  });
});

describe('wrong keys', () => {
  it('are limited by the address they come from; a till behind it goes on', async () => {
    const from = (authorization: string, address: string): Promise<Answer> =>
      gateway.call('GET', TERMINALS, undefined, { authorization, 'x-forwarded-for': address });
    const known = `Bearer ${gateway.key}`;
    expect((await from(known, '203.0.113.20')).status).toBe(200);
    const statuses = await Promise.all(Array.from({ length: 130 }, async () => (await from('Bearer ppk_nonsense', '203.0.113.20')).status));
    expect(statuses.filter((status) => status === 401).length).toBeGreaterThanOrEqual(100);
    const locked = await from('Bearer ppk_nonsense', '203.0.113.20');
    expect(locked).toMatchObject({ status: 429, body: { code: 'rate-limited' } });
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
    const unseen = await insertKey(gateway.db, gateway.propertyId, ALL_SCOPES);
    expect((await from(`Bearer ${unseen}`, '203.0.113.20')).status).toBe(429);
    expect((await from(known, '203.0.113.20')).status).toBe(200);
    expect((await from('Bearer ppk_nonsense', '203.0.113.21')).status).toBe(401);
  });
});
