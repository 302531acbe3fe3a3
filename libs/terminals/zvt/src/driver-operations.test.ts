import type { DeviceReference } from '@payport/domain';
import type { OriginalOperation, RefundOrder, TerminalDriver } from '@payport/terminals-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { zvt } from './definition.ts';
import { deviceStepLimitMs, zvtSettings } from './settings.ts';
import { writeAbort, writeCompletion, writeStatus, writeTotals } from './terminal.ts';
import { bench, sale, TID, type Bench } from './testing/bench.ts';

let b: Bench;
beforeEach(() => {
  b = bench();
});

const original = (changes: Partial<OriginalOperation> = {}): OriginalOperation => ({
  rrn: null,
  authCode: 'A0041',
  stan: '0041',
  amountMinor: 5_000n,
  ...changes,
});
const back = (changes: Partial<OriginalOperation> = {}): RefundOrder => ({ ...sale(), original: original(changes) });
const done = <T>(work: Promise<T> | undefined): Promise<T> => b.clock.complete(work!);
const money = () => b.terminal.commands.find((command) => 'amountMinor' in command || 'unusedMinor' in command);

describe('other orders', () => {
  it('a refund needs the card and no original', async () => {
    const outcome = await done(b.driver.refund?.(back({ stan: null }), b.session));
    expect(outcome).toMatchObject({ outcome: 'approved', result: { executedAs: 'refund' } });
    expect(money()).toEqual({ kind: 'refund', password: '000000', amountMinor: 1_000n, currency: '0978' });
  });

  it('a void names the receipt of its original', async () => {
    const outcome = await done(b.driver.void?.(back(), b.session));
    expect(outcome).toMatchObject({ outcome: 'approved', result: { executedAs: 'void' } });
    expect(money()).toMatchObject({ kind: 'reversal', receipt: '0041', amountMinor: 1_000n });
  });

  it.each([null, '', '41', 'ABCD'])('a void without a receipt number (%j) is not sent', async (stan) => {
    expect(await done(b.driver.void?.(back({ stan }), b.session))).toMatchObject({ outcome: 'not_sent', decline: { code: 'original_not_found' } });
    expect(b.wires.opened).toEqual([]);
  });

  it('reservations exist by setting only', () => {
    expect(b.driver.preauthorize).toBeUndefined();
    expect(b.driver.capture).toBeUndefined();
    expect(zvt.operationsOf?.(zvtSettings.parse({ host: 'a' }))).not.toContain('capture');
    expect(zvt.operationsOf?.(zvtSettings.parse({ host: 'a', preauthorization: true }))).toEqual(
      expect.arrayContaining(['preauthorization', 'capture']),
    );
  });

  it('a reservation is made', async () => {
    b = bench({ preauthorization: true });
    expect(await done(b.driver.preauthorize?.(sale(), b.session))).toMatchObject({ outcome: 'approved', result: { executedAs: null } });
    expect(money()?.kind).toBe('reservation');
  });

  it('a reservation is given back by its receipt', async () => {
    b = bench({ preauthorization: true });
    expect(await done(b.driver.release?.(back(), b.session))).toMatchObject({ outcome: 'approved', result: { executedAs: null } });
    expect(money()).toMatchObject({ kind: 'reservation_reversal', receipt: '0041' });
    expect((await done(b.driver.release?.(back({ stan: null }), b.session))).outcome).toBe('not_sent');
  });

  it('a capture books what is used, or gives back the rest, as the terminal wants it', async () => {
    b = bench({ preauthorization: true });
    expect((await done(b.driver.capture?.(back(), b.session))).outcome).toBe('approved');
    expect(money()).toMatchObject({ kind: 'book_total', receipt: '0041', amountMinor: 1_000n });
    b = bench({ preauthorization: true, captureBy: 'partial_reversal' });
    expect(await done(b.driver.capture?.(back(), b.session))).toMatchObject({ outcome: 'approved', result: { approvedAmountMinor: 1_000n } });
    expect(money()).toMatchObject({ kind: 'partial_reversal', receipt: '0041', unusedMinor: 4_000n });
  });

  it.each([
    ['an unknown amount', null],
    ['less', 999n],
  ])('a rest of an original of %s cannot be told, so that nothing is sent', async (_name, amountMinor) => {
    b = bench({ preauthorization: true, captureBy: 'partial_reversal' });
    expect((await done(b.driver.capture?.(back({ amountMinor }), b.session))).outcome).toBe('not_sent');
  });
});

