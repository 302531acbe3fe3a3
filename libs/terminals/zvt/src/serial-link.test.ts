import { ManualClock, ScriptedWireHost, type DeviceLine } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { fromHex, toHex } from './bcd.ts';
import { LinkBroken, recorder } from './link.ts';
import { SerialLink } from './serial-link.ts';
import { writeFrame } from './serial-frame.ts';

const PORT = { path: '/dev/ttyS0' };
const COMPLETION = fromHex('060f00');

let clock: ManualClock;
let device: DeviceLine;
let heard: string[];
let link: SerialLink;

beforeEach(async () => {
  clock = new ManualClock();
  heard = [];
  const wires = new ScriptedWireHost(clock).attach(PORT, (line) => {
    device = line;
    line.listen((bytes) => heard.push(toHex(bytes)));
  });
  const wire = await wires.connectSerial(PORT, { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 2, openTimeoutMs: 0 });
  link = new SerialLink(
    wire,
    clock,
    recorder(
      'serial',
      clock,
      () => undefined,
      () => undefined,
    ),
  );
});

const ORDER = fromHex('06010704000000001000');
const frameHex = toHex(writeFrame(ORDER));

describe('a frame of ours', () => {
  it('is sent once where it is acknowledged', async () => {
    const sent = link.send(ORDER);
    await clock.advance(10);
    device.send(Uint8Array.of(0x06));
    await clock.complete(sent);
    expect(heard).toEqual([frameHex]);
  });

  it.each([
    ['refused', 0],
    ['left alone for T2', 5_000],
  ])('is repeated where it is %s, three times in all', async (_name, waitMs) => {
    const sent = link.send(ORDER).catch((error: unknown) => error);
    for (let time = 0; time < 3; time += 1) {
      await clock.advance(waitMs);
      if (waitMs === 0) device.send(Uint8Array.of(0x15));
    }
    expect(await clock.complete(sent)).toBeInstanceOf(LinkBroken);
    expect(heard).toEqual([frameHex, frameHex, frameHex]);
  });

  it.each([
    ['acknowledged', 0, '06'],
    ['refused, which may be noise', 0, '15'],
    ['left alone for T2', 5_000, null],
    ['answered, though its acknowledgement was lost', 0, toHex(writeFrame(fromHex('800000')))],
  ])('leaves a single time where it is an order, and is %s', async (_name, waitMs, word) => {
    const sent = link.send(ORDER, { once: true });
    await clock.advance(10);
    if (word !== null) device.send(fromHex(word));
    await clock.advance(waitMs + 1);
    await sent;
    expect(heard.filter((bytes) => bytes === frameHex)).toHaveLength(1);
    await clock.advance(30_000);
    expect(heard.filter((bytes) => bytes === frameHex)).toHaveLength(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it('waits for the one before it', async () => {
    const both = Promise.all([link.send(ORDER), link.send(COMPLETION)]);
    await clock.advance(10);
    expect(heard).toHaveLength(1);
    device.send(Uint8Array.of(0x06));
    await clock.advance(10);
    device.send(Uint8Array.of(0x06));
    await clock.complete(both);
    expect(heard).toEqual([frameHex, toHex(writeFrame(COMPLETION))]);
  });

  it('fails at once where the line is gone', async () => {
    const sent = link.send(ORDER).catch((error: unknown) => error);
    await clock.advance(10);
    device.break('EIO');
    expect(await clock.complete(sent)).toBeInstanceOf(LinkBroken);
    await expect(link.send(ORDER)).rejects.toThrow(LinkBroken);
    await expect(link.next(1_000)).rejects.toThrow(LinkBroken);
  });
});

describe('a frame of the terminal', () => {
  it('is acknowledged before anything is made of it', async () => {
    device.send(writeFrame(COMPLETION));
    await clock.advance(10);
    expect(heard).toEqual(['06']);
    expect(toHex((await link.next(0))!)).toBe('060f00');
  });

  it('that comes again because our acknowledgement was lost is acknowledged again and heard once', async () => {
    device.send(writeFrame(COMPLETION));
    await clock.advance(5_000);
    device.send(writeFrame(COMPLETION));
    await clock.advance(10);
    expect(heard).toEqual(['06', '06']);
    expect(await link.next(0)).not.toBeNull();
    const second = link.next(100);
    expect(await clock.complete(second)).toBeNull();
  });

  it('that says the same after a word of ours is a new one', async () => {
    device.send(writeFrame(COMPLETION));
    await clock.advance(10);
    const answer = link.send(fromHex('800000'));
    await clock.advance(10);
    device.send(Uint8Array.of(0x06));
    await clock.complete(answer);
    device.send(writeFrame(COMPLETION));
    await clock.advance(10);
    expect(await link.next(0)).not.toBeNull();
    expect(await link.next(0)).not.toBeNull();
  });

  it('that is damaged is refused, and heard when it comes whole', async () => {
    const frame = writeFrame(COMPLETION);
    device.send(Uint8Array.from(frame, (byte, index) => (index === 3 ? byte ^ 1 : byte)));
    device.send(frame);
    await clock.advance(10);
    expect(heard).toEqual(['15', '06']);
    expect(await link.next(0)).not.toBeNull();
  });

  it('whose end is lost is refused after T1', async () => {
    device.send(writeFrame(COMPLETION).slice(0, 4));
    await clock.advance(900);
    expect(heard).toEqual([]);
    await clock.advance(200);
    expect(heard).toEqual(['15']);
    device.send(writeFrame(COMPLETION));
    await clock.advance(10);
    expect(await link.next(0)).not.toBeNull();
  });
});

it('nothing in time is null, and a closed link ends', async () => {
  expect(await clock.complete(link.next(100))).toBeNull();
  await link.close();
  await expect(link.next(100)).rejects.toThrow(LinkBroken);
});
