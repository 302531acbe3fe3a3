import type { StartCommand } from '../../src/modules/payments/index.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RaceWorld, races, type Told } from './race-world.ts';

let world: RaceWorld;
beforeAll(async () => {
  world = await RaceWorld.start();
});
afterAll(() => world.gateway.close());

const folio = (): Pick<StartCommand, 'reservation'> => ({
  reservation: { confirmationNumber: `RMS-${randomUUID()}`, guestName: null, room: null, arrival: null, departure: null },
});
const idOf = (told: Told): string | null => ('payment' in told ? told.payment.id : null);
const words = (told: readonly Told[]): string[] => told.map((one) => ('payment' in one ? one.payment.status : one.refused)).sort();

/** In every order in which transactions and devices may go on. */
describe('whatever comes first', () => {
  it('a double tap is one payment, one prompt and one answer', () =>
    races(async (scheduler) => {
      const till = await world.till();
      const same = { idempotencyKey: randomUUID(), ...folio() };
      const told = await world.race(scheduler, [till], () => Array.from({ length: 4 }, () => world.pay(till, 150_000n, same)));
      expect(words(told)).toEqual(['approved', 'approved', 'approved', 'approved']);
      expect(new Set(told.map(idOf)).size).toBe(1);
      expect(told.filter((one) => 'payment' in one && !one.replayed)).toHaveLength(1);
      expect(world.device.promptsOn(till.tid)).toBe(1);
    }));

  it('two tills charge one guest once: the other is asked first', () =>
    races(async (scheduler) => {
      const tills = await world.tills(2);
      const guest = folio();
      const told = await world.race(scheduler, tills, () => tills.map((till) => world.pay(till, 150_000n, guest)));
      expect(['approved,open-payment', 'approved,possible-duplicate']).toContain(words(told).join());
      expect(tills.reduce((sum, { tid }) => sum + world.device.promptsOn(tid), 0)).toBe(1);
    }));

  it('one device serves one guest at a time', () =>
    races(async (scheduler) => {
      const till = await world.till();
      const told = await world.race(scheduler, [till], () => [1n, 2n, 3n].map((n) => world.pay(till, n * 10_000n, folio())));
      expect(words(told).filter((word) => word !== 'approved' && word !== 'terminal-busy')).toEqual([]);
      expect(words(told)).toContain('approved');
    }));

  it('refunds together never give back more than was taken, and none is refused that fits', () =>
    races(async (scheduler) => {
      const tills = await world.tills(4);
      const sale = await world.pay(tills[0]!, 150_000n, folio());
      if (!('payment' in sale)) throw new Error('no sale');
      const original = { paymentId: sale.payment.id };
      const told = await world.race(scheduler, tills, () => tills.map((till) => world.pay(till, -70_000n, { original })));
      expect(words(told)).toEqual(['approved', 'approved', 'refund-exceeds-original', 'refund-exceeds-original']);
      expect(tills.reduce((sum, { tid }) => sum + world.device.moneyOn(tid), 0n)).toBe(10_000n);
    }));

  it('a stop and an approval meet: the device’s word counts, and the money agrees with it', () =>
    races(async (scheduler) => {
      const till = await world.till();
      const key = randomUUID();
      const sale = { idempotencyKey: key, ...folio() };
      const [told] = await world.race<unknown>(scheduler, [till], () => [world.pay(till, 150_000n, sale), stopWhenSeen(key), stopWhenSeen(key)]);
      expect(words([told as Told])).toEqual([world.device.moneyOn(till.tid) === 150_000n ? 'approved' : 'cancelled']);
    }));

  it('a close of the batch and a sale never speak to the device together', () =>
    races(async (scheduler) => {
      const till = await world.till();
      const told = await world.race<unknown>(scheduler, [till], () => [world.pay(till, 150_000n, folio()), world.settle(till)]);
      const [sale, close] = [words([told[0] as Told])[0], told[1]];
      expect(['approved,done', 'approved,terminal-busy', 'terminal-busy,done']).toContain(`${sale},${String(close)}`);
    }));

  it('one key for two different wishes: the first is done, the other refused, also across kinds', () =>
    races(async (scheduler) => {
      const tills = await world.tills(3);
      const [first, second, third] = tills as [(typeof tills)[0], (typeof tills)[0], (typeof tills)[0]];
      const key = randomUUID();
      const told = await world.race<unknown>(scheduler, tills, () => [
        world.pay(first, 150_000n, { idempotencyKey: key }),
        world.pay(first, 150_000n, { idempotencyKey: key }),
        world.pay(second, 160_000n, { idempotencyKey: key }),
        world.settle(third, key),
      ]);
      const said = [...words(told.slice(0, 3) as Told[]), String(told[3])];
      const reused = said.filter((word) => word === 'idempotency-key-reused').length;
      const one = new Set((told.slice(0, 3) as Told[]).map(idOf).filter((id) => id !== null));
      expect(one.size + (told[3] === 'done' ? 1 : 0)).toBe(1);
      expect(reused).toBe(one.has(idOf(told[0] as Told) ?? '') ? 2 : 3);
    }));
});

/** The cashier stops what the screen shows: never before it is there. */
async function stopWhenSeen(key: string): Promise<unknown> {
  for (;;) {
    await world.interleaving.turn('the cashier looks');
    const { rows } = await world.gateway.db.query<{ id: string }>('select id from payment where idempotency_key = $1', [key]);
    if (rows[0]) return world.cancel(rows[0].id as Parameters<RaceWorld['cancel']>[0]);
  }
}
