import type { DeviceReference, PaymentId, PaymentRecord, TerminalId, UserId } from '@payport/domain';
import { approveAtOnce, approvedResult, scriptedDecline, type OrderScript } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { LADDER_MS, MemoryHotel } from './memory-hotel.ts';

let hotel: MemoryHotel;
const lost: OrderScript = () => Promise.resolve({ outcome: 'unknown', decline: scriptedDecline(), runEnded: true, evidence: {} });
const silent: OrderScript = () => new Promise(() => undefined);
const questions = () => hotel.terminal.journal.questions;

beforeEach(() => {
  hotel = new MemoryHotel();
  hotel.addTerminal('t1');
  hotel.terminal.onOrder = lost;
});

describe('an unknown payment', () => {
  it('is asked about after 2 s, and proof of approval or of absence ends it and frees the device', async () => {
    for (const finding of ['approved', 'not_found_proven'] as const) {
      hotel.terminal.onRecover = ({ order }) =>
        Promise.resolve(
          finding === 'approved' ? { finding, rung: 1, result: approvedResult(order), evidence: {} } : { finding, rung: 1, evidence: {} },
        );
      const payment = await hotel.paid();
      await hotel.clock.advance(1_999);
      expect((await hotel.read(payment)).status).toBe('unknown');
      await hotel.clock.advance(1);
      expect(await hotel.read(payment)).toMatchObject({ status: finding === 'approved' ? 'approved' : 'failed', holdsTerminal: false });
      expect(hotel.database.claims.size).toBe(0);
    }
  });

  it('that the device conclusively cannot tell of goes to a person, and never counts as absent', async () => {
    hotel.terminal.onRecover = () => Promise.resolve({ finding: 'cannot_tell', conclusive: true, evidence: {} });
    const payment = await hotel.paid();
    await hotel.clock.advance(2_000);
    expect(await hotel.read(payment)).toMatchObject({
      status: 'manual_review',
      holdsTerminal: false,
      decline: { retry: 'do_not_retry_check_first' },
    });
  });

  it('of a dead gateway is not absent before the database’s clock says that its sender cannot be asleep with it', async () => {
    hotel.terminal.onRecover = ({ memoryIntact }) =>
      Promise.resolve(
        memoryIntact ? { finding: 'not_found_proven', rung: 1, evidence: {} } : { finding: 'cannot_tell', conclusive: true, evidence: {} },
      );
    const payment = await hotel.paid();
    hotel.database.payments.set(payment.id, { ...payment, absenceCountsAfterMs: hotel.clock.now() + 200_000 });
    hotel.aheadMs = 300_000;
    hotel.clock.jump(300_000);
    await hotel.clock.advance(190_000);
    expect((await hotel.read(payment)).status).toBe('unknown');
    await hotel.clock.advance(130_000);
    expect(await hotel.read(payment)).toMatchObject({ status: 'failed', decline: { code: 'proven_absent' } });
  });

  it('of a dead gateway goes to nobody because of an answer to a question that was put before its absence counted', async () => {
    const payment = await hotel.paid();
    hotel.database.payments.set(payment.id, { ...payment, absenceCountsAfterMs: hotel.clock.now() + 2_500 });
    hotel.terminal.onRecover = async ({ memoryIntact }) => {
      await hotel.clock.sleep(1_000);
      return memoryIntact ? { finding: 'not_found_proven', rung: 1, evidence: {} } : { finding: 'cannot_tell', conclusive: true, evidence: {} };
    };
    await hotel.clock.advance(3_500);
    expect((await hotel.read(payment)).status).toBe('unknown');
    await hotel.clock.advance(10_000);
    expect(await hotel.read(payment)).toMatchObject({ status: 'failed', decline: { code: 'proven_absent' } });
  });

  it('of which nothing is learned goes to a person when the ladder’s time is over, and not earlier', async () => {
    const payment = await hotel.paid();
    await hotel.clock.advance(LADDER_MS - 1_000);
    expect((await hotel.read(payment)).status).toBe('unknown');
    await hotel.clock.advance(2_000);
    expect((await hotel.read(payment)).status).toBe('manual_review');
    expect(hotel.prompts).toBe(1);
  });

  it('is asked with "not found counts" for two hours at the longest, and not while it left its device to others', async () => {
    hotel.terminal.onRecover = () => Promise.resolve({ finding: 'in_progress', evidence: {} });
    await hotel.paid();
    await hotel.clock.advance(2_000);
    expect(questions().at(-1)).toMatchObject({ memoryIntact: true });
    hotel.clock.jump(2 * 60 * 60_000);
    await hotel.clock.advance(60_000);
    expect(questions().at(-1)).toMatchObject({ memoryIntact: false });
  });

  it('is not taken for another one over the same amount: the device is told of those', async () => {
    hotel.terminal.onOrder = (order) => Promise.resolve({ outcome: 'approved', result: approvedResult(order, { authCode: '10P425' }), evidence: {} });
    await hotel.paid();
    hotel.terminal.onOrder = lost;
    await hotel.paid();
    await hotel.clock.advance(2_000);
    expect(questions().at(-1)).toMatchObject({ alike: ['10P425'] });
  });

  it('that gives back is not taken for our own undo of a sale over the same amount, which the tape lists as a void too', async () => {
    hotel.terminal.onOrder = approveAtOnce;
    const [undone, other] = [await hotel.paid(), await hotel.paid()];
    const { id: paymentId, lastSeq, updatedAtMs: atMs } = undone;
    const note = { paymentId, seq: lastSeq + 1, atMs, type: 'note', from: 'approved', to: 'approved', stage: null, actor: 'gateway' } as const;
    await hotel.store.transaction([], (tx) => tx.append({ ...note, cause: 'step_sent', evidence: { step: 'void' } }));
    hotel.terminal.onOrder = lost;
    await hotel.paid({ kind: 'refund', amountMinor: -150_000n, original: { paymentId: other.id } });
    await hotel.clock.advance(2_000);
    expect(questions().at(-1)).toMatchObject({ alike: [null] });
  });
});

