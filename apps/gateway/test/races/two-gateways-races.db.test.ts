import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Peer } from '../gateway-harness.ts';
import { RaceWorld, races, type Told } from './race-world.ts';

let world: RaceWorld;
let peer: Peer;
beforeAll(async () => {
  world = await RaceWorld.start();
  peer = await world.join();
});
afterAll(async () => {
  await peer.close();
  await world.gateway.close();
});

const idOf = (told: Told): string | null => ('payment' in told ? told.payment.id : null);
const word = (told: Told): string => ('payment' in told ? told.payment.status : told.refused);

it('two gateways never speak to one device together, and a key that comes to both is one payment', () =>
  races(async (scheduler) => {
    const till = await world.till();
    const ours = { idempotencyKey: randomUUID() };
    const told = await world.race(scheduler, [till], () => [
      world.pay(till, 150_000n, ours),
      world.pay(till, 150_000n, ours, peer.engine),
      world.pay(till, 160_000n),
      world.pay(till, 170_000n, {}, peer.engine),
    ]);
    expect(told.map(word).filter((said) => said !== 'approved' && said !== 'terminal-busy')).toEqual([]);
    const approved = new Set(told.map(idOf).filter((id) => id !== null));
    // Whoever comes first gets the device: it is never busy for all.
    expect(approved.size).toBeGreaterThan(0);
    expect(world.device.promptsOn(till.tid)).toBe(approved.size);
    const [first, second] = [told[0] as Told, told[1] as Told];
    if (idOf(first) !== null && idOf(second) !== null) expect(idOf(first)).toBe(idOf(second));
  }));
