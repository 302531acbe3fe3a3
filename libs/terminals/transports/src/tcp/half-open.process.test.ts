import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { KEEP_ALIVE_LIMIT_MS, type TcpOptions, type Wire } from '@payport/terminals-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeWireHost } from './node-wire-host.ts';

const OPTIONS: TcpOptions = { connectTimeoutMs: 2_000, idleTimeoutMs: null, keepAliveMs: KEEP_ALIVE_LIMIT_MS };
const NOTICED_MS = 20_000;
const run = promisify(execFile);
const host = new NodeWireHost();
let server: Server;
let wire: Wire;
let device: Socket;

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  wire.close();
  await wire.ended;
  device.destroy();
  server.close();
});

async function connect(options: Partial<TcpOptions> = {}): Promise<void> {
  const accepted = once(server, 'connection');
  wire = await host.connectTcp({ host: '127.0.0.1', port: portOf() }, { ...OPTIONS, ...options });
  [device] = (await accepted) as [Socket];
}
const portOf = (): number => (server.address() as AddressInfo).port;

/** A network of its own is made by root, and by a user where the system lets one make a name space. */
const OWN_NETWORK = [['-n'], ['-Urn']];
const ownNetwork = (): readonly string[] | null =>
  OWN_NETWORK.find((args) => {
    try {
      execFileSync('unshare', [...args, 'ip', 'link', 'set', 'lo', 'up'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }) ?? null;

describe('a peer that vanishes without a word', () => {
  it('is noticed within 20 s', async () => {
    await connect();
    const network = ownNetwork();
    if (network === null) {
      // Where no network can be taken down, what leads to the same is looked at: when the system asks first, and what it was told.
      process.stderr.write('No network name space here: the settings of keep-alive are tested instead of a vanished peer.\n');
      expect(KEEP_ALIVE_LIMIT_MS + 10 * 1_000).toBeLessThan(NOTICED_MS);
      expect(keepAliveDueMs()).toBeLessThanOrEqual(KEEP_ALIVE_LIMIT_MS);
      return;
    }
    const script = path.resolve(import.meta.dirname, '../testing/vanished-peer.ts');
    const { stdout } = await run('unshare', [...network, process.execPath, '--import', 'tsx', script], { timeout: 50_000 });
    const end = JSON.parse(stdout) as { readonly reason: string; readonly detail: string; readonly tookMs: number };
    expect(end).toMatchObject({ reason: 'broken', detail: 'ETIMEDOUT' });
    expect(end.tookMs).toBeLessThan(NOTICED_MS);
    // Noticed by asking, and not because the socket was told.
    expect(end.tookMs).toBeGreaterThan(KEEP_ALIVE_LIMIT_MS);
  }, 60_000);

  it('is asked for the first time after the keep-alive delay: the system’s own timer says so', async () => {
    await connect();
    const dueMs = keepAliveDueMs();
    expect(dueMs).toBeGreaterThan(KEEP_ALIVE_LIMIT_MS - 3_000);
    expect(dueMs).toBeLessThanOrEqual(KEEP_ALIVE_LIMIT_MS);
  });

  it('but whose system still answers keep-alive is noticed by the idle limit, where one is set', async () => {
    await connect({ idleTimeoutMs: 200 });
    device.pause();
    expect((await wire.ended).reason).toBe('idle');
  });

  it('does not hang a sender: bytes that nobody takes are handed to the system, and every one ends with the wire', async () => {
    await connect();
    device.pause();
    const sends = Array.from({ length: 64 }, () =>
      wire.send(new Uint8Array(65_536)).then(
        () => 'sent',
        () => 'refused',
      ),
    );
    wire.close();
    expect(await wire.ended).toMatchObject({ reason: 'closed_by_us' });
    expect(await Promise.all(sends)).toHaveLength(64);
  });

  it('while we send is told as broken when the system hears that nobody is there any more', async () => {
    await connect();
    device.resetAndDestroy();
    await wire.ended;
    await expect(wire.send(Uint8Array.of(1))).rejects.toThrow('over');
  });
});

/** Time until the system's keep-alive timer of our side rings, ms. Kind 2 is keep-alive, its rest is in hundredths of a second (proc(5)). */
function keepAliveDueMs(): number {
  const remote = portOf().toString(16).toUpperCase().padStart(4, '0');
  const ours = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find(([, , peer, state]) => peer?.endsWith(`:${remote}`) === true && state === '01');
  const [kind, rest = ''] = (ours?.[5] ?? '').split(':');
  expect(kind).toBe('02');
  return Number.parseInt(rest, 16) * 10;
}
