import type { StartCommand } from '../../src/modules/payments/index.ts';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RaceWorld, type Till, type Told } from './race-world.ts';

/** What a hotel believes; the real engine must come to the same. */
interface Model {
  /** Everything that was asked for and taken, in order. */
  readonly done: { readonly amount: bigint; readonly sent: Partial<StartCommand>; readonly till: number; readonly id: string; left: bigint }[];
}
interface Real {
  readonly tills: readonly Till[];
}
type Command = fc.AsyncCommand<Model, Real>;

const LIMIT_MS = Number(process.env['MODEL_MS'] ?? 6_000);
const RUNS = Number(process.env['MODEL_RUNS'] ?? 40);

let world: RaceWorld;
beforeAll(async () => {
  world = await RaceWorld.start();
});
afterAll(() => world.gateway.close());

const refusal = (told: Told): string => ('refused' in told ? told.refused : told.payment.status);
const at = <T>(values: readonly T[], index: number): T => values[index % values.length]!;
/** A command that needs something done before. */
const later = (name: string, run: (model: Model, real: Real) => Promise<void>): Command => ({
  check: ({ done }) => done.length > 0,
  run,
  toString: () => name,
});

/** Each desk has a cashier of its own for each guest: nobody is taken for a repeat of somebody else. */
async function ask(model: Model, real: Real, till: number, amount: bigint, more: Partial<StartCommand>): Promise<Told> {
  const sent = { idempotencyKey: randomUUID(), cashier: randomUUID(), ...more };
  const told = await world.pay(at(real.tills, till), amount, sent);
  if ('payment' in told) model.done.push({ amount, sent, till, id: told.payment.id, left: amount > 0n ? amount : 0n });
  return told;
}

const sale = (till: number, rubles: number): Command => ({
  check: () => true,
  run: async (model, real) => expect(refusal(await ask(model, real, till, BigInt(rubles) * 100n, {}))).toBe('approved'),
  toString: () => `sale(${till}, ${rubles})`,
});
/** How much: so many kopecks, or all that is left and so many more, where mistakes live. */
type Share = { readonly kopecks: number } | { readonly beyond: number };
const refund = (till: number, which: number, share: Share): Command =>
  later(`refund(${till}, ${which}, ${JSON.stringify(share)})`, async (model, real) => {
    const original = at(model.done, which);
    const wanted = 'kopecks' in share ? BigInt(share.kopecks) : original.left + BigInt(share.beyond);
    const amount = wanted > 0n ? wanted : 1n;
    const told = await ask(model, real, till, -amount, { original: { paymentId: original.id as never } });
    const expected = original.amount < 0n ? 'original-not-refundable' : original.left < amount ? 'refund-exceeds-original' : 'approved';
    expect(refusal(told)).toBe(expected);
    if (expected === 'approved') original.left -= amount;
  });
const repeat = (which: number): Command =>
  later(`repeat(${which})`, async (model, real) => {
    const { till, amount, sent, id } = at(model.done, which);
    expect(await world.pay(at(real.tills, till), amount, sent)).toMatchObject({ replayed: true, payment: { id, status: 'approved' } });
  });
const reuse = (which: number): Command =>
  later(`reuse(${which})`, async (model, real) => {
    const { till, amount, sent } = at(model.done, which);
    expect(refusal(await world.pay(at(real.tills, till), amount * 2n, sent))).toBe('idempotency-key-reused');
  });
const close = (till: number): Command => ({
  check: () => true,
  run: async (_, real) => expect(await world.settle(at(real.tills, till))).toBe('done'),
  toString: () => `close(${till})`,
});

it('any sequence of sales, refunds, repeats and closes comes to what the hotel believes, in states, prompts and money', async () => {
  const till = fc.nat(1);
  const which = fc.nat(9);
  const commands = fc.commands(
    [
      fc.tuple(till, fc.integer({ min: 1, max: 99 })).map((args) => sale(...args)),
      fc
        .tuple(till, which, fc.oneof(fc.record({ kopecks: fc.integer({ min: 1, max: 9_900 }) }), fc.record({ beyond: fc.nat(1) })))
        .map((args) => refund(...args)),
      which.map(repeat),
      which.map(reuse),
      till.map(close),
    ],
    { maxCommands: 25 },
  );
  const until = performance.now() + LIMIT_MS;
  await fc.assert(
    fc.asyncProperty(commands, async (sequence) => {
      if (performance.now() > until) return;
      const real = { tills: await world.tills(2) };
      const model: Model = { done: [] };
      await fc.asyncModelRun(() => ({ model, real }), sequence);
      await world.quiet();
      for (const one of real.tills) await world.agree(one);
      const believed = model.done.reduce((sum, { amount }) => sum + amount, 0n);
      expect(real.tills.reduce((sum, { tid }) => sum + world.device.moneyOn(tid), 0n)).toBe(believed);
      expect(real.tills.reduce((count, { tid }) => count + world.device.promptsOn(tid), 0)).toBe(model.done.length);
    }),
    { numRuns: RUNS },
  );
});
