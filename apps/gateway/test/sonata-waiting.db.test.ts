import { approveAtOnce, scriptedDecline } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { shutGate, type Gate } from './gate.ts';

let gateway: GatewayHarness;
let terminalId: string;
let gate: Gate;
let url: string;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
  await gateway.app.listen(0, '127.0.0.1');
  url = (await gateway.app.getUrl()).replace('[::1]', '127.0.0.1');
});
afterAll(() => gateway.close());
beforeEach(async () => {
  terminalId = await gateway.addTerminal();
  gate = shutGate();
  gateway.terminal.onOrder = async (order, session) => {
    session.stage('present_card');
    await gate.opened;
    return approveAtOnce(order, session);
  };
});

const begin = async (): Promise<string> =>
  String((await gateway.pay({ terminalId, reservation: { confirmationNumber: randomUUID() } }, { prefer: '' })).body['id']);
const get = (id: string, headers: Record<string, string> = {}): Promise<Answer> =>
  gateway.call('GET', `/sonata/v1/payments/${id}`, undefined, headers);
async function untilStage(id: string, stage: string): Promise<Answer> {
  for (;;) {
    const seen = await get(id);
    if (seen.body['stage'] === stage) return seen;
  }
}

describe('Prefer: wait', () => {
  it('holds a payment until its outcome is known', async () => {
    const id = await begin();
    const held = get(id, { prefer: 'wait=60' });
    await untilStage(id, 'present_card');
    gate.open();
    expect((await held).body).toMatchObject({ status: 'approved' });
    expect((await held).headers['preference-applied']).toBe('wait=60');
  });

  it('answers 200 with what it is when the time is over, and takes more than 120 s as 120', async () => {
    const id = await begin();
    const answer = await get(id, { prefer: 'wait=0' });
    expect([answer.status, answer.body['outcome']]).toEqual([200, 'pending']);
    gate.open();
    expect((await get(id, { prefer: 'wait=900' })).headers['preference-applied']).toBe('wait=120');
  });

  it('with If-None-Match holds until the resource differs, else answers 304', async () => {
    const id = await begin();
    const seen = await untilStage(id, 'present_card');
    const tag = String(seen.headers['etag']);
    const same = await get(id, { prefer: 'wait=0', 'if-none-match': tag });
    expect([same.status, same.text, same.headers['etag']]).toEqual([304, '', tag]);
    const held = get(id, { prefer: 'wait=60', 'if-none-match': tag });
    gate.open();
    expect((await held).status).toBe(200);
    expect((await held).headers['etag']).not.toBe(tag);
  });

  it('ends on unknown too: a cashier must not wait for what nobody knows', async () => {
    gateway.terminal.onOrder = () =>
      Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} });
    const answer = await gateway.pay({ terminalId, reservation: { confirmationNumber: randomUUID() } });
    expect(answer.body).toMatchObject({ status: 'unknown', outcome: 'unknown', final: false, decline: { code: 'outcome_unknown' } });
  });

  it('never cancels the payment when the caller goes away', async () => {
    const key = randomUUID();
    const caller = new AbortController();
    const call = fetch(`${url}/sonata/v1/payments`, {
      method: 'POST',
      signal: caller.signal,
      headers: { authorization: `Bearer ${gateway.key}`, 'content-type': 'application/json', 'idempotency-key': key, prefer: 'wait=60' },
      body: JSON.stringify({ terminalId, amount: '1.00', currency: 'RUB', reservation: { confirmationNumber: key } }),
    });
    const find = async (): Promise<Record<string, unknown> | undefined> =>
      ((await gateway.call('GET', `/sonata/v1/payments?idempotencyKey=${key}`)).body['data'] as Record<string, unknown>[])[0];
    while ((await find())?.['stage'] !== 'present_card');
    caller.abort();
    await expect(call).rejects.toThrow();
    gate.open();
    expect((await get(String((await find())?.['id']), { prefer: 'wait=60' })).body['status']).toBe('approved');
  });
});

describe('cancel', () => {
  it('answers 202 and lets the device say what came of it', async () => {
    gateway.terminal.onOrder = (_order, session) =>
      new Promise((resolve) => {
        session.stage('present_card');
        session.abort.addEventListener('abort', () =>
          resolve({ outcome: 'cancelled', decline: scriptedDecline({ code: 'cancelled_by_cashier' }), evidence: {} }),
        );
      });
    const id = await begin();
    await untilStage(id, 'present_card');
    const answer = await gateway.call('POST', `/sonata/v1/payments/${id}/cancel`);
    expect(answer.status).toBe(202);
    expect(['cancelling', 'cancelled']).toContain(answer.body['status']);
    expect((await get(id, { prefer: 'wait=60' })).body).toMatchObject({ status: 'cancelled', final: true });
    expect((await gateway.call('POST', `/sonata/v1/payments/${id}/cancel`)).body).toMatchObject({
      code: 'not-cancellable',
      payment: { status: 'cancelled' },
    });
  });

  it('loses the race against an approval, and the money counts', async () => {
    const id = await begin();
    await untilStage(id, 'present_card');
    const [first, second] = await Promise.all([1, 2].map(() => gateway.call('POST', `/sonata/v1/payments/${id}/cancel`)));
    expect([first?.status, second?.status, first?.body['status']]).toEqual([202, 202, 'cancelling']);
    gate.open();
    expect((await get(id, { prefer: 'wait=60' })).body['status']).toBe('approved');
  });
});

describe('events', () => {
  const stream = async (id: string, headers: Record<string, string> = {}): Promise<{ id: number; data: Record<string, unknown> }[]> => {
    const response = await fetch(`${url}/sonata/v1/payments/${id}/events`, { headers: { authorization: `Bearer ${gateway.key}`, ...headers } });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const text = await response.text();
    return text
      .split('\n\n')
      .filter((block) => block.startsWith('id:'))
      .map((block) => {
        const lines = Object.fromEntries(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
        expect(lines['event']).toBe('payment');
        return { id: Number(lines['id']), data: JSON.parse(String(lines['data'])) as Record<string, unknown> };
      });
  };

  it('tell every state and stage from the start and end after the final one', async () => {
    const id = await begin();
    const following = stream(id);
    await untilStage(id, 'present_card');
    gate.open();
    const events = await following;
    expect(events.map((event) => [event.data['status'], event.data['stage']])).toEqual([
      ['accepted', null],
      ['dispatched', null],
      ['in_progress', null],
      ['in_progress', 'present_card'],
      ['approved', null],
    ]);
    expect(events.map((event) => event.data['result'] === null)).toEqual([true, true, true, true, false]);
    expect(await stream(id)).toEqual(events);
  });

  it('resume after Last-Event-ID without loss or repeats', async () => {
    const id = await begin();
    await untilStage(id, 'present_card');
    gate.open();
    const all = await stream(id);
    const rest = await stream(id, { 'last-event-id': String(all[2]?.id) });
    expect(rest).toEqual(all.slice(3));
  });
});
