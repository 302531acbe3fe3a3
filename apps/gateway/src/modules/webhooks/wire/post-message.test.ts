import { systemClock } from '@payport/terminals-transports';
import { ManualClock } from '@payport/testing';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { POST_LIMIT_MS, postMessage, type PostAnswer } from './post-message.ts';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** A receiver of its own. @returns its port */
async function receiver(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  closers.push(() => (server.closeAllConnections(), server.close()));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function rawReceiver(talk: (socket: net.Socket) => void): Promise<number> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => (sockets.add(socket), socket.on('error', () => undefined), talk(socket))).listen(0, '127.0.0.1');
  closers.push(() => (sockets.forEach((socket) => socket.destroy()), server.close()));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

interface Sent {
  readonly addresses?: readonly string[];
  readonly clock?: ManualClock;
  readonly signal?: AbortSignal;
}
const post = (url: string, { addresses = ['127.0.0.1'], clock, signal = new AbortController().signal }: Sent = {}): Promise<PostAnswer> =>
  postMessage(clock ?? systemClock)(
    { url: new URL(url), addresses, headers: { 'content-type': 'application/json', 'webhook-id': 'a' }, body: '{"ю":1}' },
    signal,
  );

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += String(part);
  return text;
}

describe('a message', () => {
  it('goes to the checked address, whatever the name stands for now, under the name', async () => {
    const seen: unknown[] = [];
    const port = await receiver((request, response) => {
      void bodyOf(request).then((body) => {
        seen.push([request.method, request.url, request.headers.host, request.headers['webhook-id'], body]);
        response.writeHead(204).end();
      });
    });
    expect(await post(`http://rebound.invalid:${port}/hook?a=1`)).toEqual({ kind: 'answered', status: 204 });
    expect(seen).toEqual([['POST', '/hook?a=1', `rebound.invalid:${port}`, 'a', '{"ю":1}']]);
  });

  it('goes nowhere where no address was checked', async () => {
    const port = await receiver((_request, response) => response.end());
    expect(await post(`http://localhost:${port}/`, { addresses: [] })).toEqual({ kind: 'failed', why: 'connection' });
  });

  it('does not follow a redirect', async () => {
    let others = 0;
    const other = await receiver((_request, response) => ((others += 1), response.end()));
    for (const status of [301, 302, 303, 307, 308]) {
      const port = await receiver((_request, response) => response.writeHead(status, { location: `http://127.0.0.1:${other}/` }).end());
      expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ kind: 'answered', status });
    }
    expect(others).toBe(0);
  });

  it.each([
    ['says nothing', ''],
    ['sends half a head', 'HTTP/1.1 200 OK\r\nX-Slow: '],
    ['sends preliminary answers only', 'HTTP/1.1 102 Processing\r\n\r\n'],
  ])('is given up after the limit where the receiver %s', async (_what, words) => {
    const clock = new ManualClock();
    let heard = (): void => undefined;
    const connected = new Promise<void>((resolve) => (heard = resolve));
    const port = await rawReceiver((socket) => socket.once('data', () => (socket.write(words), heard())));
    const answer = post(`http://127.0.0.1:${port}/`, { clock });
    await connected;
    await clock.advance(POST_LIMIT_MS - 1);
    expect(clock.pendingTimers).toBe(1);
    await clock.advance(1);
    expect(await answer).toEqual({ kind: 'failed', why: 'time-limit' });
    expect(clock.pendingTimers).toBe(0);
  });

  it('counts as answered where the head came and the body never ends, without keeping what is sent', async () => {
    const port = await rawReceiver((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
        const pour = (): void => void (socket.writable && socket.write(`1000\r\n${'x'.repeat(4096)}\r\n`, pour));
        pour();
      });
    });
    expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ kind: 'answered', status: 200 });
  });

  it.each([
    ['hangs up', ''],
    ['speaks something else', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['changes the protocol', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'],
  ])('fails where the receiver %s', async (_what, words) => {
    const port = await rawReceiver((socket) => socket.once('data', () => socket.end(words)));
    expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ kind: 'failed', why: 'connection' });
  });

  it('fails where nobody listens, and where TLS is not spoken', async () => {
    const port = await rawReceiver((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    expect(await post(`https://127.0.0.1:${port}/`)).toEqual({ kind: 'failed', why: 'tls' });
    closers.splice(0).forEach((close) => close());
    expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ kind: 'failed', why: 'connection' });
  });

  it('ends when the gateway stops, also before it began', async () => {
    const stop = new AbortController();
    const port = await rawReceiver((socket) => socket.once('data', () => stop.abort()));
    expect(await post(`http://127.0.0.1:${port}/`, { signal: stop.signal })).toEqual({ kind: 'failed', why: 'stopped' });
    expect(await post(`http://127.0.0.1:${port}/`, { signal: stop.signal })).toEqual({ kind: 'failed', why: 'stopped' });
  });
});
