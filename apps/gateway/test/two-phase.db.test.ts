import { ManualClock } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shutGate } from './gate.ts';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { TwoPhaseDevice } from './two-phase-device.ts';

let gateway: GatewayHarness;
let clock: ManualClock;
let device: TwoPhaseDevice;
let terminalId: string;

beforeEach(async () => {
  clock = new ManualClock();
  gateway = await GatewayHarness.start({ clock });
  device = new TwoPhaseDevice();
  device.play(gateway.terminal);
  terminalId = await gateway.addTerminal();
});
afterEach(() => gateway.close());

const pay = (changes: Record<string, unknown> = {}): Promise<Answer> =>
  gateway.pay({ terminalId, confirmation: 'pms', reservation: { confirmationNumber: randomUUID() }, ...changes });
const held = async (): Promise<string> => {
  const { body } = await pay();
  expect(body).toMatchObject({ status: 'held', outcome: 'held' });
  await quiet();
  return String(body['id']);
};
const decide = (id: string, what: 'confirm' | 'rollback', body: unknown): Promise<Answer> =>
  gateway.call('POST', `/sonata/v1/payments/${id}/${what}`, body, { prefer: 'wait=0' });
const confirm = (id: string, postingNumber = 'F-100'): Promise<Answer> => decide(id, 'confirm', { postingNumber });
const rollback = (id: string, reason = 'not posted'): Promise<Answer> => decide(id, 'rollback', { reason });
const read = async (id: string): Promise<Record<string, unknown>> => (await gateway.call('GET', `/sonata/v1/payments/${id}`)).body;
async function quiet(): Promise<void> {
  const deadline = Date.now() + 60_000;
  do {
    if (Date.now() > deadline) throw new Error('the engine does not come to rest');
    await nextTurn();
  } while (gateway.engine.conversations() > 0);
}
const pass = async (ms: number): Promise<void> => {
  await clock.advance(ms);
  await quiet();
};
async function becomes(id: string, status: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while ((await read(id))['status'] !== status) {
    if (Date.now() > deadline) throw new Error(`${status} was awaited, it is ${String((await read(id))['status'])}`);
    await nextTurn();
  }
  await quiet();
}
const claims = async (): Promise<number> => Number((await gateway.db.query('select count(*) from device_claim')).rows[0].count);
const causes = async (id: string): Promise<string[]> =>
  (await gateway.db.query<{ cause: string }>('select cause from payment_event where payment_id = $1 order by seq', [id])).rows.map(
    ({ cause }) => cause,
  );
const outbox = async (id: string): Promise<string[]> =>
  (
    await gateway.db.query<{ to_status: string }>(
      `select e.to_status from outbox o join payment_event e on e.payment_id = o.payment_id and e.seq = o.seq where o.payment_id = $1 order by o.seq`,
      [id],
    )
  ).rows.map(({ to_status }) => to_status);