describe('the close of the day', () => {
  const order = { reference: 'AB12CD34' as DeviceReference, tid: TID };
  const settle = () => done(b.driver.settle?.(order, b.session));
  const closing = (code: number, end: 'completion' | 'abort') => {
    b.terminal.onMoney = async (_command, dialogue) => {
      await dialogue.told(writeStatus({ resultCode: code, totals: writeTotals('0001', '0041', [{ count: 2, amountMinor: 3_050n }]) }));
      await dialogue.say(end === 'completion' ? writeCompletion() : writeAbort(code));
    };
  };

  it('is done with the terminal’s totals by brand', async () => {
    closing(0, 'completion');
    expect(await settle()).toMatchObject({ outcome: 'done', result: { totals: null, slip: 'KASSENSCHNITT 0001-0041\ngirocard: 2  30.50' } });
    expect(b.terminal.count('end_of_day')).toBe(1);
  });

  it.each([
    [0x77, 'failed'],
    [0x9b, 'unknown'],
    [0xff, 'unknown'],
  ])('that ends with %i is %s', async (code, outcome) => {
    closing(code, 'abort');
    expect((await settle()).outcome).toBe(outcome);
  });

  it('is unknown where the line broke, and is found by the last record where we know of operations', async () => {
    b.terminal.onMoney = () => {
      b.terminal.last = { resultCode: 0, totals: writeTotals('0001', '0041', []) };
      b.terminal.line!.break();
      return Promise.resolve();
    };
    expect((await settle()).outcome).toBe('unknown');
    const query = { ...order, dispatchedAtMs: 0, heldOperations: true, earlierCloseAtMs: null };
    expect((await done(b.driver.recoverSettlement?.(query, b.session))).finding).toBe('done');
    expect(await done(b.driver.recoverSettlement?.({ ...query, heldOperations: false }, b.session))).toMatchObject({
      finding: 'cannot_tell',
      conclusive: true,
    });
    b.terminal.last = { resultCode: 0, amountMinor: 1n, receipt: '0041' };
    expect((await done(b.driver.recoverSettlement?.(query, b.session))).finding).toBe('cannot_tell');
    b.wires.refuseNext();
    expect(await done(b.driver.recoverSettlement?.(query, b.session))).toMatchObject({ conclusive: false });
  });

  it.each([0x83, 0x9c, 0xa0])('that still runs keeps its terminal, whatever that answers meanwhile: %i', async (busy) => {
    b.terminal.onMoney = () => Promise.resolve(b.terminal.line!.break());
    expect((await settle()).outcome).toBe('unknown');
    b.terminal.refusal = ({ kind }) => (kind === 'status_enquiry' || kind === 'repeat_receipt' ? busy : null);
    const query = { ...order, dispatchedAtMs: 0, heldOperations: true, earlierCloseAtMs: null };
    expect(await done(b.driver.recoverSettlement?.(query, b.session))).toMatchObject({ finding: 'in_progress' });
    b.terminal.refusal = () => null;
    b.terminal.terminalStatus = 0x9c;
    expect(await done(b.driver.recoverSettlement?.(query, b.session))).toMatchObject({ finding: 'in_progress' });
  });

  it('is not sent without a way to the terminal, and failed where that refuses it', async () => {
    b.wires.refuseNext();
    expect((await settle()).outcome).toBe('not_sent');
    b.terminal.refusal = ({ kind }) => (kind === 'end_of_day' ? 0x77 : null);
    expect((await settle()).outcome).toBe('failed');
  });
});

