import type { PaymentRecord, TerminalId } from '@payport/domain';
import { approveAtOnce, scriptedDecline, type OrderScript } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StartCommand } from '../../src/modules/payments/index.ts';
import { MemoryHotel } from './memory-hotel.ts';

let hotel: MemoryHotel;
let sale: PaymentRecord;
const lost: OrderScript = () => Promise.resolve({ outcome: 'unknown', decline: scriptedDecline(), runEnded: true, evidence: {} });
const declined: OrderScript = () => Promise.resolve({ outcome: 'declined', decline: scriptedDecline(), result: null, evidence: {} });

beforeEach(async () => {
  hotel = new MemoryHotel();
  for (const name of ['t1', 't2', 't3']) hotel.addTerminal(name);
  hotel.terminal.operations = ['sale', 'refund', 'void', 'preauthorization', 'capture', 'cancel'];
  sale = await hotel.paid();
});

let refunds = 0;
const goBack = (kind: 'refund' | 'void', amountMinor: bigint, of: PaymentRecord, terminal = of.terminalId as string) => {
  refunds += 1;
  const params = { '/operation': kind, '/nr': String(refunds) };
  return {
    kind,
    amountMinor: -amountMinor,
    original: { paymentId: of.id },
    terminalId: terminal as TerminalId,
    reservation: null,
    params,
  };
};
const refund = (amount: bigint, terminal?: string): Promise<PaymentRecord | string> =>
  hotel.pay({ ...goBack('refund', amount, sale, terminal), workstation: `W${refunds}` });
const capture = (amountMinor: bigint, of: PaymentRecord): Promise<PaymentRecord | string> =>
  hotel.pay({ ...goBack('refund', -amountMinor, of), kind: 'capture' });

describe('what goes back', () => {
  it('is never more than was taken, in parts or at once', async () => {
    expect(await refund(150_001n)).toBe('refund-exceeds-original');
    expect(await refund(100_000n)).toMatchObject({ status: 'approved' });
    expect(await refund(50_001n)).toBe('refund-exceeds-original');
    expect(await refund(50_000n)).toMatchObject({ status: 'approved' });
    expect((await hotel.read(sale)).refundedMinor).toBe(150_000n);
  });

  it('tells the device what is left of the original, and whether its batch is still open', async () => {
    const told = (): unknown => hotel.terminal.journal.prompts.at(-1)?.order;
    await refund(40_000n);
    expect(told()).toMatchObject({ original: { amountMinor: 150_000n, givenBackMinor: 0n, inOpenBatch: true } });
    await refund(30_000n);
    expect(told()).toMatchObject({ original: { givenBackMinor: 40_000n, inOpenBatch: true } });
    hotel.terminal.onOrder = lost;
    await refund(20_000n);
    hotel.terminal.onOrder = approveAtOnce;
    await refund(10_000n, 't2');
    // What is not known yet counts; another device has a batch of its own.
    expect(told()).toMatchObject({ original: { givenBackMinor: 90_000n, inOpenBatch: false } });
  });

  it('counts while it runs and while it is unknown, and no more once it was declined', async () => {
    hotel.terminal.onOrder = lost;
    await refund(100_000n);
    expect(await refund(100_000n, 't2')).toBe('refund-exceeds-original');
    hotel.terminal.onOrder = declined;
    expect(await refund(50_000n, 't2')).toMatchObject({ status: 'declined' });
    hotel.terminal.onOrder = approveAtOnce;
    expect(await refund(50_000n, 't2')).toMatchObject({ status: 'approved' });
  });

  it('from two tills at the same moment is refused to one of them', async () => {
    const ask = (terminal: string) => hotel.start(hotel.command({ ...goBack('refund', 100_000n, sale, terminal), workstation: terminal }));
    const started = await Promise.all([ask('t2'), ask('t3')]);
    expect(started.map((one) => (one.ok ? 'started' : one.error.code)).sort()).toEqual(['refund-exceeds-original', 'started']);
  });

  it('comes of money that was taken only: of no refund, no reservation and nothing declined', async () => {
    hotel.terminal.onOrder = declined;
    const none = await hotel.paid();
    hotel.terminal.onOrder = approveAtOnce;
    const reserved = await hotel.paid({ kind: 'preauthorization' });
    for (const of of [none, reserved]) expect(await hotel.pay(goBack('refund', 1n, of))).toBe('original-not-refundable');
  });
});

describe('a void', () => {
  it('takes the whole amount back on the terminal of the payment, and nothing after or beside a refund', async () => {
    expect(await hotel.pay(goBack('void', 150_000n, sale, 't2'))).toBe('batch-closed');
    expect(await hotel.pay(goBack('void', 149_999n, sale))).toBe('batch-closed');
    expect(await refund(1n)).toMatchObject({ status: 'approved' });
    expect(await hotel.pay(goBack('void', 150_000n, sale))).toBe('batch-closed');
  });

  it('is not sent into a batch that was closed', async () => {
    hotel.database.closes.push({ terminalId: sale.terminalId, dispatchedAtMs: hotel.clock.now() });
    expect(await hotel.pay(goBack('void', 150_000n, sale))).toBe('batch-closed');
    expect(hotel.prompts).toBe(1);
  });
});

