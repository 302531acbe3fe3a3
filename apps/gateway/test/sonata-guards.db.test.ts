import { approveAtOnce, scriptedDecline } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { shutGate, type Gate } from './gate.ts';

let gateway: GatewayHarness;
let terminalId: string;
let gate: Gate;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
});
afterAll(() => gateway.close());
beforeEach(async () => {
  terminalId = await gateway.addTerminal();
  gateway.terminal.onOrder = approveAtOnce;
  gate = shutGate();
});

const folio = (): string => `RMS${randomUUID()}`;
const onFolio = (confirmationNumber: string): Record<string, unknown> => ({ reservation: { confirmationNumber } });
const pay = (changes: Record<string, unknown> = {}, headers: Record<string, string> = {}): Promise<Answer> =>
  gateway.pay({ terminalId, ...changes }, headers);
const decline = (): void => {
  gateway.terminal.onOrder = () => Promise.resolve({ outcome: 'declined', decline: scriptedDecline(), result: null, evidence: {} });
};
const holdOnDevice = (): void => {
  gateway.terminal.onOrder = async (order, session) => {
    await gate.opened;
    return approveAtOnce(order, session);
  };
};
const rows = async (): Promise<number> => Number((await gateway.db.query('select count(*) from payment')).rows[0].count);

describe('amounts', () => {
  it.each(['+1', '01.00', '1e3', ' 1', '1 ', '1,5', '١', '0', '0.00', '-0', '1.005', '10000000000.00', '', '.5', '1.', '--1', '0x10', 'NaN'])(
    'refuses %j and records nothing',
    async (amount) => {
      const before = await rows();
      const answer = await pay({ amount });
      expect([answer.status, answer.body['code']]).toEqual([422, 'invalid-amount']);
      expect(await rows()).toBe(before);
    },
  );

  it.each([1500, 15.5, null, true, ['1500.00']])('refuses the JSON value %j: amounts are strings', async (amount) => {
    expect((await pay({ amount })).body['code']).toBe('invalid-amount');
  });

  it('takes the largest amount and answers with full decimals', async () => {
    expect((await pay({ amount: '9999999999.9', ...onFolio(folio()) })).body['amount']).toBe('9999999999.90');
  });
});

describe('a refused request', () => {
  it('leaves no payment and does not use up its key', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const before = await rows();
    expect((await pay({ currency: 'USD' }, key)).status).toBe(422);
    expect(await rows()).toBe(before);
    expect((await pay(onFolio(folio()), key)).status).toBe(201);
  });
});

describe('the natural key', () => {
  it('is the same payment under a new idempotency key, for ever', async () => {
    const body = { pmsTransactionNumber: randomUUID(), ...onFolio(folio()) };
    const first = await pay(body);
    const key = { 'idempotency-key': randomUUID() };
    const second = await pay(body, key);
    expect([second.status, second.body['id'], second.headers['idempotent-replayed']]).toEqual([200, first.body['id'], 'true']);
    expect((await pay(body, key)).body['id']).toBe(first.body['id']);
    expect((await pay({ ...body, amount: '1.00' }, key)).body['code']).toBe('idempotency-key-reused');
  });

  it('starts anew after a decline: the guest takes another card', async () => {
    const body = { pmsTransactionNumber: randomUUID(), ...onFolio(folio()) };
    decline();
    const first = await pay(body);
    gateway.terminal.onOrder = approveAtOnce;
    const second = await pay(body);
    expect([second.status, second.body['status']]).toEqual([201, 'approved']);
    expect(second.body['id']).not.toBe(first.body['id']);
  });

  it('with another amount is a possible duplicate once approved, and goes on when acknowledged', async () => {
    const pmsTransactionNumber = randomUUID();
    const first = await pay({ pmsTransactionNumber });
    const second = await pay({ pmsTransactionNumber, amount: '7.00' });
    expect(second.body).toMatchObject({ code: 'possible-duplicate', payment: { id: first.body['id'], status: 'approved' } });
    const third = await pay({ pmsTransactionNumber, amount: '7.00', acknowledge: { duplicateOf: first.body['id'] } });
    expect(third.status).toBe(201);
    const events = await gateway.db.query(`select cause, evidence from payment_event where payment_id = $1 and type = 'note'`, [third.body['id']]);
    expect(events.rows).toEqual([{ cause: 'duplicate_acknowledged', evidence: { payments: [first.body['id']] } }]);
  });

  it('on another terminal while the first is not final is an open payment', async () => {
    const pmsTransactionNumber = randomUUID();
    holdOnDevice();
    const first = await pay({ pmsTransactionNumber }, { prefer: '' });
    const other = await gateway.addTerminal();
    const second = await pay({ pmsTransactionNumber, terminalId: other });
    expect(second.body).toMatchObject({ code: 'open-payment', payment: { id: first.body['id'] } });
    gate.open();
  });
});

