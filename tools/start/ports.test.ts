import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { freePort, isPortFree } from './ports.mjs';

describe('a free port', () => {
  const listening = (host: string, port = 0) =>
    new Promise<{ port: number; close: () => void }>((resolve) => {
      const server = createServer();
      server.listen(port, host, () => resolve({ port: (server.address() as { port: number }).port, close: () => server.close() }));
    });

  it.each(['127.0.0.1', '0.0.0.0'])('is not one that another program has on %s', async (host) => {
    const other = await listening(host);
    expect(await isPortFree(other.port)).toBe(false);
    const next = await freePort(other.port);
    expect(next).toBeGreaterThan(other.port);
    expect(await isPortFree(next)).toBe(true);
    other.close();
  });

  it('is not one that we have already given to another part', async () => {
    const wanted = await freePort(0);
    expect(await freePort(wanted, { except: [wanted] })).toBeGreaterThan(wanted);
  });
});
