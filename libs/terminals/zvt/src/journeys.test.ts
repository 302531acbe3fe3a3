import type { OrderOutcome, RefundOrder, SettlementQuery } from '@payport/terminals-core';
import { describe, expect, it } from 'vitest';
import { toHex } from './bcd.ts';
import { writeAbort, writeCompletion, writePrintBlock, writeStatus, writeTotals } from './terminal.ts';
import { bench, sale, TID, type Bench } from './testing/bench.ts';
import type { ZvtSettings } from './settings.ts';

const WIRES = ['tcp', 'serial'] as const;
const REGISTRATION = '06000e000000be0978060626040a0206d3';
const LAST_RECORD = '0620050000000303';
const ENQUIRY = '0501050000000306';

/** Orders and questions that left, in order; the answers to the terminal's words left out. */
const said = (b: Bench): readonly string[] =>
  b.session.frames
    .filter(({ direction }) => direction === 'outbound')
    .map(({ bytes }) => toHex(bytes))
    .filter((hex) => !/^8[04]/.test(hex));
/** What the terminal said, in order: control fields alone. */
const heard = (b: Bench): readonly string[] =>
  b.session.frames.filter(({ direction }) => direction === 'inbound').map(({ bytes }) => toHex(bytes.slice(0, 2)));
/** Our words to it, answers among them. */
const answers = (b: Bench): readonly string[] =>
  b.session.frames
    .filter(({ direction }) => direction === 'outbound')
    .map(({ bytes }) => toHex(bytes))
    .filter((hex) => /^8[04]/.test(hex));

const done = <T>(b: Bench, work: Promise<T> | undefined): Promise<T> => b.clock.complete(work!);
const followUp = (changes: Partial<RefundOrder> = {}): RefundOrder => ({
  ...sale(),
  original: { rrn: null, authCode: 'A0041', stan: '0041', amountMinor: 1_000n },
  ...changes,
});

