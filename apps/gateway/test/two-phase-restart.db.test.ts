import { ManualClock } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../src/modules/payments/index.ts';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { TwoPhaseDevice } from './two-phase-device.ts';

type Decision = 'confirm' | 'rollback' | 'nobody';

/** Where the gateway ends, and what Sonata decided before or decides after it. */
const CRASHES: readonly { readonly at: Checkpoint; readonly decision: Decision; readonly when: string }[] = [
  { at: 'approved_on_device', decision: 'confirm', when: 'approved, before anything was suspended' },
  { at: 'approved_on_device', decision: 'nobody', when: 'approved, before anything was suspended' },
  { at: 'outcome_known', decision: 'confirm', when: 'suspended, before it is held' },
  { at: 'outcome_known', decision: 'rollback', when: 'suspended, before it is held' },
  { at: 'outcome_durable', decision: 'confirm', when: 'held, before anybody was told' },
  { at: 'outcome_durable', decision: 'nobody', when: 'held, before anybody was told' },
  { at: 'confirmed_durable', decision: 'confirm', when: 'confirmed, before the commit' },
  { at: 'before_commit', decision: 'confirm', when: 'at the last moment before the commit' },
  { at: 'committed_on_device', decision: 'confirm', when: 'committed on the device, before that is durable' },
  { at: 'undo_durable', decision: 'rollback', when: 'rolled back here, before the device knows' },
  { at: 'before_undo', decision: 'rollback', when: 'at the last moment before the roll-back' },
  { at: 'undone_on_device', decision: 'rollback', when: 'undone on the device, before that is durable' },
  { at: 'undo_durable', decision: 'nobody', when: 'the time is over, before the device knows' },
  { at: 'undone_on_device', decision: 'nobody', when: 'undone on the device after the time, before that is durable' },
];
const AFTER_DECISION: readonly Checkpoint[] = [
  'confirmed_durable',
  'before_commit',
  'committed_on_device',
  'undo_durable',
  'before_undo',
  'undone_on_device',
];

type Gateway = Pick<GatewayHarness, 'call' | 'engine'>;

let gateway: GatewayHarness;
let clock: ManualClock;
let device: TwoPhaseDevice;
let terminalId: string;
let armed: Checkpoint | null;
let died: () => void;
let death: Promise<void>;

beforeEach(async () => {
  clock = new ManualClock();
  device = new TwoPhaseDevice();
  armed = null;
  death = new Promise((resolve) => (died = resolve));
  gateway = await GatewayHarness.start({
    clock,
    checkpoints: {
      reached: (point) => {
        if (point !== armed) return;
        armed = null;
        died();
        // It never goes on: what it held in memory is gone.
        return new Promise<void>(() => undefined);
      },
    },
  });
  device.play(gateway.terminal);
  terminalId = await gateway.addTerminal();
});
afterEach(() => gateway.close());

const body = (): Record<string, unknown> => ({ terminalId, amount: '1500.00', currency: 'RUB', confirmation: 'pms' });
const key = { 'idempotency-key': '' };
const order = (on: Gateway): Promise<Answer> => on.call('POST', '/sonata/v1/payments', body(), key);
const decide = (on: Gateway, id: string, what: 'confirm' | 'rollback'): Promise<Answer> =>
  on.call('POST', `/sonata/v1/payments/${id}/${what}`, what === 'confirm' ? { postingNumber: 'F-1' } : { reason: 'no' }, { prefer: 'wait=0' });

async function status(id: string): Promise<string> {
  return String((await gateway.db.query<{ status: string }>('select status from payment where id = $1', [id])).rows[0]?.status);
}

/** Lets time pass in small steps until it is there: retries and the end of the time come by the clock. */
async function reaches(id: string, wanted: readonly string[]): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (let turn = 0; !wanted.includes(await status(id)); turn += 1) {
    if (Date.now() > deadline) throw new Error(`${wanted.join(' or ')} was awaited, it is ${await status(id)}`);
    await nextTurn();
    if (turn % 20 === 19) await clock.advance(500);
  }
}

describe('a gateway that ends in the middle of a two-phase sale', () => {
  it.each(CRASHES)('$when ($at): with $decision it ends as without the crash', async ({ at, decision }) => {
    key['idempotency-key'] = randomUUID();
    const late = AFTER_DECISION.includes(at);
    if (!late) armed = at;
    const { body: seen } = await order(gateway);
    const id = String(seen['id']);
    if (late) {
      await reaches(id, ['held']);
      armed = at;
      if (decision === 'nobody') {
        // No further than the end of its time: retries have an end too.
        await reaches(id, ['reversing']);
      } else void decide(gateway, id, decision);
    }
    await death;
    const next = await gateway.restart();
    device.play(next.terminal);
    await next.engine.start();
    try {
      // As Sonata does: the same order again finds the payment, and then the same decision again.
      expect(await order(next)).toMatchObject({ status: 200, body: { id } });
      const end = decision === 'confirm' ? 'approved' : 'reversed';
      if (decision !== 'nobody') {
        await reaches(id, ['held', 'reversing', 'reversal_unknown', end]);
        expect((await decide(next, id, decision)).status).toBe(200);
      }
      await reaches(id, [end]);
      expect(device.charged).toBe(decision === 'confirm');
      expect(device.did.includes('commit') && device.did.includes('rollback')).toBe(false);
      expect(device.did.filter((step) => step === 'sale')).toHaveLength(1);
      expect((await gateway.db.query('select from device_claim')).rowCount).toBe(0);
    } finally {
      await next.engine.stop();
      await next.app.close();
      await next.engine.pool.end();
    }
  });
});
