import { WireOver, WireRefused, type TcpOptions, type Wire } from '@payport/terminals-core';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NodeWireHost } from './node-wire-host.ts';

const OPTIONS: TcpOptions = { connectTimeoutMs: 2_000, idleTimeoutMs: null, keepAliveMs: 1_000 };
const host = new NodeWireHost();
let server: Server;
let port: number;
let accepted: Promise<Socket>;

beforeEach(async () => {
  server = createServer();
  accepted = once(server, 'connection').then(([socket]) => socket as Socket);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});

afterEach(async () => {
  server.close();
  const socket = await Promise.race([accepted, Promise.resolve(null)]);
  socket?.destroy();
});

const open = (options: Partial<TcpOptions> = {}): Promise<Wire> => host.connectTcp({ host: '127.0.0.1', port }, { ...OPTIONS, ...options });

const nextText = (wire: Wire): Promise<string> =>
  new Promise((resolve) => {
    const stop = wire.listen((bytes) => {
      stop();
      resolve(Buffer.from(bytes).toString('latin1'));
    });
  });

it('carries bytes both ways and says that we closed it', async () => {
  const wire = await open();
  const device = await accepted;
  const atDevice = once(device, 'data');
  const answer = nextText(wire);
  await wire.send(Buffer.from('ENQ'));
  expect(String((await atDevice)[0])).toBe('ENQ');
  device.write('ACK');
  expect(await answer).toBe('ACK');
  wire.close();
  expect(await wire.ended).toEqual({ reason: 'closed_by_us', detail: null });
});

it('is over for us only when it is for a peer that closes, and after half a second for one that does not', async () => {
  for (const closes of [true, false]) {
    const halves = createServer({ allowHalfOpen: true });
    const half = once(halves, 'connection').then(([socket]) => socket as Socket);
    halves.listen(0, '127.0.0.1');
    await once(halves, 'listening');
    const wire = await host.connectTcp({ host: '127.0.0.1', port: (halves.address() as AddressInfo).port }, OPTIONS);
    const device = await half;
    device.resume();
    const heard = once(device, 'end');
    const over: string[] = [];
    const ended = wire.ended.then(({ reason }) => void over.push(reason));
    wire.close();
    await heard;
    await expect(wire.send(Buffer.from('x'))).rejects.toThrow(WireOver);
    expect(over).toEqual([]);
    if (closes) device.end();
    await ended;
    expect(over).toEqual(['closed_by_us']);
    device.destroy();
    halves.close();
  }
});

it('tells a peer that hangs up from one that resets', async () => {
  const politely = await open();
  (await accepted).end();
  expect((await politely.ended).reason).toBe('closed_by_peer');

  accepted = once(server, 'connection').then(([socket]) => socket as Socket);
  const rudely = await open();
  (await accepted).resetAndDestroy();
  expect(await rudely.ended).toEqual({ reason: 'broken', detail: 'ECONNRESET' });
});

it('takes a wire without any byte for broken after the idle limit', async () => {
  const wire = await open({ idleTimeoutMs: 30 });
  expect((await wire.ended).reason).toBe('idle');
});

it('refuses to send on a wire that is over', async () => {
  const wire = await open();
  wire.close();
  await wire.ended;
  await expect(wire.send(Buffer.from('x'))).rejects.toThrow(WireOver);
});

it('says that nothing was sent when no connection came to stand', async () => {
  await new Promise((resolve) => server.close(resolve));
  await expect(open()).rejects.toThrow(WireRefused);
});

it.each([
  ['port', { host: '127.0.0.1', port: 0 }, OPTIONS],
  ['port', { host: '127.0.0.1', port: 70_000 }, OPTIONS],
  ['host', { host: '', port: 8888 }, OPTIONS],
  ['connectTimeoutMs', { host: '127.0.0.1', port: 8888 }, { ...OPTIONS, connectTimeoutMs: 0 }],
  ['idleTimeoutMs', { host: '127.0.0.1', port: 8888 }, { ...OPTIONS, idleTimeoutMs: -1 }],
  ['keepAliveMs', { host: '127.0.0.1', port: 8888 }, { ...OPTIONS, keepAliveMs: 1.5 }],
  ['keepAliveMs', { host: '127.0.0.1', port: 8888 }, { ...OPTIONS, keepAliveMs: 5_001 }],
])('names a wrong %s before it opens anything', async (name, place, options) => {
  await expect(host.connectTcp(place, options)).rejects.toThrow(name);
});