describe.each(WIRES)('journeys over %s', (connection) => {
  const start = (settings: Partial<ZvtSettings> = {}): Bench => bench({ connection, ...settings });

  it('a sale: registered, looked at its last record, ordered, heard, acknowledged word by word', async () => {
    const b = start();
    expect((await done(b, b.driver.sale(sale(), b.session))).outcome).toBe('approved');
    expect(said(b)).toEqual([REGISTRATION, LAST_RECORD, '06010a04000000001000490978']);
    // Registration; "no record" as an abort; the order, two states, the result, the receipt, the end.
    expect(heard(b)).toEqual(['8000', '060f', '8000', '061e', '8000', '04ff', '04ff', '040f', '06d3', '060f']);
    expect(answers(b)).toEqual(Array.from({ length: 7 }, () => '800000'));
  });

  it('a sale and its void by the number of its receipt', async () => {
    const b = start();
    const sold = await done(b, b.driver.sale(sale(), b.session));
    if (sold.outcome !== 'approved') throw new Error(sold.outcome);
    const { stan, authCode } = sold.result;
    const undone = await done(b, b.driver.void?.(followUp({ original: { rrn: null, authCode, stan, amountMinor: 1_000n } }), b.session));
    expect(undone).toMatchObject({ outcome: 'approved', result: { executedAs: 'void', stan: '0042' } });
    expect(said(b).slice(-1)).toEqual(['06301000000087004104000000001000490978']);
    // The second conversation kept the record of the first as the one before it.
    expect(b.session.kept.filter((facts) => 'before' in facts)).toHaveLength(2);
    expect(b.session.kept.at(-2)?.['before']).toContain('0041/');
  });

  it('a reservation, its booking over less, and the whole of it by its receipt', async () => {
    const b = start({ preauthorization: true });
    const reserved = await done(b, b.driver.preauthorize?.(sale({ amountMinor: 50_000n }), b.session));
    expect(reserved).toMatchObject({ outcome: 'approved', result: { executedAs: null, approvedAmountMinor: 50_000n, stan: '0041' } });
    expect(said(b).slice(-1)).toEqual(['06220a04000000050000490978']);
    const original = { rrn: null, authCode: 'A0041', stan: '0041', amountMinor: 50_000n };
    const captured = await done(b, b.driver.capture?.({ ...sale({ amountMinor: 30_000n }), original }, b.session));
    expect(captured).toMatchObject({ outcome: 'approved', result: { executedAs: null, approvedAmountMinor: 30_000n } });
    expect(said(b).slice(-1)).toEqual(['06240d87004104000000030000490978']);
    const released = await done(b, b.driver.release?.({ ...sale({ amountMinor: 50_000n }), original }, b.session));
    expect(released.outcome).toBe('approved');
    expect(said(b).slice(-1)).toEqual(['06250d87004104000000050000490978']);
  });

  it('a booking by what is given back, where the terminal knows only that', async () => {
    const b = start({ preauthorization: true, captureBy: 'partial_reversal' });
    // Some tell the rest that was given back as the amount of the booking: what was ordered counts.
    b.terminal.onMoney = (command, dialogue) =>
      b.terminal.take(command, dialogue, { ...b.terminal.status(command), amountMinor: 'unusedMinor' in command ? command.unusedMinor : 0n });
    const original = { rrn: null, authCode: 'A0041', stan: '0041', amountMinor: 50_000n };
    const captured = await done(b, b.driver.capture?.({ ...sale({ amountMinor: 30_000n }), original }, b.session));
    expect(captured).toMatchObject({ outcome: 'approved', result: { approvedAmountMinor: 30_000n } });
    expect(said(b).slice(-1)).toEqual(['06230d87004104000000020000490978']);
  });

  it('a booking that is answered over neither what is taken nor what is given back is refused', async () => {
    const b = start({ preauthorization: true });
    b.terminal.onMoney = (command, dialogue) => b.terminal.take(command, dialogue, { ...b.terminal.status(command), amountMinor: 50_000n });
    const original = { rrn: null, authCode: 'A0041', stan: '0041', amountMinor: 50_000n };
    const captured = await done(b, b.driver.capture?.({ ...sale({ amountMinor: 30_000n }), original }, b.session));
    expect(captured).toMatchObject({ outcome: 'unknown', evidence: { foreign: 'amount', taken: false } });
  });

  it.each([
    ['of all that was reserved', 50_000n, '06230d87004104000000000000490978'],
    ['of all but a cent', 49_999n, '06230d87004104000000000001490978'],
    ['of a cent', 1n, '06230d87004104000000049999490978'],
  ])('a booking %s gives back the rest exactly', async (_name, amountMinor, bytes) => {
    const b = start({ preauthorization: true, captureBy: 'partial_reversal' });
    const original = { rrn: null, authCode: 'A0041', stan: '0041', amountMinor: 50_000n };
    await done(b, b.driver.capture?.({ ...sale({ amountMinor }), original }, b.session));
    expect(said(b).slice(-1)).toEqual([bytes]);
  });

  it.each([
    ['more than was reserved', { stan: '0041', amountMinor: 900n }],
    ['what nobody knows the reservation of', { stan: '0041', amountMinor: null }],
  ])('a booking by what is given back is not sent over %s', async (_name, changes) => {
    const b = start({ preauthorization: true, captureBy: 'partial_reversal' });
    const original = { rrn: null, authCode: null, ...changes };
    expect(await done(b, b.driver.capture?.({ ...sale(), original }, b.session))).toMatchObject({ outcome: 'not_sent' });
    expect(b.wires.opened).toEqual([]);
  });

  it.each([null, '', '41', '00041', '004a', 'ffff'])('what names no receipt (%j) is undone by no terminal', async (stan) => {
    const b = start({ preauthorization: true });
    const order = followUp({ original: { rrn: null, authCode: null, stan, amountMinor: 1_000n } });
    for (const call of ['void', 'capture', 'release'] as const) {
      expect(await done<OrderOutcome>(b, b.driver[call]?.(order, b.session))).toMatchObject({ outcome: 'not_sent' });
    }
    expect(b.wires.opened).toEqual([]);
  });

  it('a refund, which names nothing but its amount', async () => {
    const b = start({ password: '654321' });
    expect(await done(b, b.driver.refund?.(followUp(), b.session))).toMatchObject({ outcome: 'approved', result: { executedAs: 'refund' } });
    expect(said(b).slice(-1)).toEqual(['06310d65432104000000001000490978']);
  });

  it('the last receipt again, printed and not booked', async () => {
    const b = start();
    await done(b, b.driver.sale(sale(), b.session));
    const before = [...b.terminal.booked];
    expect(await done(b, b.driver.reprint?.(b.session))).toEqual({ slip: 'HÄNDLERBELEG\nBetrag EUR 10,00' });
    expect(said(b).slice(-2)).toEqual([REGISTRATION, '062003000000']);
    expect(b.terminal.booked).toEqual(before);
  });

  it('the end of day: registered, ordered once, its sums told and its paper kept', async () => {
    const b = start();
    const totals = writeTotals('0001', '0041', [{ count: 2, amountMinor: 3_050n }]);
    b.terminal.onMoney = async (_command, dialogue) => {
      await dialogue.told(writeStatus({ resultCode: 0, totals }));
      await dialogue.say(writePrintBlock(['KASSENSCHNITT', 'EUR 30,50']));
      await dialogue.say(writeCompletion());
    };
    const closed = await done(b, b.driver.settle?.({ reference: sale().reference, tid: TID }, b.session));
    expect(closed).toMatchObject({ outcome: 'done', result: { slip: 'KASSENSCHNITT\nEUR 30,50', totals: null, hostAgrees: null } });
    expect(said(b)).toEqual([REGISTRATION, '065003000000']);
    expect(heard(b)).toEqual(['8000', '060f', '8000', '040f', '06d3', '060f']);
  });

  it('an end of day whose paper stays in the terminal is told by its sums', async () => {
    const b = start({ receipts: 'terminal' });
    const totals = writeTotals('0001', '0041', [
      { count: 2, amountMinor: 3_050n },
      { count: 0, amountMinor: 0n },
      { count: 1, amountMinor: 5n },
    ]);
    b.terminal.onMoney = async (_command, dialogue) => {
      await dialogue.told(writeStatus({ resultCode: 0, totals }));
      await dialogue.say(writeCompletion());
    };
    const closed = await done(b, b.driver.settle?.({ reference: sale().reference, tid: TID }, b.session));
    expect(closed).toMatchObject({ outcome: 'done', result: { slip: 'KASSENSCHNITT 0001-0041\ngirocard: 2  30.50\nMastercard: 1  0.05' } });
  });

  it.each([
    [0x77, 'failed'],
    [0xfa, 'failed'],
    [0x6c, 'failed'],
    [0x05, 'failed'],
    [0x9b, 'unknown'],
    [0xa1, 'unknown'],
    [0xff, 'unknown'],
    [0xd7, 'unknown'],
  ] as const)('an end of day that ends with %i is %s, and is not ordered again', async (code, outcome) => {
    const b = start();
    b.terminal.onMoney = async (_command, dialogue) => void (await dialogue.say(writeAbort(code)));
    expect(await done(b, b.driver.settle?.({ reference: sale().reference, tid: TID }, b.session))).toMatchObject({ outcome });
    expect(b.terminal.count('end_of_day')).toBe(1);
  });

  it('an end of day that breaks off anywhere is never told as failed once it was ordered, nor ordered again', async () => {
    const whole = start();
    await done(whole, whole.driver.settle?.({ reference: sale().reference, tid: TID }, whole.session));
    const toUs = whole.wires.opened[0]!.line.log.filter(({ from }) => from === 'device');
    const length = toUs.reduce((sum, { bytes }) => sum + bytes.length, 0);
    for (let cutAt = 0; cutAt < length; cutAt += 1) {
      const b = start();
      b.wires.faults.toUs = { cutAt };
      const { outcome } = await done(b, b.driver.settle!({ reference: sale().reference, tid: TID }, b.session));
      expect([cutAt, outcome]).toEqual([cutAt, b.terminal.count('end_of_day') === 0 ? 'not_sent' : 'unknown']);
      expect(b.terminal.count('end_of_day')).toBeLessThanOrEqual(1);
    }
  });

  it.each([
    ['its sums are the last record, and we know of operations', true, { resultCode: 0, totals: writeTotals('0001', '0041', []) }, 'done'],
    [
      'its sums are the last record, of a batch that may have been empty',
      false,
      { resultCode: 0, totals: writeTotals('0001', '0041', []) },
      'cannot_tell',
    ],
    ['a payment is the last record', true, { resultCode: 0, amountMinor: 1n, receipt: '0041' }, 'cannot_tell'],
    ['nothing is', true, null, 'cannot_tell'],
  ] as const)('a lost end of day is looked into: %s', async (_name, heldOperations, last, finding) => {
    const b = start();
    b.terminal.last = last;
    const query: SettlementQuery = { reference: sale().reference, tid: TID, dispatchedAtMs: 0, heldOperations, earlierCloseAtMs: null };
    expect(await done(b, b.driver.recoverSettlement?.(query, b.session))).toMatchObject({ finding });
    expect(said(b)).toEqual([ENQUIRY, LAST_RECORD]);
    expect(b.terminal.count('end_of_day')).toBe(0);
  });

  it('the sums of the open batch and its receipts, which leave it open', async () => {
    const b = start();
    expect(await done(b, b.driver.totalsReport?.(b.session))).toMatchObject({ text: 'UMSATZSUMMEN 0001-0041\ngirocard: 2  30.50' });
    expect(await done(b, b.driver.controlTape?.(b.session))).toMatchObject({ text: 'HÄNDLERBELEG\nBetrag EUR 10,00' });
    expect(said(b)).toEqual([REGISTRATION, '061003000000', REGISTRATION, '061003000000', '06120700000000010041']);
    expect(b.terminal.count('end_of_day')).toBe(0);
  });

  it('a stop: 06 B0 leaves between two words of the terminal, and its own end decides', async () => {
    const b = start();
    b.terminal.onMoney = async (command, dialogue) => {
      await new Promise<void>((resolve) => dialogue.stop.addEventListener('abort', () => resolve(), { once: true }));
      await b.terminal.take(command, dialogue, { ...b.terminal.status(command), resultCode: 0x6c });
    };
    const outcome = b.driver.sale(sale(), b.session);
    await b.clock.advanceUntil(() => b.terminal.count('authorization') === 1);
    b.session.controller.abort();
    expect(await done(b, outcome)).toMatchObject({ outcome: 'cancelled', evidence: { stopped: true, resultCode: 0x6c } });
    expect(said(b).slice(-1)).toEqual(['06b000']);
    expect(b.terminal.booked).toEqual([]);
  });
});