describe('beside orders', () => {
  it('the link test tells the terminal’s state', async () => {
    b.terminal.terminalStatus = 0xc2;
    expect(await done(b.driver.testLink(b.session))).toMatchObject({ reachable: true, evidence: { terminalStatus: 'C2' } });
    b.wires.refuseNext();
    expect(await done(b.driver.testLink(b.session))).toMatchObject({ reachable: false });
    b.wires.faults.toUs = { cutAt: 0 };
    expect(await done(b.driver.testLink(b.session))).toMatchObject({ reachable: false, evidence: { end: 'broken' } });
  });

  it('a reprint is the last receipt', async () => {
    expect(await done(b.driver.reprint?.(b.session))).toMatchObject({ slip: null });
    b.terminal.last = { resultCode: 0, receipt: '0041' };
    expect(await done(b.driver.reprint?.(b.session))).toEqual({ slip: 'HÄNDLERBELEG\nBetrag EUR 10,00' });
    b.wires.refuseNext();
    expect(await done(b.driver.reprint?.(b.session))).toMatchObject({ slip: null });
  });

  it('one conversation at a time', async () => {
    b.terminal.onMoney = () => new Promise(() => undefined);
    const first = b.driver.sale(sale(), b.session);
    await b.clock.advanceUntil(() => b.terminal.count('authorization') === 1);
    const busy: Promise<unknown>[] = [
      b.driver.testLink(b.session),
      b.driver.reprint!(b.session),
      b.driver.settle!({ reference: sale().reference, tid: null }, b.session),
    ];
    const [link, reprint, settle] = await Promise.all(busy);
    expect(link).toMatchObject({ reachable: false });
    expect(reprint).toMatchObject({ slip: null });
    expect(settle).toMatchObject({ outcome: 'not_sent' });
    await b.clock.complete(first);
  });

  it('what the terminal asks for beside its answer is refused or acknowledged, and the order goes on', async () => {
    b.terminal.onMoney = async (command, dialogue) => {
      const heard = [
        await dialogue.say(Uint8Array.of(0x04, 0x0d, 0)),
        await dialogue.say(Uint8Array.of(0x04, 0x01, 8, 0xaa, 0x26, 0x01, 0x15, 0x0c, 0x10, 0x11, 0x12)),
        await dialogue.say(Uint8Array.of(0x04, 0x0f, 1, 0xff)),
      ];
      expect(heard).toEqual([{ answer: 'negative', error: 0x83 }, { answer: 'positive' }, { answer: 'negative', error: 0x83 }]);
      await b.terminal.take(command, dialogue);
    };
    expect((await done(b.driver.sale(sale(), b.session))).outcome).toBe('approved');
  });
});

describe('settings', () => {
  it.each([
    [{}, 'host'],
    [{ connection: 'serial' }, 'serialPath'],
  ])('have defaults for everything but the place: %j lacks %s', (settings, field) => {
    const parsed = zvtSettings.safeParse(settings);
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
  });

  it.each([
    [{ host: 'POS.hotel' }, 'tcp:pos.hotel:20007'],
    // Another protocol's settings spell the same device the same way.
    [{ host: 'pos.hotel.' }, 'tcp:pos.hotel:20007'],
    [{ connection: 'serial', serialPath: '/dev//ttyUSB0' }, 'serial:local:/dev/ttyUSB0'],
    [{ connection: 'serial', serialPath: 'COM3' }, 'serial:local:COM3'],
    [{ host: '10.0.0.5', port: 22_000 }, 'tcp:10.0.0.5:22000'],
    [{ connection: 'serial', serialPath: '/dev/ttyUSB0' }, 'serial:local:/dev/ttyUSB0'],
  ])('%j is the device %s', (settings, address) => expect(zvt.deviceAddress(zvtSettings.parse(settings))).toBe(address));

  it.each([
    { host: 'a b' },
    { host: 'a', port: 0 },
    { connection: 'serial', serialPath: 'ttyUSB0' },
    { host: 'a', password: '1234' },
    { host: 'a', baudRate: '9601' },
    { host: 'a', stopBits: '3' },
    { host: 'a', currency: 'XXX' },
    { host: 'a', completionTimeoutMs: 1 },
  ])('%j is refused', (settings) => expect(zvtSettings.safeParse(settings).success).toBe(false));

  it('a silent terminal is given up within the longest step that is announced', async () => {
    b.terminal.onMoney = () => new Promise(() => undefined);
    await done(b.driver.sale(sale(), b.session));
    expect(b.clock.monotonic()).toBeLessThanOrEqual(deviceStepLimitMs(zvtSettings.parse({ host: 'a' })));
  });

  it('a port is opened as set', async () => {
    b = bench({ connection: 'serial', baudRate: '115200', stopBits: '1' });
    await done(b.driver.sale(sale(), b.session));
    expect(b.wires.opened[0]?.options).toMatchObject({ baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1 });
  });

  it('a terminal that does not know registrations is not registered with', async () => {
    b = bench({ registration: false });
    const driver: TerminalDriver = b.driver;
    expect((await done(driver.sale(sale(), b.session))).outcome).toBe('approved');
    expect(b.terminal.count('registration')).toBe(0);
  });
});
