import { describe, expect, it } from 'vitest';
import { cardResultOf } from './card-result.ts';
import { controlFrame, messageFrame, noiseFrame } from './frames.ts';
import { FrameReader } from './frame-reader.ts';
import type { SaMessage } from './messages.ts';
import { messageOf } from './parser.ts';
import { WorkTime } from './work-time.ts';
import { ManualClock } from '@payport/testing';

const NOTHING = messageOf([]).message;
const result = (over: Partial<SaMessage>, context: Partial<Parameters<typeof cardResultOf>[1]> = {}) =>
  cardResultOf({ ...NOTHING, ...over }, { operation: 'sale', approvedAmountMinor: 100n, oneCode: false, ...context });

describe('the result of a card operation', () => {
  it('has only what the terminal said', () => {
    expect(result({}, { approvedAmountMinor: null })).toEqual({
      approvedAmountMinor: null,
      currency: 'RUB',
      rrn: null,
      authCode: null,
      responseCode: null,
      responseText: null,
      cardMask: null,
      cardBrand: null,
      cardExpiry: null,
      cardholder: null,
      terminalTid: null,
      merchantMid: null,
      stan: null,
      hostTime: null,
      executedAs: null,
      slip: null,
    });
  });

  it.each([
    ['the bank’s code where there is one', { hostCode: '05', status: 16 }, '05'],
    ['the status where there is none', { hostCode: null, status: 16 }, '16'],
    ['none where there is neither', { hostCode: null, status: null }, null],
  ])('names %s', (_name, over, responseCode) => expect(result(over)).toMatchObject({ responseCode }));

  it.each<['sale' | 'refund' | 'void', number | null, boolean, string | null]>([
    ['sale', 1, false, 'sale'],
    ['sale', null, false, 'sale'],
    ['void', 4, false, 'void'],
    ['void', null, true, 'void'],
    ['refund', 29, false, 'refund'],
    ['refund', 3, false, 'refund'],
    ['refund', 4, false, 'void'],
    ['refund', 4, true, null],
    ['refund', 29, true, null],
    ['refund', null, false, null],
  ])('of a %s answered under %s, one code for both: %s, ran as %s', (operation, answered, oneCode, executedAs) => {
    expect(result({ operation: answered }, { operation, oneCode })).toMatchObject({ executedAs });
    expect(result({ operation: answered }, { operation, oneCode, approvedAmountMinor: null })).toMatchObject({ executedAs: null });
  });
});

describe('a frame that is kept', () => {
  const mark = { direction: 'inbound', channel: 'serial', atMs: 7 } as const;

  it('is written anew from what was kept, so that its checksum fits and no card is in it', () => {
    const { kept } = messageOf([{ number: 10, value: Buffer.from('4111111111111111') }]);
    const frame = messageFrame(kept, mark);
    expect(frame).toMatchObject({ ...mark, text: null, fields: { card: '411111******1111' }, checksumOk: true });
    expect(new FrameReader().push(frame.bytes)[0]?.what).toBe('packet');
    expect(messageFrame(kept, { ...mark, direction: 'outbound' }).checksumOk).toBeNull();
  });

  it.each([
    [0x06, 'ACK'],
    [0x15, 'NAK'],
    [0x04, 'EOT'],
  ])('of the byte %d is called %s', (byte, control) => {
    expect(controlFrame(byte, mark)).toMatchObject({ bytes: Uint8Array.of(byte), fields: { control }, checksumOk: null });
  });

  it.each([
    ['noise', null],
    ['damaged', false],
    ['unreadable', true],
  ] as const)('of %s says its size and what its checksum was', (what, checksumOk) => {
    expect(noiseFrame({ what, size: 12 }, mark)).toMatchObject({ fields: { [what]: '12 bytes' }, checksumOk, bytes: new Uint8Array() });
  });
});

describe('the time that a terminal may work', () => {
  it('counts from when it was first met, by the clock that does not jump', async () => {
    const clock = new ManualClock();
    const work = new WorkTime(clock, 1_000);
    work.meet('a');
    await clock.advance(600);
    work.meet('a');
    expect([work.mayGoOn('a'), work.mayGoOn('b')]).toEqual([true, true]);
    await clock.advance(400);
    expect([work.mayGoOn('a'), work.mayGoOn('b')]).toEqual([false, true]);
  });

  it('forgets those long before, and never grows', () => {
    const work = new WorkTime({ monotonic: () => 0 }, 1_000);
    for (let index = 0; index < 1_000; index += 1) expect(work.mayGoOn(String(index))).toBe(true);
  });
});