describe('the order of guards', () => {
  it('asks for the replay before everything: a replay works on a disabled terminal', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const body = onFolio(folio());
    await pay(body, key);
    await gateway.db.query('update terminal set enabled = false where id = $1', [terminalId]);
    expect((await pay(body, key)).status).toBe(200);
    expect((await pay(body)).body['code']).toBe('terminal-disabled');
  });

  it('names the busy terminal before the open payment, with what it is busy with', async () => {
    const confirmation = folio();
    holdOnDevice();
    const first = await pay({ ...onFolio(confirmation), cashier: 'Иванова' }, { prefer: '' });
    const second = await pay({ ...onFolio(confirmation), amount: '2.00' });
    expect(second.body).toMatchObject({
      code: 'terminal-busy',
      busyWith: { kind: 'payment', paymentId: first.body['id'], settlementId: null, cashier: 'Иванова' },
    });
    gate.open();
  });

  it('names the silence of a terminal, not the watch that asks it meanwhile', async () => {
    await gateway.db.query('update terminal set offline_since = now() where id = $1', [terminalId]);
    await gateway.db.query(
      `insert into device_claim (address, terminal_id, holder, instance_id, taken_at)
       select t.device_address, t.id, 'service', i.id, now() from terminal t cross join gateway_instance i where t.id = $1 limit 1`,
      [terminalId],
    );
    expect(await pay(onFolio(folio()))).toMatchObject({ status: 409, body: { code: 'terminal-offline' } });
    const { body } = await gateway.call('GET', '/sonata/v1/terminals');
    expect(body['data']).toContainEqual(expect.objectContaining({ id: terminalId, status: 'offline' }));
    // A person who asks it is at work there, in the list and to who pays.
    await gateway.db.query(`update device_claim set service = 'link_test', cashier = 'Анна' where terminal_id = $1`, [terminalId]);
    expect(await pay(onFolio(folio()))).toMatchObject({
      status: 409,
      body: { code: 'terminal-busy', busyWith: { kind: 'service', cashier: 'Анна' } },
    });
    expect((await gateway.call('GET', '/sonata/v1/terminals')).body['data']).toContainEqual(
      expect.objectContaining({ id: terminalId, busyWith: expect.objectContaining({ kind: 'service', cashier: 'Анна' }) }),
    );
    await gateway.db.query('update device_claim set service = null, cashier = null where terminal_id = $1', [terminalId]);
    await gateway.db.query('update terminal set offline_since = null where id = $1', [terminalId]);
    expect(await pay(onFolio(folio()))).toMatchObject({ status: 409, body: { code: 'terminal-busy' } });
    await gateway.db.query('delete from device_claim where terminal_id = $1', [terminalId]);
  });

  it('names the currency before the disabled terminal and the refund limit before the busy one', async () => {
    const sale = await pay(onFolio(folio()));
    await gateway.db.query('update terminal set enabled = false where id = $1', [terminalId]);
    expect((await pay({ currency: 'EUR' })).body['code']).toBe('currency-not-accepted');
    await gateway.db.query('update terminal set enabled = true where id = $1', [terminalId]);
    holdOnDevice();
    await pay(onFolio(folio()), { prefer: '' });
    expect((await pay({ amount: '-9999.00', original: { paymentId: sale.body['id'] } })).body['code']).toBe('refund-exceeds-original');
    gate.open();
  });
});

describe('two tills', () => {
  it('on one folio cannot both pass, whatever their keys', async () => {
    const confirmation = folio();
    const terminals = await Promise.all(Array.from({ length: 6 }, () => gateway.addTerminal()));
    holdOnDevice();
    const answers = await Promise.all(terminals.map((id) => pay({ terminalId: id, ...onFolio(confirmation) }, { prefer: '' })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    gate.open();
  });

  it('on one terminal: one prompts, the others hear busy', async () => {
    const before = gateway.terminal.journal.prompts.length;
    holdOnDevice();
    const answers = await Promise.all(Array.from({ length: 20 }, () => pay(onFolio(folio()), { prefer: '' })));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(new Set(answers.filter((answer) => answer.status !== 201).map((answer) => answer.body['code']))).toEqual(new Set(['terminal-busy']));
    gate.open();
    expect(gateway.terminal.journal.prompts).toHaveLength(before + 1);
  });

  it('and a double tap with one key: fifty racing requests prompt once and all get the same payment', async () => {
    const before = gateway.terminal.journal.prompts.length;
    const key = { 'idempotency-key': randomUUID() };
    const body = onFolio(folio());
    const answers = await Promise.all(Array.from({ length: 50 }, () => pay(body, key)));
    expect(new Set(answers.map((answer) => answer.body['id'])).size).toBe(1);
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(gateway.terminal.journal.prompts).toHaveLength(before + 1);
  });
});

describe('a repeat without reservation and number', () => {
  it('is asked about within two minutes on the same terminal and workstation', async () => {
    const first = await pay({ workstation: 'BAR-1' });
    expect((await pay({ workstation: 'BAR-1' })).body).toMatchObject({ code: 'possible-duplicate', payment: { id: first.body['id'] } });
    expect((await pay({ workstation: 'BAR-2' })).status).toBe(201);
  });
});

describe('card numbers in text', () => {
  it.each([
    ['/comment', { comment: 'карта 4111-1111-1111-1111' }],
    ['/reservation/guestName', { reservation: { guestName: '2200 0000 0000 0053' } }],
    ['/cashier', { cashier: '5555555555554444' }],
  ])('are refused at %s, and the digits are not repeated', async (pointer, changes) => {
    const answer = await pay(changes);
    expect(answer.body).toMatchObject({ code: 'validation-failed', errors: [{ pointer, code: 'card-number' }] });
    expect(answer.text.replace(/[ -]/g, '')).not.toMatch(/41111111|55555555|22000000/);
  });

  it('are not seen in a PMS number that only looks long', async () => {
    expect((await pay({ pmsTransactionNumber: '4111111111111112' })).status).toBe(201);
  });
});