describe('a receipt', () => {
  const slipOf = async (words: readonly Uint8Array[], settings: Partial<ZvtSettings> = {}): Promise<string | null> => {
    const b = bench(settings);
    b.terminal.onMoney = async (command, dialogue) => {
      await dialogue.told(writeStatus(b.terminal.status(command)));
      for (const word of words) await dialogue.say(word);
      await dialogue.say(writeCompletion());
    };
    const sold = await done(b, b.driver.sale(sale(), b.session));
    return sold.outcome === 'approved' ? sold.result.slip : `not approved: ${sold.outcome}`;
  };
  const line = (attribute: number, text: string): Uint8Array => Uint8Array.of(0x06, 0xd1, text.length + 1, attribute, ...Buffer.from(text, 'latin1'));

  it('of single lines is put together in their order', async () => {
    expect(await slipOf([line(0x40, 'K-U-N-D-E'), line(0x00, 'EUR 10,00'), line(0x81, '')])).toBe('K-U-N-D-E\nEUR 10,00');
  });

  it('of blocks and lines, mixed, too', async () => {
    expect(await slipOf([writePrintBlock(['EINS', 'ZWEI']), line(0x00, 'DREI')])).toMatch(/^EINS\nZWEI\n+DREI$/);
  });

  it('keeps its blanks before a line and loses those behind', async () => {
    expect(await slipOf([line(0x00, 'BELEG'), line(0x00, '  EUR   10,00   ')])).toBe('BELEG\n  EUR   10,00');
  });

  it('that is not there is none', async () => {
    expect(await slipOf([])).toBeNull();
    expect(await slipOf([line(0x00, '   ')])).toBeNull();
  });

  it.each([
    ['cp437', 0x84],
    ['iso-8859-1', 0xe4],
  ] as const)('in %s is read so where the settings say it', async (charset, byte) => {
    expect(await slipOf([Uint8Array.of(0x06, 0xd1, 3, 0x00, 0x42, byte)], { charset })).toBe('Bä');
  });

  it('that our side takes none of leaves the approval as it is', async () => {
    // A block that cannot be read is answered 84 83 or passed over; the money stays where it is.
    expect(await slipOf([Uint8Array.of(0x06, 0xd3, 3, 0x06, 0x7f, 0x01)])).toBeNull();
  });
});
