import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../testing/test-world.ts';
import { HttpServer } from './http-server.ts';

let test: TestWorld;
let server: HttpServer;
let url: string;
let journalled: Promise<void>;
const logged: unknown[] = [];

beforeEach(async () => {
  test = new TestWorld();
  journalled = Promise.resolve();
  const journal = { durable: () => journalled };
  server = new HttpServer({ world: test.world, journal, home: '/home', folder: (tid) => `/home/terminals/${tid}` }, (error) => logged.push(error));
  url = `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}`;
});
afterEach(async () => {
  await server.close();
  expect(logged.splice(0)).toEqual([]);
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** `fetch` lets nobody choose the Host header. */
const statusForHost = (host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(`${url}/ledger`, { headers: { host } }, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end();
  });

describe('ledger', () => {
  it('shows every operation with exactly the documented fields, amounts as decimal strings', async () => {
    await test.run('1 150000');
    const body: unknown = await (await fetch(`${url}/ledger?tid=00459991`)).json();
    expect(body).toEqual([
      {
        tid: '00459991',
        rrn: expect.stringMatching(/^[0-9]{12}$/),
        authCode: expect.stringMatching(/^[0-9A-Z]{6}$/),
        kind: 'sale',
        amount: '1500.00',
        currency: 'RUB',
        cardMask: expect.stringMatching(/^[0-9]{6}\*{6}[0-9]{4}$/),
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
        state: 'captured',
      },
    ]);
  });

  it('shows one terminal when asked for one, and all of them otherwise', async () => {
    await test.run('1 150000');
    expect(await (await fetch(`${url}/ledger?tid=00459992`)).json()).toEqual([]);
    expect(await (await fetch(`${url}/ledger`)).json()).toHaveLength(1);
  });

  it('answers only once what it shows is durable', async () => {
    let release: () => void = () => undefined;
    journalled = new Promise((resolve) => (release = resolve));
    let answered = false;
    const asked = fetch(`${url}/ledger`).then((answer) => {
      answered = true;
      return answer.status;
    });
    // Requests that came later and wait for nothing are through by now.
    for (let later = 0; later < 3; later += 1) await fetch(`${url}/health`);
    expect(answered).toBe(false);
    release();
    expect(await asked).toBe(200);
  });
});

describe('history', () => {
  const LINE = {
    tid: '00459991',
    kind: 'sale',
    amount: '1500.00',
    currency: 'RUB',
    cardMask: '220070******0184',
    at: '2026-01-01T10:00:00+03:00',
    rrn: '600107000001',
    authCode: 'ABC123',
    state: 'captured',
  };

  it('adds operations of the past to the ledger, once', async () => {
    expect(await (await post('/ledger/history', [LINE])).json()).toEqual({ received: 1, added: 1 });
    expect(await (await post('/ledger/history', [LINE])).json()).toEqual({ received: 1, added: 0 });
    expect(await (await fetch(`${url}/ledger`)).json()).toEqual([{ ...LINE, at: '2026-01-01T07:00:00.000Z' }]);
  });

  it.each([
    ['an unknown terminal', { tid: '11111111' }, 422],
    ['a negative amount', { amount: '-1.00' }, 422],
    ['a number for an amount', { amount: 1 }, 422],
    ['a full card number', { cardMask: '4111111111111111' }, 422],
    ['an unknown field', { extra: true }, 422],
  ])('refuses %s and adds nothing', async (_case, change, status) => {
    expect((await post('/ledger/history', [LINE, { ...LINE, rrn: '600107000002', ...change }])).status).toBe(status);
    expect(test.ledger()).toEqual([]);
  });

  it('refuses a reference number of another operation with 409', async () => {
    await post('/ledger/history', [LINE]);
    expect((await post('/ledger/history', [{ ...LINE, amount: '2.00' }])).status).toBe(409);
  });
});

describe('terminals', () => {
  it('shows what a person would see at the device', async () => {
    test.start('1 150089 /q=000000A1');
    await test.clock.advance(0);
    expect(await (await fetch(`${url}/terminals`)).json()).toEqual([
      expect.objectContaining({
        tid: '00459991',
        name: 'Стойка',
        property: 'grand',
        online: true,
        state: 'waiting_card',
        keys: ['present', 'cancel'],
        folder: '/home/terminals/00459991',
        order: expect.objectContaining({ operation: 'sale', amount: '1500.89', currency: 'RUB', requestId: '000000A1' }),
        screen: expect.objectContaining({ ru: expect.stringContaining('карту'), en: expect.stringContaining('card') }),
      }),
    ]);
  });

  it('lets a person present a card, and says 409 when the device waits for nothing', async () => {
    expect((await post('/terminals/00459991/card', { action: 'present' })).status).toBe(409);
    const call = test.start('1 150089');
    await test.clock.advance(0);
    expect((await post('/terminals/00459991/card', { action: 'pin' })).status).toBe(409);
    expect((await post('/terminals/00459991/card', { action: 'present', brand: 'mir' })).status).toBe(202);
    expect((await test.clock.complete(call.ended)).lines[1]).toBe('220070******0184');
  });

  it('scripts the next fault, shows it, and takes it back', async () => {
    expect((await post('/terminals/00459991/faults', { fault: 'truncated_file', bytes: 3, count: 2 })).status).toBe(201);
    const shown = (await (await fetch(`${url}/terminals/00459991`)).json()) as { faults: unknown };
    expect(shown.faults).toEqual([{ fault: 'truncated_file', bytes: 3, on: 'order', count: 2 }]);
    expect((await test.run('1 150000')).lines).toEqual([]);
    expect((await fetch(`${url}/terminals/00459991/faults`, { method: 'DELETE' })).status).toBe(204);
    expect((await test.run('1 150000')).code).toBe(0);
  });

  it('switches to guests who are people, and unplugs the device', async () => {
    await post('/terminals/00459991/mode', { manual: true });
    test.start('1 150000');
    await test.clock.advance(10_000);
    expect(test.pad().view().state).toBe('waiting_card');
    expect(await (await post('/terminals/00459991/mode', { online: false })).json()).toMatchObject({ manual: true, online: false });
    expect((await test.start('47 2').ended).type).toBe('drop');
  });
});

describe('training', () => {
  it('names the cards that a guest can carry, truncated', async () => {
    const cards = (await (await fetch(`${url}/cards`)).json()) as { brand: string; mask: string }[];
    expect(cards.map(({ brand }) => brand)).toEqual(['mir', 'mir-own', 'visa', 'mastercard', 'unionpay']);
    expect(cards.every(({ mask }) => /^[0-9]{6}\*{6}[0-9]{4}$/.test(mask))).toBe(true);
  });

  it('lets a person act for some seconds only, then the guests are simulated again', async () => {
    const answer = await post('/terminals/00459991/mode', { manual: true, forSeconds: 30 });
    expect(await answer.json()).toMatchObject({ manual: true });
    await test.clock.advance(30_000);
    expect(await (await fetch(`${url}/terminals/00459991`)).json()).toMatchObject({ manual: false });
    expect((await post('/terminals/00459991/mode', { manual: false, forSeconds: 30 })).status).toBe(422);
  });

  it('tells how the last order ended and how long the device will wait', async () => {
    await test.run('1 150005');
    expect(await (await fetch(`${url}/terminals/00459991`)).json()).toMatchObject({ resultCode: 4451, waitEndsAt: null });
    test.start('1 150089');
    await test.clock.advance(0);
    expect(await (await fetch(`${url}/terminals/00459991`)).json()).toMatchObject({ waitEndsAt: expect.stringMatching(/Z$/) });
  });
});

describe('refusals', () => {
  it.each([
    ['GET', '/nothing', 404],
    ['DELETE', '/ledger', 405],
    ['POST', '/terminals/11111111/mode', 404],
  ])('%s %s is answered as a problem: %i', async (method, path, status) => {
    const answer = await fetch(url + path, { method });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status, type: expect.stringMatching(/^urn:payport:simulator:problem:/) });
  });

  it.each([
    ['not JSON', '{', {}, 400],
    ['another media type', '{}', { 'content-type': 'text/plain' }, 415],
    ['too long a body', 'x'.repeat(70_000), {}, 413],
    ['an unknown fault', '{"fault":"fire"}', {}, 422],
    ['a page of another origin', '{"fault":"no_link"}', { origin: 'https://example.org' }, 403],
  ])('refuses %s', async (_case, body, headers, status) => {
    expect((await post('/terminals/00459991/faults', body, headers)).status).toBe(status);
    expect(test.pad().faults.pending()).toEqual([]);
  });

  it('serves nobody who asks under another name than this machine', async () => {
    expect(await statusForHost('rebind.example.org')).toBe(403);
    expect(await statusForHost('localhost:4100')).toBe(200);
  });
});
