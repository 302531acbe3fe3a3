import { approvedResult, scriptedDecline } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayHarness } from './gateway-harness.ts';

let gateway: GatewayHarness;
let terminalId: string;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
});
afterAll(() => gateway.close());
beforeEach(async () => {
  terminalId = await gateway.addTerminal();
  gateway.terminal.onOrder = (order) => Promise.resolve({ outcome: 'approved', result: approvedResult(order), evidence: {} });
});

const reservation = (): { reservation: { confirmationNumber: string; room: string } } => ({
  reservation: { confirmationNumber: `RMS${randomUUID().slice(0, 8)}`, room: '552' },
});

describe('a sale', () => {
  it('answers 201 with the approved payment, its location and tag', async () => {
    const answer = await gateway.pay({ terminalId, ...reservation() });
    expect(answer.text).toContain('approved');
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      kind: 'sale',
      amount: '1500.00',
      status: 'approved',
      outcome: 'approved',
      final: true,
      refundableAmount: '1500.00',
    });
    expect(answer.body['result']).toMatchObject({ approvedAmount: '1500.00', cardMask: '220220******4617' });
    expect(answer.headers['location']).toBe(`/sonata/v1/payments/${String(answer.body['id'])}`);
    expect(answer.headers['preference-applied']).toBe('wait=20');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('is answered exactly as it is stored, whatever became of it', async () => {
    for (const outcome of ['approved', 'declined', 'unknown'] as const) {
      const device = await gateway.addTerminal();
      gateway.terminal.onOrder = (order, session) => {
        session.stage('enter_pin');
        if (outcome === 'approved') return Promise.resolve({ outcome, result: approvedResult(order), evidence: {} });
        if (outcome === 'declined') return Promise.resolve({ outcome, decline: scriptedDecline(), result: null, evidence: {} });
        return Promise.resolve({ outcome, decline: scriptedDecline(), runEnded: false, evidence: {} });
      };
      const told = await gateway.pay({ terminalId: device, ...reservation() });
      const stored = await gateway.call('GET', `/sonata/v1/payments/${String(told.body['id'])}`);
      expect(told.body['status']).toBe(outcome);
      expect(told.body).toEqual(stored.body);
      expect(told.headers['etag']).toBe(stored.headers['etag']);
    }
  });

  it('is declined with reason and advice, and never charges', async () => {
    gateway.terminal.onOrder = () => Promise.resolve({ outcome: 'declined', decline: scriptedDecline(), result: null, evidence: {} });
    const answer = await gateway.pay({ terminalId, ...reservation() });
    expect(answer.body).toMatchObject({
      status: 'declined',
      outcome: 'declined',
      final: true,
      decline: { code: 'insufficient_funds', terminalCode: '4451', retry: 'other_card' },
    });
  });
});

describe('a replay', () => {
  it('answers 200 with the same payment and prompts the guest once', async () => {
    const key = randomUUID();
    const body = { terminalId, ...reservation() };
    const first = await gateway.pay(body, { 'idempotency-key': key });
    const before = gateway.terminal.journal.prompts.length;
    const second = await gateway.pay({ ...body, amount: '1500', kind: 'sale' }, { 'idempotency-key': key });
    expect(second.status).toBe(200);
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect(second.body['id']).toBe(first.body['id']);
    expect(gateway.terminal.journal.prompts).toHaveLength(before);
  });

  it('names each field that differs under the same key', async () => {
    const key = randomUUID();
    await gateway.pay({ terminalId, ...reservation() }, { 'idempotency-key': key });
    const other = await gateway.pay({ terminalId, amount: '1600.00', cashier: 'Иванова' }, { 'idempotency-key': key });
    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({ code: 'idempotency-key-reused', type: 'urn:payport:problem:idempotency-key-reused' });
    expect((other.body['errors'] as { pointer: string }[]).map((error) => error.pointer)).toEqual([
      '/amount',
      '/cashier',
      '/reservation/confirmationNumber',
      '/reservation/room',
    ]);
  });
});