describe('a question to a device', () => {
  it('waits while the device serves another guest', async () => {
    hotel.terminal.onRecover = () => Promise.resolve({ finding: 'cannot_tell', conclusive: true, evidence: {} });
    const payment = await hotel.paid();
    await hotel.clock.advance(2_000);
    expect((await hotel.read(payment)).status).toBe('manual_review');
    hotel.terminal.onOrder = silent;
    await hotel.paid();
    await hotel.recovery.askAgain(payment.id, { id: 'u' as UserId, name: 'Анна' });
    await hotel.clock.advance(60_000);
    expect(questions()).toHaveLength(1);
  });
});

describe('a process that starts', () => {
  const restarted = async (payment: PaymentRecord): Promise<PaymentRecord> => {
    const recovery = hotel.anotherRun(() => false);
    await recovery.takeOver();
    await hotel.clock.advance(0);
    await recovery.stop();
    return hotel.read(payment);
  };

  it('makes what its former run left on a device unknown, asks at once and sends nothing', async () => {
    hotel.terminal.onOrder = silent;
    const payment = await hotel.paid();
    expect(await restarted(payment)).toMatchObject({ status: 'unknown', holdsTerminal: true });
    expect((await hotel.store.events(payment.id, 0)).map(({ cause }) => cause)).toContain('gateway_restarted');
    expect([questions().length, hotel.prompts]).toEqual([1, 1]);
  });

  it('knows that nothing was sent of what was only accepted', async () => {
    const command = hotel.command();
    const seen = await hotel.paid();
    const intent = { ...seen, id: 'accepted' as PaymentId, idempotencyKey: 'accepted', deviceReference: 'AB12CD34' as DeviceReference };
    const accepted = { paymentId: intent.id, seq: 1, atMs: hotel.clock.now(), type: 'state', from: null, to: 'accepted' } as const;
    await hotel.store.transaction([], async (tx) => {
      await tx.insert({ ...intent, params: { '/key': command.idempotencyKey } });
      await tx.append({ ...accepted, stage: null, cause: 'requested', actor: 'pms', evidence: {} });
    });
    expect(await restarted(intent)).toMatchObject({ status: 'failed' });
    expect(questions().filter(({ order }) => order.reference === intent.deviceReference)).toEqual([]);
  });

  it('takes over what was left unknown, and spares what this process works on', async () => {
    const payment = await hotel.paid();
    hotel.terminal.onRecover = ({ order }) => Promise.resolve({ finding: 'approved', rung: 1, result: approvedResult(order), evidence: {} });
    expect((await restarted(payment)).status).toBe('approved');
    hotel.terminal.onOrder = silent;
    hotel.addTerminal('t2');
    const running = await hotel.paid({ terminalId: 't2' as TerminalId });
    expect(await hotel.recovery.takeOver()).toBe(0);
    expect((await hotel.read(running)).status).toBe('dispatched');
  });
});