describe('a sale that the hotel’s system has to confirm', () => {
  it('is suspended on the device, then held with an end, and keeps the device to itself', async () => {
    const before = clock.now();
    const { body } = await pay();
    expect(body).toMatchObject({
      status: 'held',
      outcome: 'held',
      final: false,
      confirmation: 'pms',
      confirmBy: new Date(before + 60_000).toISOString(),
    });
    expect(device.did).toEqual(['sale', 'suspend']);
    expect(await claims()).toBe(1);
    expect((await pay()).body).toMatchObject({ code: 'terminal-busy', busyWith: { paymentId: body['id'] } });
    expect(await outbox(String(body['id']))).toEqual(['held']);
  });

  it('takes its end from the hotel', async () => {
    await gateway.db.query('update property set confirm_by_seconds = 15 where id = $1', [gateway.propertyId]);
    expect((await pay()).body['confirmBy']).toBe(new Date(clock.now() + 15_000).toISOString());
  });

  it('is approved once it is confirmed and committed, with the posting on it; the same call again is the same answer', async () => {
    const id = await held();
    expect((await confirm(id)).status).toBe(200);
    await becomes(id, 'approved');
    expect(await read(id)).toMatchObject({
      final: true,
      confirmBy: null,
      posting: { postingNumber: 'F-100' },
      result: { approvedAmount: '1500.00' },
    });
    expect(device.did).toEqual(['sale', 'suspend', 'commit']);
    expect(await claims()).toBe(0);
    expect(await confirm(id)).toMatchObject({ status: 200, body: { status: 'approved' } });
    expect(await confirm(id, 'F-200')).toMatchObject({ status: 409, body: { code: 'not-held', payment: { id, status: 'approved' } } });
    expect(await rollback(id)).toMatchObject({ status: 409, body: { code: 'not-held' } });
    await pass(120_000);
    expect(device.did).toEqual(['sale', 'suspend', 'commit']);
    expect(await outbox(id)).toEqual(['held', 'approved']);
  });

  it('is reversed by a roll-back; the same call again is the same answer, and a confirmation comes too late', async () => {
    const id = await held();
    expect((await rollback(id)).status).toBe(200);
    await becomes(id, 'reversed');
    expect(device).toMatchObject({ did: ['sale', 'suspend', 'rollback'], charged: false });
    expect(await claims()).toBe(0);
    expect(await rollback(id)).toMatchObject({ status: 200, body: { status: 'reversed' } });
    expect(await confirm(id)).toMatchObject({ status: 409, body: { code: 'not-held' } });
    expect(await read(id)).toMatchObject({ posting: null, outcome: 'reversed' });
  });

  it('is undone to the second when nobody confirms', async () => {
    const id = await held();
    await pass(59_999);
    expect(await read(id)).toMatchObject({ status: 'held' });
    await pass(1);
    await becomes(id, 'reversed');
    expect(await causes(id)).toContain('confirm_by_passed');
    expect(await confirm(id)).toMatchObject({ status: 409, body: { code: 'not-held' } });
    expect(device).toMatchObject({ did: ['sale', 'suspend', 'rollback'], charged: false });
  });

  it('is refused where terminal or operation cannot, before anything is sent', async () => {
    gateway.terminal.operations = ['sale', 'refund'];
    expect(await pay()).toMatchObject({ status: 422, body: { code: 'two-phase-not-supported' } });
    gateway.terminal.operations = ['sale', 'refund', 'two_phase'];
    expect(await pay({ amount: '-1.00' })).toMatchObject({ status: 422, body: { code: 'two-phase-not-supported' } });
    expect(device.did).toEqual([]);
  });

  it('is an ordinary sale without `confirmation`', async () => {
    expect((await pay({ confirmation: 'auto' })).body).toMatchObject({ status: 'approved', confirmBy: null });
    expect(device.did).toEqual(['sale']);
  });
});

describe('the race of a confirmation', () => {
  it('against the end of the time has one winner, and the device hears one of commit and roll-back', async () => {
    const ends = new Set<string>();
    for (let i = 0; i < 12; i += 1) {
      device = new TwoPhaseDevice();
      device.play(gateway.terminal);
      const id = await held();
      await pass(59_999);
      const passed = shutGate();
      // From both sides, and with more or fewer turns between them. The outermost wait for the other side, so that both ends are
      // met however fast the database answers.
      const turns = async (count: number): Promise<void> => {
        for (let turn = 0; turn < count; turn += 1) await nextTurn();
      };
      const asked = (i === 11 ? passed.opened : turns(Math.max(0, i - 6))).then(() => confirm(id));
      await (i === 0 ? asked : turns(Math.max(0, 6 - i)));
      await clock.advance(1);
      if (i === 11) await becomes(id, 'reversed');
      passed.open();
      const { status } = await asked;
      const end = status === 200 ? 'approved' : 'reversed';
      await becomes(id, end);
      ends.add(end);
      expect(device.did).toEqual(['sale', 'suspend', status === 200 ? 'commit' : 'rollback']);
      expect(device.charged).toBe(status === 200);
    }
    expect([...ends].sort()).toEqual(['approved', 'reversed']);
  });

  it('against a roll-back has one winner too', async () => {
    for (let i = 0; i < 6; i += 1) {
      device = new TwoPhaseDevice();
      device.play(gateway.terminal);
      const id = await held();
      const calls = i % 2 === 0 ? [confirm(id), rollback(id)] : [rollback(id), confirm(id)];
      const statuses = (await Promise.all(calls)).map(({ status }) => status);
      expect([...statuses].sort()).toEqual([200, 409]);
      const confirmed = (statuses[0] === 200) === (i % 2 === 0);
      await becomes(id, confirmed ? 'approved' : 'reversed');
      expect(device.charged).toBe(confirmed);
    }
  });

  it('is refereed by Postgres, not by us alone', async () => {
    const id = await held();
    const gate = shutGate();
    gateway.terminal.onLast = async () => {
      await gate.opened;
      return { outcome: 'done', evidence: {} };
    };
    await confirm(id);
    while (gateway.terminal.journal.steps.at(-1)?.step !== 'commit') await nextTurn();
    const { rows } = await gateway.db.query<{ last_seq: number }>('select last_seq from payment where id = $1', [id]);
    const undo = `insert into payment_event (payment_id, seq, at, type, from_status, to_status, cause, actor, evidence)
      values ($1, $2, now(), 'state', 'held', 'reversing', 'rollback_requested', 'test', '{}')`;
    await expect(gateway.db.query(undo, [id, rows[0]!.last_seq + 1])).rejects.toMatchObject({ constraint: 'payment_confirmed_not_undone' });
    await expect(gateway.db.query('update payment set confirmed_as = null where id = $1', [id])).rejects.toMatchObject({
      constraint: 'payment_confirmation_kept',
    });
    gate.open();
    await becomes(id, 'approved');
  });
});

