import type { PaymentRecord, PropertyId, Result } from '@payport/domain';
import { ManualClock } from '@payport/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Refusal } from '../../src/modules/payments/index.ts';
import { TwoPhaseDevice } from '../two-phase-device.ts';
import { RaceWorld, races, type Till } from './race-world.ts';

/** What the hotel leaves for the confirmation by default, ms. */
const HOLD_MS = 60_000;

const clock = new ManualClock(Date.now());
let world: RaceWorld;
let device: TwoPhaseDevice;
beforeAll(async () => {
  world = await RaceWorld.start({ clock });
});
afterAll(() => world.gateway.close());

/** A sale that waits for its confirmation, a millisecond before its time is over. */
async function held(till: Till): Promise<PaymentRecord> {
  const { terminal } = world.gateway;
  device = new TwoPhaseDevice();
  device.play(terminal);
  terminal.onLast = async (...said) => {
    await world.interleaving.turn('the device hears');
    const answer = await device.last(...said);
    await world.interleaving.turn('the device has answered');
    return answer;
  };
  const told = await world.pay(till, 150_000n, { confirmation: 'pms' });
  if (!('payment' in told)) throw new Error(`refused: ${told.refused}`);
  expect(told.payment.status).toBe('held');
  await world.quiet();
  await clock.advance(HOLD_MS - 1);
  return told.payment;
}

const said = (answer: Result<PaymentRecord, Refusal>): string => (answer.ok ? 'ok' : answer.error.code);

it('a confirmation, a roll-back and the end of the time meet: one wins, and the device hears of no other', () =>
  races(async (scheduler) => {
    const till = await world.till();
    const { id } = await held(till);
    const { payments } = world.gateway.engine;
    const about = { id, propertyId: world.gateway.propertyId as PropertyId, actor: 'pms:race' };
    const timeEnds = async (): Promise<string> => {
      await world.interleaving.turn('the time is over');
      await clock.advance(1);
      return 'over';
    };
    const [confirmed, rolledBack] = await world.meet(scheduler, () => [
      payments.confirm({ ...about, postingNumber: 'F-1' }).then(said),
      payments.rollback({ ...about, reason: 'nobody came' }).then(said),
      timeEnds(),
    ]);
    const { rows } = await world.gateway.db.query<{ status: string }>('select status from payment where id = $1', [id]);
    const won = confirmed === 'ok';
    expect([confirmed, rolledBack]).toEqual(won ? ['ok', 'not-held'] : ['not-held', 'ok']);
    expect(rows).toEqual([{ status: won ? 'approved' : 'reversed' }]);
    expect(device.did).toEqual(['sale', 'suspend', won ? 'commit' : 'rollback']);
    expect((await world.gateway.db.query('select from device_claim where terminal_id = $1', [till.id])).rowCount).toBe(0);
  }));
