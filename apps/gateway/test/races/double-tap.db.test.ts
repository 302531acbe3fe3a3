import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GatewayHarness, type Answer } from '../gateway-harness.ts';

const KEYS = 20;
const RACERS = 50;

let gateway: GatewayHarness;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  // The usual rate of a key would turn the racers away before they race.
  await gateway.db.query('update api_key set rate_per_second = 1000, rate_burst = 1000');
});
afterAll(() => gateway.close());

it(`${RACERS} requests at once under each of ${KEYS} keys: one prompt and one payment per key, and everybody hears the same`, async () => {
  const terminalId = await gateway.addTerminal();
  for (let n = 0; n < KEYS; n += 1) {
    const key = randomUUID();
    const body = { terminalId, amount: `${100 + n}.00`, reservation: { confirmationNumber: `RMS-${key}` } };
    const tap = (): Promise<Answer> => gateway.pay(body, { 'idempotency-key': key });
    const answers = await Promise.all(Array.from({ length: RACERS }, tap));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(RACERS - 1);
    expect(new Set(answers.map(({ body: { id, status, result } }) => JSON.stringify([id, status, result]))).size).toBe(1);
    expect(answers[0]?.body).toMatchObject({ status: 'approved', amount: body.amount });
  }
  expect(gateway.terminal.journal.prompts).toHaveLength(KEYS);
  const { rows } = await gateway.db.query('select count(*)::int as n, sum(amount_minor)::text as sum from payment');
  expect(rows).toEqual([{ n: KEYS, sum: String(KEYS * 10_000 + (KEYS * (KEYS - 1) * 100) / 2) }]);
});
