import { createLogger } from '@payport/logging';
import fastify from 'fastify';
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { connectionsAllowed, limitConnections, openFilesLimit, TOLD } from './connection-limit.ts';

const sockets: Socket[] = [];
const app = fastify();
limitConnections(app, 2, createLogger({ level: 'silent', service: 'test' }));
app.get('/', () => 'yes');

async function caller(): Promise<Socket> {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

/** What comes back until the line ends or holds a body. */
async function ask(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => (text += String(chunk)));
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await expect.poll(() => text).toMatch(/\r\n\r\n./);
  return text;
}

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

describe('callers', () => {
  it('may have half of what the process may open, and never fewer than a few', () => {
    expect([connectionsAllowed(1_024), connectionsAllowed(65_536), connectionsAllowed(10)]).toEqual([512, 32_768, TOLD]);
    expect(openFilesLimit()).toBeGreaterThan(0);
  });

  it('above the limit are told "not now" and sent away; the others are served on', async () => {
    await app.listen({ port: 0, host: '127.0.0.1' });
    const first = await caller();
    await caller();
    expect(await ask(first)).toContain('200 OK');
    const above = await caller();
    const told = await ask(above);
    expect(told).toContain('503');
    expect(told.toLowerCase()).toContain('retry-after: 5');
    expect(told).toContain('"code":"unavailable"');
    await expect.poll(() => above.closed).toBe(true);
    expect(await ask(first)).toContain('200 OK');
  });

  it('are served again when others have gone', async () => {
    await expect.poll(async () => ask(await caller())).toContain('200 OK');
    await app.close();
  });
});
