import { ManualClock, ScriptedWireHost, type DeviceLine } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { fromHex, joined, toHex } from './bcd.ts';
import { checksum } from './checksum.ts';
import { SENDS, T1_MS, T2_MS } from './constants.ts';
import { FrameReader, writeFrame } from './serial-frame.ts';
import { SerialLink } from './serial-link.ts';

describe('stuffing', () => {
  it.each(Array.from({ length: 256 }, (_, byte) => byte))('byte %i passes the line alone, doubled only where it is DLE', (byte) => {
    const apdu = Uint8Array.of(0x06, 0xd1, 0x02, 0x00, byte);
    const frame = writeFrame(apdu);
    expect(frame.length).toBe(apdu.length + 6 + (byte === 0x10 ? 1 : 0));
    expect(new FrameReader().push(frame)).toEqual([{ kind: 'frame', apdu }]);
  });

  it.each([
    ['DLE as the length', '040f10'],
    ['DLE as the instruction', '061000'],
    ['ETX after DLE', '06d1031003'],
    ['STX after DLE', '06d1031002'],
    ['nothing but DLE', '1010101010'],
    ['an acknowledgement inside', '06d1020615'],
  ])('%s is data and ends nothing', (_name, hex) => {
    const reader = new FrameReader();
    expect(reader.push(writeFrame(fromHex(hex)))).toEqual([{ kind: 'frame', apdu: fromHex(hex) }]);
    expect(reader.inFrame).toBe(false);
  });

  it('neither the doubled byte nor the frame counts in the checksum, but the ETX does', () => {
    // CRC-16/KERMIT of 05 01 00 03, by the proof vector of the specification.
    expect(toHex(Uint8Array.from(checksum(fromHex('050100'))))).toBe('1006');
    const [low, high] = checksum(fromHex('061000'));
    expect(toHex(writeFrame(fromHex('061000')))).toBe(`1002061010001003${toHex(Uint8Array.of(low, high))}`);
  });

  it.each([0x10, 0x03, 0x02, 0x06, 0x15])('a checksum that holds byte %i is read as two plain bytes', (wanted) => {
    const found = Array.from({ length: 4_096 }, (_, value) => Uint8Array.of(0x06, 0xd1, 0x02, value >> 8, value & 0xff)).filter((apdu) =>
      checksum(apdu).includes(wanted),
    );
    expect(found.length).toBeGreaterThan(0);
    for (const apdu of found)
      expect(new FrameReader().push(joined(writeFrame(apdu), Uint8Array.of(0x06)))).toEqual([{ kind: 'frame', apdu }, { kind: 'ack' }]);
  });
});

describe('the limits of the line', () => {
  let clock: ManualClock;
  let link: SerialLink;
  let device: DeviceLine;
  let heard: { readonly hex: string; readonly atMs: number }[];
  const ORDER = fromHex('06010a04000000001000490978');

  beforeEach(async () => {
    clock = new ManualClock();
    heard = [];
    const host = new ScriptedWireHost(clock).attach({ path: '/dev/ttyUSB0' }, (line) => {
      device = line;
      line.listen((bytes) => heard.push({ hex: toHex(bytes), atMs: clock.monotonic() }));
    });
    const options = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 2, openTimeoutMs: 0 } as const;
    link = new SerialLink(await host.connectSerial({ path: '/dev/ttyUSB0' }, options), clock, () => undefined);
  });

  it('T2: a frame that nobody acknowledges is sent again after it, three times in all, and then no more', async () => {
    const sent = link.send(ORDER).catch((error: unknown) => error);
    await clock.advance(T2_MS * (SENDS + 3));
    await sent;
    const times = heard.map(({ atMs }) => atMs);
    expect(times).toHaveLength(3);
    expect(times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0))).toEqual([5_000, 5_000]);
  });

  it.each([1, 2])('%i refusals are answered with the same frame at once, and the acknowledgement ends it', async (refusals) => {
    const sent = link.send(ORDER);
    for (let time = 0; time < refusals; time += 1) {
      await clock.advance(5);
      device.send(Uint8Array.of(0x15));
    }
    await clock.advance(5);
    device.send(Uint8Array.of(0x06));
    await clock.complete(sent);
    expect(heard.map(({ hex }) => hex)).toEqual(Array.from({ length: refusals + 1 }, () => toHex(writeFrame(ORDER))));
    expect(clock.monotonic()).toBeLessThan(T2_MS);
  });

  it('T1: a gap that is shorter breaks no frame, however often it comes', async () => {
    for (const byte of writeFrame(fromHex('060f00'))) {
      device.send(Uint8Array.of(byte));
      await clock.advance(T1_MS - 1);
    }
    expect(heard.map(({ hex }) => hex)).toEqual(['06']);
    expect(toHex((await link.next(0))!)).toBe('060f00');
  });

  it('T1: a longer one drops what came, so that the repetition is read whole', async () => {
    device.send(writeFrame(fromHex('060f00')).slice(0, 6));
    await clock.advance(T1_MS + 50);
    device.send(writeFrame(fromHex('060f00')));
    await clock.advance(5);
    expect(heard.map(({ hex }) => hex)).toEqual(['15', '06']);
    expect(await link.next(0)).not.toBeNull();
  });

  it('a stray acknowledgement between messages acknowledges nothing that comes later', async () => {
    device.send(Uint8Array.of(0x06));
    await clock.advance(5);
    const sent = link.send(ORDER).catch((error: unknown) => error);
    await clock.advance(T2_MS * (SENDS + 1));
    await sent;
    expect(heard).toHaveLength(SENDS);
  });
});
