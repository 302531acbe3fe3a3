import { ManualClock } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { FIELD } from './constants.ts';
import type { ReadMessage } from './messages.ts';
import { hostReplyFields, requestFields, serializePacket, serializePart } from './serializer.ts';
import { TerminalLine } from './terminal-line.ts';
import { readRequest, waitFields, wishFields } from './terminal-messages.ts';

const SENDER = { terminalId: '00123456', cashTime: '20260115120000' };
const SALE = serializePacket(requestFields({ kind: 'sale', amountMinor: 12_345n, transactionId: '123456789' }, SENDER));
const ACK = Buffer.of(0x06);
const NAK = Buffer.of(0x15);

let clock: ManualClock;
let sent: Buffer[];
let say: (bytes: Uint8Array) => void;
let requests: ReadMessage[];
let eots: number;
let line: TerminalLine;

beforeEach(() => {
  clock = new ManualClock();
  sent = [];
  requests = [];
  eots = 0;
  line = new TerminalLine({ send: (bytes) => void sent.push(Buffer.from(bytes)), listen: (listener) => (say = listener) }, clock, {
    request: (read) => void requests.push(read),
    eot: () => (eots += 1),
  });
});

const starts = (): number[] => sent.map((bytes) => bytes[0] ?? 0);

describe('what a terminal hears', () => {
  it('is acknowledged when it is whole, however it came, and read', () => {
    for (const byte of SALE) say(Uint8Array.of(byte));
    expect(sent).toEqual([ACK]);
    expect(requests.map(({ message }) => readRequest(message))).toEqual([
      expect.objectContaining({ kind: 'sale', amountMinor: 12_345n, transactionId: '123456789' }),
    ]);
  });

  it('is asked for again when it is damaged', () => {
    const broken = Buffer.from(SALE);
    broken[10] = (broken[10] ?? 0) ^ 1;
    say(broken);
    expect(sent).toEqual([NAK]);
    expect(requests).toEqual([]);
  });

  it('is given up where its rest does not come', async () => {
    say(SALE.subarray(0, 20));
    await clock.advance(6_000);
    say(SALE);
    expect(requests).toHaveLength(1);
  });

  it('may be the end of the exchange', () => {
    say(Uint8Array.of(0x04));
    expect(eots).toBe(1);
  });

  it('is joined from parts', () => {
    say(serializePart(1, SALE.subarray(3, 20)));
    say(serializePart(0, SALE.subarray(20, -2)));
    expect(requests).toHaveLength(1);
  });
});

describe('what a terminal says', () => {
  it('is taken once it is acknowledged', async () => {
    const sending = line.send(waitFields('00123456'));
    say(ACK);
    expect(await sending).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  it('is said three times, after a refusal at once and after silence in time', async () => {
    const sending = line.send(waitFields('00123456'));
    say(NAK);
    await clock.settle();
    expect(sent).toHaveLength(2);
    expect(await clock.complete(sending)).toBe(false);
    expect(sent).toHaveLength(3);
    expect(clock.monotonic()).toBeLessThanOrEqual(10_200);
  });

  it('may need no acknowledgement', () => {
    line.tell(waitFields('00123456'));
    expect(starts()).toEqual([0x02]);
  });

  it('stops when the line is gone', async () => {
    const sending = line.send(waitFields('00123456'));
    line.end();
    expect(await sending).toBe(false);
    line.tell(waitFields('00123456'));
    expect(sent).toHaveLength(1);
  });
});

describe('a wish', () => {
  const wish = wishFields({ wish: 'read' }, '00123456');
  const reply = serializePacket(hostReplyFields({ command: 17, status: 0, data: Buffer.from('abc') }, SENDER));

  it('gets its reply', async () => {
    const wishing = line.wish(wish);
    say(ACK);
    await clock.settle();
    say(reply);
    const read = await wishing;
    expect(read?.message.commandStatus).toBe(0);
    expect(Buffer.from(read?.passing ?? []).toString()).toBe('abc');
    expect(requests).toEqual([]);
  });

  it('gets none where nobody took it, or nobody answers', async () => {
    expect(await clock.complete(line.wish(wish))).toBeNull();
    const second = line.wish(wish);
    say(ACK);
    expect(await clock.complete(second)).toBeNull();
  });

  it('names place and bytes as the protocol does', () => {
    const open = wishFields({ wish: 'open', host: '10.0.0.1', port: 443 }, '00123456');
    expect(Buffer.from(open.find(({ number }) => number === FIELD.data)?.value ?? []).toString('latin1')).toBe('10.0.0.1;443\0');
  });
});