describe('a device that could not suspend', () => {
  it('is told nothing by a confirmation: the money is there already', async () => {
    device.refuse.add('suspend');
    const id = await held();
    await confirm(id);
    await becomes(id, 'approved');
    expect(device.did).toEqual(['sale']);
  });

  it('undoes by a void, never by waiting', async () => {
    device.refuse.add('suspend');
    const id = await held();
    await rollback(id);
    await becomes(id, 'reversed');
    expect(device).toMatchObject({ did: ['sale', 'void'], charged: false });
  });

  it('that refuses the void keeps the money, and that is told', async () => {
    device.refuse.add('suspend').add('void');
    const id = await held();
    await rollback(id);
    await becomes(id, 'approved');
    expect((await causes(id)).at(-1)).toBe('undo_refused');
    expect(device.charged).toBe(true);
  });
});

describe('a lost answer', () => {
  it('to a commit: it is repeated, and “nothing is pending” is our own commit', async () => {
    const id = await held();
    device.lose.add('commit');
    await confirm(id);
    await quiet();
    expect(await read(id)).toMatchObject({ status: 'held' });
    expect(await rollback(id)).toMatchObject({ status: 409 });
    await pass(2_000);
    await becomes(id, 'approved');
    expect(device).toMatchObject({ did: ['sale', 'suspend', 'commit'], charged: true });
  });

  it('“nothing is pending” to the first commit is for a person: the device may have undone it by itself', async () => {
    const id = await held();
    device.phase = 'undone';
    await confirm(id);
    await becomes(id, 'manual_review');
    expect(await claims()).toBe(0);
    expect(device.did).not.toContain('rollback');
  });

  it('to a commit: “another operation is meant” is never our own commit', async () => {
    const id = await held();
    device.lose.add('commit');
    await confirm(id);
    await quiet();
    device.refuse.add('commit');
    await pass(2_000);
    await becomes(id, 'manual_review');
  });

  it('to a roll-back: it is repeated until it is proven', async () => {
    const id = await held();
    device.lose.add('rollback');
    await rollback(id);
    await becomes(id, 'reversal_unknown');
    expect(await claims()).toBe(1);
    await pass(5_000);
    await becomes(id, 'reversed');
    expect(device.did).toEqual(['sale', 'suspend', 'rollback']);
  });

  it('to a void: it is asked about, and never sent twice', async () => {
    device.refuse.add('suspend');
    const id = await held();
    device.lose.add('void');
    await rollback(id);
    await becomes(id, 'reversal_unknown');
    await pass(5_000);
    await becomes(id, 'reversed');
    expect(device.did).toEqual(['sale', 'void']);
  });

  it('to every commit: after the ladder a person decides, never an undo', async () => {
    const id = await held();
    gateway.terminal.onLast = () => Promise.resolve({ outcome: 'unknown', decline: { ...LOST }, evidence: {} });
    await confirm(id);
    for (let minutes = 0; minutes < 45 && (await read(id))['status'] === 'held'; minutes += 1) await pass(60_000);
    expect(await read(id)).toMatchObject({ status: 'manual_review' });
    expect(gateway.terminal.journal.steps.map(({ step }) => step)).not.toContain('rollback');
  });

  it('to the suspension: the undo is a roll-back first, and the commit has to be proven', async () => {
    device.lose.add('suspend');
    const id = await held();
    await confirm(id);
    await becomes(id, 'approved');
    expect(device.did).toEqual(['sale', 'suspend', 'commit']);
  });
});

const LOST = { code: 'outcome_unknown', terminalCode: null, message: { ru: '', en: '' }, advice: { ru: '', en: '' }, retry: 'later' } as const;
