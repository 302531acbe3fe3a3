/** Runs in a network namespace of its own: connects, lets the network go without a word, and says how long the wire lived on. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { KEEP_ALIVE_LIMIT_MS } from '@payport/terminals-core';
import { NodeWireHost } from '../tcp/node-wire-host.ts';

const network = (state: 'up' | 'down'): void => void execFileSync('ip', ['link', 'set', 'lo', state]);

network('up');
const server = createServer((device: Socket) => void device.write('x')).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const options = { connectTimeoutMs: 5_000, idleTimeoutMs: null, keepAliveMs: KEEP_ALIVE_LIMIT_MS };
const wire = await new NodeWireHost().connectTcp({ host: '127.0.0.1', port }, options);
const heard = new Promise((resolve) => wire.listen(resolve));
await heard;
network('down');
const startedMs = performance.now();
const end = await wire.ended;
process.stdout.write(JSON.stringify({ ...end, tookMs: performance.now() - startedMs }));
process.exit(0);
