import { WireOver, WireRefused, type Wire } from '@payport/terminals-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../manual-clock.ts';
import { passLine } from './line-faults.ts';
import type { DeviceLine } from './scripted-line.ts';
import { ScriptedWireHost } from './scripted-wire-host.ts';

const PLACE = { host: '10.0.0.5', port: 20007 };
const OPTIONS = { connectTimeoutMs: 1_000, idleTimeoutMs: null, keepAliveMs: 5_000 };
const SERIAL = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, openTimeoutMs: 0 } as const;
const hex = (pieces: readonly Uint8Array[]): string[] => pieces.map((piece) => Buffer.from(piece).toString('hex'));
const bytes = (text: string): Buffer => Buffer.from(text, 'hex');

let clock: ManualClock;
let host: ScriptedWireHost;
let device: DeviceLine;
let heard: Buffer[];

beforeEach(() => {
  clock = new ManualClock();
  heard = [];
  host = new ScriptedWireHost(clock).attach(PLACE, (line) => {
    device = line;
    line.listen((chunk) => heard.push(Buffer.from(chunk)));
  });
});

function hear(wire: Wire): Buffer[] {
  const got: Buffer[] = [];
  wire.listen((chunk) => got.push(Buffer.from(chunk)));
  return got;
}

describe('a scripted wire', () => {
  it('carries bytes both ways and keeps what each side sent', async () => {
    const wire = await host.connectTcp(PLACE, OPTIONS);
    const got = hear(wire);
    await wire.send(bytes('060100'));
    device.send(bytes('800000'));
    await clock.advance(0);
    expect(hex(heard)).toEqual(['060100']);
    expect(hex(got)).toEqual(['800000']);
    expect(host.opened[0]?.line.log.map(({ from }) => from)).toEqual(['us', 'device']);
  });

  it('delivers late, in pieces and in order', async () => {
    host.faults.toUs = { sliceTo: 2, gapMs: 10, delayMs: 100 };
    const wire = await host.connectTcp(PLACE, OPTIONS);
    const got = hear(wire);
    device.send(bytes('0102030405'));
    device.send(bytes('06'));
    await clock.advance(99);
    expect(got).toEqual([]);
    await clock.advance(11);
    expect(hex(got)).toEqual(['0102', '0304']);
    await clock.advance(20);
    expect(hex(got)).toEqual(['0102', '0304', '05', '06']);
  });

  it('breaks at a byte, and loses what comes after', async () => {
    host.faults.toUs = { cutAt: 2 };
    const wire = await host.connectTcp(PLACE, OPTIONS);
    const got = hear(wire);
    device.send(bytes('010203'));
    await clock.advance(0);
    expect(hex(got)).toEqual(['0102']);
    expect((await wire.ended).reason).toBe('broken');
    await expect(wire.send(bytes('00'))).rejects.toThrow(WireOver);
  });

  it('lets everything arrive before a hang-up, and nothing after a break', async () => {
    const wire = await host.connectTcp(PLACE, OPTIONS);
    const got = hear(wire);
    device.send(bytes('01'));
    device.hangUp();
    await clock.advance(0);
    expect(hex(got)).toEqual(['01']);
    expect((await wire.ended).reason).toBe('closed_by_peer');
    const second = await host.connectTcp(PLACE, OPTIONS);
    const lost = hear(second);
    device.send(bytes('01'));
    device.break();
    await clock.advance(0);
    expect(lost).toEqual([]);
  });

  it('is idle after its limit without a byte either way', async () => {
    const wire = await host.connectTcp(PLACE, { ...OPTIONS, idleTimeoutMs: 1_000 });
    await clock.advance(900);
    await wire.send(bytes('05'));
    await clock.advance(900);
    expect(host.opened[0]?.line.over).toBe(false);
    await clock.advance(100);
    expect((await wire.ended).reason).toBe('idle');
  });

  it('is refused where nobody listens, and by script', async () => {
    await expect(host.connectTcp({ ...PLACE, port: 1 }, OPTIONS)).rejects.toThrow(WireRefused);
    await expect(host.refuseNext('ETIMEDOUT').connectTcp(PLACE, OPTIONS)).rejects.toThrow('ETIMEDOUT');
    await expect(host.connectTcp(PLACE, OPTIONS)).resolves.toBeDefined();
  });

  it('gives a serial port to one opener, until it is closed or unplugged', async () => {
    const port = { path: '/dev/ttyS9' };
    host.attach(port, () => undefined);
    const first = await host.connectSerial(port, SERIAL);
    await expect(host.connectSerial(port, SERIAL)).rejects.toThrow(WireRefused);
    first.close();
    const second = await host.connectSerial(port, SERIAL);
    host.detach(port);
    expect((await second.ended).reason).toBe('broken');
    await expect(host.connectSerial(port, SERIAL)).rejects.toThrow(WireRefused);
  });
});

it.each([
  ['nothing', {}, ['0a0b0c']],
  ['slices of one byte', { sliceTo: 1 }, ['0a', '0b', '0c']],
  ['a lost byte', { dropAt: [11] }, ['0a0c']],
  ['a turned bit', { flipAt: 12 }, ['0a0b0d']],
  ['a piece twice', { sliceTo: 2, duplicateAt: 11 }, ['0a0b', '0a0b', '0c']],
  ['noise before a byte', { garbage: { at: 11, bytes: bytes('ffee') } }, ['0affee0b0c']],
  ['a parting', { splitAt: 11 }, ['0a', '0b0c']],
  ['a parting where it begins', { splitAt: 10 }, ['0a0b0c']],
  ['a silent loss of its end', { lostFrom: 11 }, ['0a']],
  ['a silent loss of all', { lostFrom: 3 }, []],
  ['a cut', { cutAt: 11 }, ['0a']],
  ['silence from a byte on', { deadFrom: 11 }, ['0a']],
  ['a cut elsewhere', { cutAt: 13 }, ['0a0b0c']],
])('a line with %s passes what it says', (_name, faults, pieces) => {
  expect(hex(passLine(bytes('0a0b0c'), 10, faults).pieces)).toEqual(pieces);
});
