import { ManualClock, ScriptedWireHost, type DeviceLine } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { ACK_TIMEOUT_MS, ITEMS_LIMIT, KEEP_ALIVE_MS, NOISE_FRAMES, NOISE_LIMIT, RECEIVED_LIMIT } from './constants.ts';
import { Conversation } from './conversation.ts';
import { requestFields, serializePacket } from './serializer.ts';
import { replyFields } from './terminal-messages.ts';
import { approvalOf, PLACE, RecordedSession } from './testing/bench.ts';

const OPTIONS = { connectTimeoutMs: 1_000, idleTimeoutMs: null, keepAliveMs: KEEP_ALIVE_MS };
const ANSWER = serializePacket(replyFields(approvalOf({ operation: 1, transactionId: '123456789', amountMinor: 12345n } as never)));
const SALE = requestFields({ kind: 'sale', amountMinor: 12345n, transactionId: '123456789' }, { terminalId: '00123456', cashTime: '20260115120000' });
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

let clock: ManualClock;
let device: DeviceLine;
let session: RecordedSession;
let conversation: Conversation;
let isOver: () => boolean;
let heardByDevice: number[];

beforeEach(async () => {
  clock = new ManualClock();
  session = new RecordedSession();
  heardByDevice = [];
  const wires = new ScriptedWireHost(clock).attach(PLACE, (line) => {
    device = line;
    line.listen((said) => heardByDevice.push(...said));
  });
  isOver = () => wires.opened[0]?.line.over ?? false;
  const wire = await clock.complete(wires.connectTcp(PLACE, OPTIONS));
  conversation = new Conversation(wire, clock, session, 'tcp');
});

const next = (waitMs = 1_000) => clock.complete(conversation.next(waitMs));
const kinds = (): string[] => session.frames.map(({ fields }) => Object.keys(fields)[0] ?? '');

describe('what is heard', () => {
  it.each([
    [0x06, 'ack'],
    [0x15, 'nak'],
    [0x04, 'eot'],
  ] as const)('the byte %d is %s', async (byte, heard) => {
    device.send(bytes(byte));
    expect(await next()).toEqual({ heard });
  });

  it('things come one after the other, in their order', async () => {
    device.send(Uint8Array.from([0x06, ...ANSWER, 0x04]));
    expect([(await next()).heard, (await next()).heard, (await next()).heard, (await next()).heard]).toEqual(['ack', 'message', 'eot', 'silence']);
  });

  it('silence is heard after the wait, and not before', async () => {
    const startMs = clock.monotonic();
    expect(await next(7_000)).toEqual({ heard: 'silence' });
    expect(clock.monotonic() - startMs).toBe(7_000);
    expect(clock.pendingTimers).toBe(0);
  });

  it('a stop is heard at once, before and during the wait', async () => {
    const stop = new AbortController();
    const waiting = conversation.next(10_000, stop.signal);
    await clock.advance(100);
    stop.abort();
    expect(await waiting).toEqual({ heard: 'stop' });
    expect(await conversation.next(10_000, stop.signal)).toEqual({ heard: 'stop' });
    expect(clock.pendingTimers).toBe(0);
  });

  it('a message that is none of this protocol is unreadable, and kept without a byte of it', async () => {
    device.send(
      serializePacket([
        { number: 39, value: bytes(0x31) },
        { number: 39, value: bytes(0x31) },
      ]),
    );
    expect(await next()).toEqual({ heard: 'unreadable' });
    expect(session.frames.at(-1)).toMatchObject({ fields: { unreadable: '8 bytes' }, checksumOk: true, bytes: new Uint8Array() });
  });

  it('the end of the line is heard, and how it came', async () => {
    device.hangUp();
    expect(await next()).toMatchObject({ heard: 'over', end: { reason: 'closed_by_peer' } });
  });

  it('what came before a question is forgotten, and the end of the line is not', async () => {
    device.send(ANSWER);
    await clock.settle();
    device.break();
    await clock.settle();
    conversation.forget();
    expect(conversation.over).toMatchObject({ reason: 'broken' });
    expect(await next()).toMatchObject({ heard: 'over' });
  });
});

describe('what is said', () => {
  it('a message goes out whole, and is written down cleaned', async () => {
    await clock.complete(conversation.send(SALE));
    await clock.advance(1);
    expect(heardByDevice).toEqual([...serializePacket(SALE)]);
    expect(session.frames[0]).toMatchObject({ direction: 'outbound', channel: 'tcp', fields: { amount: '12345', operation: '1' }, checksumOk: null });
  });

  it.each([
    ['ack', 0x06],
    ['nak', 0x15],
    ['eot', 0x04],
  ] as const)('%s is one byte, and marks that something is on its way', async (control, byte) => {
    expect(conversation.saidSomething).toBe(false);
    conversation.say(control);
    await clock.advance(1);
    expect([heardByDevice, conversation.saidSomething]).toEqual([[byte], true]);
  });

  it('into a line that is over fails for a message, and is quiet for a byte', async () => {
    device.break();
    await clock.settle();
    conversation.say('ack');
    await expect(conversation.send(SALE)).rejects.toThrow();
  });
});

describe('what is not understood', () => {
  it('a damaged packet is asked for again', async () => {
    const damaged = Uint8Array.from(ANSWER);
    damaged[10] = (damaged[10] ?? 0) ^ 1;
    device.send(damaged);
    await clock.advance(10);
    expect(heardByDevice).toEqual([0x15]);
  });

  it('the rest of a packet is waited for as long as a byte may take, and then no longer', async () => {
    device.send(ANSWER.subarray(0, 30));
    await clock.advance(ACK_TIMEOUT_MS - 100);
    expect(heardByDevice).toEqual([]);
    device.send(ANSWER.subarray(30, 40));
    await clock.advance(ACK_TIMEOUT_MS - 100);
    expect(heardByDevice).toEqual([]);
    await clock.advance(200);
    expect(heardByDevice).toEqual([0x15]);
  });

  it(`noise is shown ${NOISE_FRAMES} times, then only counted`, async () => {
    for (let time = 0; time < NOISE_FRAMES + 20; time += 1) device.send(bytes(0x7e));
    await clock.advance(10);
    expect(kinds().filter((kind) => kind === 'noise')).toHaveLength(NOISE_FRAMES);
  });

  it.each([
    ['noise', NOISE_LIMIT, () => new Uint8Array(1_024).fill(0x7e)],
    ['things', ITEMS_LIMIT * 100, () => new Uint8Array(200).fill(0x06)],
    ['bytes', RECEIVED_LIMIT, () => Uint8Array.from([...Array<Uint8Array>(8).fill(ANSWER)].flatMap((packet) => [...packet]))],
  ])('too much of %s ends the line', async (_what, limit, piece) => {
    for (let sent = 0; sent <= limit + 4_096 && !isOver(); sent += piece().length) {
      device.send(piece());
      await clock.advance(1);
    }
    await clock.advance(1);
    expect(isOver()).toBe(true);
    let last = await next();
    for (let tries = 0; last.heard !== 'over' && tries < ITEMS_LIMIT * 2; tries += 1) last = await conversation.next(1);
    expect(last).toEqual({ heard: 'over', end: { reason: 'broken', detail: 'noise' } });
    await conversation.close();
    expect(clock.pendingTimers).toBe(0);
  });
});
