import { execFileSync } from 'node:child_process';
import { SerialPair } from '@payport/testing';
import { WireOver, type SerialOptions, type Wire } from '@payport/terminals-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeWireHost } from '../tcp/node-wire-host.ts';

const OPTIONS: SerialOptions = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 2, openTimeoutMs: 0 };
const host = new NodeWireHost();
const open: Wire[] = [];
let pair: SerialPair;

beforeEach(async () => {
  pair = await SerialPair.plugged();
});

afterEach(async () => {
  for (const wire of open.splice(0)) {
    wire.close();
    await wire.ended;
  }
  await pair.end();
});

async function port(path: string, options: Partial<SerialOptions> = {}): Promise<Wire> {
  const wire = await host.connectSerial({ path }, { ...OPTIONS, ...options });
  open.push(wire);
  return wire;
}

const received = (wire: Wire, count: number): Promise<Buffer> =>
  new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    const stop = wire.listen((more) => {
      bytes = Buffer.concat([bytes, more]);
      if (bytes.length < count) return;
      stop();
      resolve(bytes);
    });
  });

describe('a serial wire', () => {
  it('carries every byte value both ways, unchanged', async () => {
    const [ours, theirs] = [await port(pair.ours), await port(pair.theirs)];
    const all = Buffer.from(Array.from({ length: 256 }, (_, value) => value));
    const there = received(theirs, 256);
    await ours.send(all);
    expect(await there).toEqual(all);
    const back = received(ours, 256);
    await theirs.send(all);
    expect(await back).toEqual(all);
  });

  it('says that we closed it, and sends nothing more', async () => {
    const wire = await port(pair.ours);
    wire.close();
    wire.close();
    expect(await wire.ended).toEqual({ reason: 'closed_by_us', detail: null });
    await expect(wire.send(Buffer.from('x'))).rejects.toThrow(WireOver);
  });

  it('ends as broken when the adapter is pulled out', async () => {
    const wire = await port(pair.ours);
    await pair.unplug();
    const end = await wire.ended;
    expect(end.reason).toBe('broken');
    expect(end.detail).not.toBeNull();
    await expect(wire.send(Buffer.from('x'))).rejects.toThrow(WireOver);
  });

  it('belongs to one opener at a time', async () => {
    const first = await port(pair.ours);
    await expect(port(pair.ours)).rejects.toMatchObject({ name: 'WireRefused', trouble: 'port_held' });
    first.close();
    await first.ended;
    await expect(port(pair.ours)).resolves.toBeDefined();
  });

  it('waits for a port that is still held, as long as it may', async () => {
    const first = await port(pair.ours);
    const second = port(pair.ours, { openTimeoutMs: 10_000 });
    first.close();
    await expect(second).resolves.toBeDefined();
  });

  it('opens a port that is plugged in again', async () => {
    const before = await port(pair.ours);
    await pair.unplug();
    await before.ended;
    const after = port(pair.ours, { openTimeoutMs: 10_000 });
    await pair.plug();
    const [ours, theirs] = [await after, await port(pair.theirs)];
    const there = received(theirs, 1);
    await ours.send(Buffer.from([0x05]));
    expect(await there).toEqual(Buffer.from([0x05]));
  });

  it('says that nothing was sent where there is no such port', async () => {
    const started = performance.now();
    await expect(port(`${pair.ours}-none`, { openTimeoutMs: 250 })).rejects.toMatchObject({ name: 'WireRefused', trouble: 'port_missing' });
    expect(performance.now() - started).toBeGreaterThanOrEqual(245);
  });

  it('sets speed and stop bits on the line', async () => {
    await port(pair.ours, { baudRate: 115_200, stopBits: 2 });
    const settings = execFileSync('stty', ['-F', pair.ours, '-a'], { encoding: 'utf8' });
    expect(settings).toContain('speed 115200 baud');
    expect(settings).toMatch(/(^| )cstopb/);
    expect(settings).toMatch(/-crtscts/);
  });
});

it.each([
  ['path', '', {}],
  ['baudRate', '/dev/null', { baudRate: 12_345 }],
  ['dataBits', '/dev/null', { dataBits: 9 as 8 }],
  ['parity', '/dev/null', { parity: 'mark' as 'none' }],
  ['stopBits', '/dev/null', { stopBits: 1.5 as 1 }],
  ['openTimeoutMs', '/dev/null', { openTimeoutMs: -1 }],
])('names a wrong %s before it opens anything', async (name, path, wrong) => {
  await expect(host.connectSerial({ path }, { ...OPTIONS, ...wrong })).rejects.toThrow(new RegExp(`^${name} `));
});
