import { createLogger } from '@payport/logging';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayHarness } from './gateway-harness.ts';

/** Planted wherever a caller or a broken part could put them. */
const CARD = '4111111111111111';
const SPACED = '5555 5555 5555 4444';
const OTHER_KEY = `ppk_${'k'.repeat(43)}abcdef`;

const lines: string[] = [];
let gateway: GatewayHarness;
beforeAll(async () => {
  gateway = await GatewayHarness.start({
    logger: createLogger({ level: 'debug', service: 'gateway', destination: { write: (line: string) => void lines.push(line) } }),
  });
});
afterAll(() => gateway.close());
beforeEach(() => {
  lines.length = 0;
});

type Entry = Readonly<Record<string, unknown>>;
const requests = (): readonly Entry[] => lines.map((line) => JSON.parse(line) as Entry).filter(({ msg }) => msg === 'request');

describe('the log of requests', () => {
  it('has one line for each: template, status, time and request id', async () => {
    await gateway.call('GET', '/sonata/v1/terminals?workstation=RECEPTION-1', undefined, { 'x-request-id': 'my-own-id' });
    expect(requests()).toEqual([
      expect.objectContaining({
        level: 'info',
        requestId: 'my-own-id',
        method: 'GET',
        route: '/sonata/v1/terminals',
        status: 200,
        ms: expect.any(Number),
      }),
    ]);
    expect(lines.join('')).not.toContain('RECEPTION-1');
  });

  it('names the payment that a request made or asked for, so that its lines can be found', async () => {
    const made = await gateway.pay({ terminalId: await gateway.addTerminal() });
    const id = made.body['id'];
    await gateway.call('GET', `/sonata/v1/payments/${String(id).toUpperCase()}`);
    await gateway.call('POST', `/sonata/v1/payments/${String(id)}/cancel`);
    expect(requests().map(({ status, paymentId }) => [status, paymentId])).toEqual([
      [201, id],
      [200, id],
      [409, id],
    ]);
  });

  it('shows refused requests too, and health only to who debugs', async () => {
    await gateway.call('GET', '/sonata/v1/terminals', undefined, { authorization: `Bearer ${OTHER_KEY}` });
    await gateway.call('GET', '/nowhere');
    await gateway.call('POST', '/sonata/v1/payments', '{"broken', { 'idempotency-key': randomUUID() });
    await gateway.call('GET', '/health/ready');
    expect(requests().map(({ level, route, status }) => [level, route, status])).toEqual([
      ['info', '/sonata/v1/terminals', 401],
      ['info', 'unmatched', 404],
      ['info', '/sonata/v1/payments', 400],
      ['debug', '/health/ready', 200],
    ]);
  });

  it('never holds a card number or a key, wherever they were planted', async () => {
    const terminalId = await gateway.addTerminal();
    const headers = { 'x-request-id': CARD, 'user-agent': SPACED, cookie: `card=${CARD}`, 'x-api-key': OTHER_KEY, referer: `http://x/${CARD}` };
    const body = { terminalId, amount: '1500.00', currency: 'RUB', comment: SPACED, cashier: CARD };
    await gateway.call('POST', '/sonata/v1/payments', body, { ...headers, 'idempotency-key': CARD });
    await gateway.call('GET', `/sonata/v1/payments/${CARD}?card=${SPACED}&key=${OTHER_KEY}`, undefined, headers);
    await gateway.call('GET', `/${CARD}/${OTHER_KEY}`, undefined, headers);
    await gateway.call('GET', '/sonata/v1/terminals', undefined, { ...headers, authorization: `Bearer ${OTHER_KEY}` });
    await gateway.call('POST', '/sonata/v1/payments', `{"card":"${CARD}"`, { ...headers, 'idempotency-key': 'k' });
    const { pool } = gateway.engine;
    const query = pool.query.bind(pool);
    pool.query = () => Promise.reject(new Error(`bad row (${CARD}) for ${SPACED}`, { cause: CARD }));
    await gateway.call('GET', '/sonata/v1/terminals', undefined, headers);
    pool.query = query;
    const written = lines.join('');
    expect(requests()).toHaveLength(6);
    expect(written).toContain('request_failed');
    expect(written).not.toMatch(/4111111111|5555 5555|55555555/);
    expect(written).not.toContain(OTHER_KEY);
    expect(written).not.toContain(gateway.key);
    expect(written).toContain('411111******1111');
  });
});