describe('a capture', () => {
  it('takes what was reserved, once, and a lost one may be the one', async () => {
    const reserved = await hotel.paid({ kind: 'preauthorization' });
    expect(await capture(150_001n, reserved)).toBe('capture-exceeds-authorization');
    hotel.terminal.onOrder = lost;
    expect(await capture(100_000n, reserved)).toMatchObject({ status: 'unknown' });
    hotel.terminal.onRecover = () => Promise.resolve({ finding: 'cannot_tell', conclusive: true, evidence: {} });
    await hotel.clock.advance(2_000);
    expect(await capture(1n, reserved)).toBe('capture-exceeds-authorization');
  });

  it('is made of an approved reservation only', async () => {
    expect(await capture(1n, sale)).toBe('capture-exceeds-authorization');
    hotel.terminal.onOrder = declined;
    expect(await capture(1n, await hotel.paid({ kind: 'preauthorization' }))).toBe('capture-exceeds-authorization');
  });
});

describe('a release', () => {
  it('is of the whole reservation, once, and not beside a capture that may have been made', async () => {
    const reserved = await hotel.paid({ kind: 'preauthorization' });
    expect(await hotel.pay(goBack('void', 150_000n, reserved))).toMatchObject({ status: 'approved' });
    expect(await capture(1n, reserved)).toBe('capture-exceeds-authorization');
    expect(await hotel.pay(goBack('void', 150_000n, reserved))).toBe('original-not-refundable');
    expect(hotel.terminal.journal.prompts.map(({ operation }) => operation)).toEqual(['sale', 'preauthorization', 'release']);
    const other = await hotel.paid({ kind: 'preauthorization' });
    hotel.terminal.onOrder = lost;
    expect(await capture(1n, other)).toMatchObject({ status: 'unknown' });
    expect(await hotel.pay(goBack('void', 150_000n, other))).toBe('original-not-refundable');
  });

  it('does not ask whether the batch is open', async () => {
    const reserved = await hotel.paid({ kind: 'preauthorization' });
    hotel.database.closes.push({ terminalId: reserved.terminalId, dispatchedAtMs: hotel.clock.now() });
    expect(await hotel.pay(goBack('void', 150_000n, reserved))).toMatchObject({ status: 'approved' });
  });
});

describe('a refund by a bank reference that is none of ours', () => {
  const by = (rrn: string, acknowledged: Partial<StartCommand['acknowledged']> = {}, terminal = 't1'): Partial<StartCommand> => ({
    kind: 'refund',
    amountMinor: -100n,
    terminalId: terminal as TerminalId,
    reservation: null,
    workstation: `W${(refunds += 1)}`,
    original: { rrn, authCode: null, date: null },
    acknowledged: { duplicateOf: [], openPayment: [], ...acknowledged },
  });
  const codes = (started: readonly { readonly ok: boolean; readonly error?: { readonly code: string } }[]): string[] =>
    started.map(({ error }) => error?.code ?? 'started').sort();

  it('is repeated only by who has seen each earlier one, however long ago: nobody here knows what was taken', async () => {
    const first = await hotel.paid(by('777777777777'));
    await hotel.clock.advance(30 * 24 * 60 * 60_000);
    expect(await hotel.pay(by('777777777777', {}, 't2'))).toBe('possible-duplicate');
    const second = await hotel.paid(by('777777777777', { duplicateOf: [first.id] }));
    expect(await hotel.pay(by('777777777777', { duplicateOf: [first.id] }))).toBe('possible-duplicate');
    expect(await hotel.pay(by('777777777777', { duplicateOf: [first.id, second.id] }))).toMatchObject({ status: 'approved' });
    expect(await hotel.pay(by('888888888888'))).toMatchObject({ status: 'approved' });
  });

  it('waits for one of which nobody knows whether it gave back, and not for one that did not', async () => {
    hotel.terminal.onOrder = declined;
    await hotel.paid(by('777777777777'));
    hotel.terminal.onOrder = lost;
    const unknown = await hotel.paid(by('777777777777'));
    expect(await hotel.pay(by('777777777777', {}, 't2'))).toBe('open-payment');
    hotel.terminal.onOrder = approveAtOnce;
    expect(await hotel.pay(by('777777777777', { openPayment: [unknown.id] }, 't2'))).toMatchObject({ status: 'approved' });
  });

  it('is refused in words about that reference: it has no reservation', async () => {
    const wordsOf = async (changes: Partial<StartCommand>): Promise<string | undefined> => {
      const started = await hotel.start(hotel.command(changes));
      return started.ok ? undefined : started.error.detail?.en;
    };
    hotel.terminal.onOrder = lost;
    const unknown = await hotel.paid(by('777777777777'));
    expect(await wordsOf(by('777777777777', {}, 't2'))).toMatch(/^A refund by this RRN is under way, or its outcome is not known/);
    hotel.terminal.onOrder = approveAtOnce;
    await hotel.pay(by('777777777777', { openPayment: [unknown.id] }, 't2'));
    expect(await wordsOf(by('777777777777', { openPayment: [unknown.id] }, 't2'))).toMatch(/^Money was already given back by this RRN/);
  });

  it('is one of two at the same moment', async () => {
    const both = [by('777777777777'), by('777777777777', {}, 't2')].map((changes) => hotel.start(hotel.command(changes)));
    expect(codes(await Promise.all(both))).toEqual(['open-payment', 'started']);
  });
});
