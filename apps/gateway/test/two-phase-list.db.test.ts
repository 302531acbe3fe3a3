import { ManualClock } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayHarness } from './gateway-harness.ts';
import { TwoPhaseDevice } from './two-phase-device.ts';

let gateway: GatewayHarness;
let clock: ManualClock;
let device: TwoPhaseDevice;
let terminalId: string;
let asked: number;
/** How many of the first questions have no answer. */
let unreadable: number;

beforeEach(async () => {
  clock = new ManualClock();
  gateway = await GatewayHarness.start({ clock });
  device = new TwoPhaseDevice();
  device.play(gateway.terminal);
  asked = 0;
  unreadable = 0;
  gateway.terminal.onFindLast = () => {
    asked += 1;
    return Promise.resolve({ finding: asked <= unreadable ? 'cannot_tell' : device.charged ? 'stands' : 'gone', evidence: {} });
  };
  terminalId = await gateway.addTerminal();
});
afterEach(() => gateway.close());

const held = async (): Promise<string> => {
  const { body } = await gateway.pay({ terminalId, confirmation: 'pms', reservation: { confirmationNumber: randomUUID() } });
  expect(body).toMatchObject({ status: 'held' });
  await quiet();
  return String(body['id']);
};
const decide = (id: string, what: 'confirm' | 'rollback', body: unknown) =>
  gateway.call('POST', `/sonata/v1/payments/${id}/${what}`, body, { prefer: 'wait=0' });
const confirm = (id: string) => decide(id, 'confirm', { postingNumber: 'F-100' });
const status = async (id: string) => (await gateway.call('GET', `/sonata/v1/payments/${id}`)).body['status'];
async function becomes(id: string, wanted: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while ((await status(id)) !== wanted || gateway.engine.conversations() > 0) {
    if (Date.now() > deadline) throw new Error(`${wanted} was awaited, it is ${String(await status(id))}`);
    await nextTurn();
  }
}
async function quiet(): Promise<void> {
  do await nextTurn();
  while (gateway.engine.conversations() > 0);
}

describe('“nothing is pending” of a device that lists its operations', () => {
  it('is our own lost commit where the operation is listed', async () => {
    const id = await held();
    device.lose.add('commit');
    await confirm(id);
    await quiet();
    await clock.advance(2_000);
    await becomes(id, 'approved');
    expect([asked, device.charged]).toEqual([1, true]);
  });

  it('after a lost commit is for a person where it is not listed: the device has undone it by itself', async () => {
    const id = await held();
    gateway.terminal.onLast = () => {
      gateway.terminal.onLast = device.last;
      device.phase = 'undone';
      return Promise.resolve({ outcome: 'unknown', decline: DECLINE, evidence: {} });
    };
    await confirm(id);
    await quiet();
    await clock.advance(2_000);
    await becomes(id, 'manual_review');
  });

  it('is asked about again where the list cannot be read', async () => {
    const id = await held();
    unreadable = 1;
    device.lose.add('commit');
    await confirm(id);
    await quiet();
    await clock.advance(2_000);
    await quiet();
    expect([await status(id), asked]).toEqual(['held', 1]);
    await clock.advance(5_000);
    await becomes(id, 'approved');
  });

  it('needs no person where nobody knows whether it was suspended, and it is listed', async () => {
    gateway.terminal.onLast = () => {
      gateway.terminal.onLast = device.last;
      return Promise.resolve({ outcome: 'unknown', decline: DECLINE, evidence: {} });
    };
    const id = await held();
    await confirm(id);
    await becomes(id, 'approved');
    expect(asked).toBe(1);
  });
});

describe('a suspension that is said again', () => {
  it('and refused may have been done the first time, and be undone by now: only the list tells', async () => {
    device.lose.add('sale');
    device.refuse.add('suspend');
    const { body } = await gateway.pay({ terminalId, confirmation: 'pms', reservation: { confirmationNumber: randomUUID() } });
    const id = String(body['id']);
    await clock.advance(2_000);
    await becomes(id, 'held');
    device.phase = 'undone';
    await confirm(id);
    await becomes(id, 'manual_review');
    expect(asked).toBe(1);
  });
});

describe('a wall clock that is set', () => {
  it('back does not keep a payment held, nor a device from the next guest', async () => {
    const id = await held();
    clock.jump(-86_400_000);
    await clock.advance(60_000);
    await becomes(id, 'reversed');
  });

  it('back does not keep a commit without an answer from its end', async () => {
    const id = await held();
    gateway.terminal.onLast = () => Promise.resolve({ outcome: 'unknown', decline: DECLINE, evidence: {} });
    await confirm(id);
    await quiet();
    clock.jump(-86_400_000);
    for (let minutes = 0; minutes < 45 && (await status(id)) === 'held'; minutes += 1) {
      await clock.advance(60_000);
      await quiet();
    }
    expect(await status(id)).toBe('manual_review');
  });

  it('ahead does not end a commit before it was tried', async () => {
    const id = await held();
    device.lose.add('commit');
    await confirm(id);
    await quiet();
    clock.jump(86_400_000);
    await clock.advance(2_000);
    await becomes(id, 'approved');
  });
});

const TEXT = { ru: '', en: '' };
const DECLINE = { code: 'outcome_unknown', terminalCode: null, message: TEXT, advice: TEXT, retry: 'later' } as const;
