import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FaultProxy } from './fault-proxy.ts';

/** A server that sends everything back, behind the line. */
let echo: Server;
let proxy: FaultProxy;
let ends: string[];
beforeEach(async () => {
  ends = [];
  echo = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', (error: NodeJS.ErrnoException) => ends.push(String(error.code)));
    socket.on('end', () => {
      ends.push('end');
      socket.end();
    });
    socket.on('data', (chunk) => socket.write(chunk));
  });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  proxy = await FaultProxy.start(() => (echo.address() as AddressInfo).port);
});
afterEach(async () => {
  await proxy.close();
  echo.close();
});

async function call(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

async function hear(socket: Socket, count: number): Promise<string> {
  let heard = '';
  while (heard.length < count) heard += String((await once(socket, 'data'))[0]);
  return heard;
}

describe('a line between two programs', () => {
  it('carries both ways, and the end of the connection', async () => {
    const socket = await call();
    socket.end('hello');
    expect(await hear(socket, 5)).toBe('hello');
    await once(socket, 'close');
    expect(ends).toEqual(['end']);
  });

  it('damages each direction by itself', async () => {
    proxy.faults = { up: { flipAt: 1 }, down: { dropNth: 4 } };
    const socket = await call();
    socket.write('ABCDEFGH');
    expect(await hear(socket, 6)).toBe('ACCEFG');
    socket.destroy();
  });

  it('keeps the order of late pieces', async () => {
    proxy.faults = { up: { sliceTo: 1, latencyMs: 1, jitterMs: 5 } };
    const socket = await call();
    socket.write('ABCDEFGHIJ');
    expect(await hear(socket, 10)).toBe('ABCDEFGHIJ');
    socket.destroy();
  });

  it('stalls at an offset: what comes before arrives, the rest never', async () => {
    proxy.faults = { up: { stallAt: 3 } };
    const socket = await call();
    socket.write('ABCDE');
    expect(await hear(socket, 3)).toBe('ABC');
    // The same connection's other direction still ends in order, so that nothing more was on its way.
    const rest: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => rest.push(chunk));
    socket.end();
    await once(socket, 'close');
    expect(Buffer.concat(rest).toString()).toBe('');
  });

  it('resets at an offset, on both sides', async () => {
    proxy.faults = { down: { resetAt: 2 } };
    const socket = await call();
    let heard = '';
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    // Node reads a reset that comes together with bytes as an end; the other side sees it plainly.
    socket.on('error', () => undefined);
    const closed = once(socket, 'close');
    socket.write('ABCDE');
    await closed;
    expect(heard).toBe('AB');
    await expect.poll(() => ends).toEqual(['ECONNRESET']);
    expect(proxy.connections).toBe(0);
  });

  it('swallows while it is black, on new connections as well, and carries again afterwards', async () => {
    const old = await call();
    old.write('A');
    expect(await hear(old, 1)).toBe('A');
    proxy.blackhole(true);
    const taken = await call();
    taken.write('lost');
    old.write('lost');
    // A reset is what ends it: nobody on such a line learns anything by itself.
    const gone = Promise.all([once(taken, 'error'), once(old, 'error')]);
    proxy.reset();
    await gone;
    proxy.blackhole(false);
    const next = await call();
    next.write('B');
    expect(await hear(next, 1)).toBe('B');
    next.destroy();
  });
});
