import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { parseArgs } from 'node:util';
import { startGateway, urlOf } from './gateway.ts';
import { quantile } from './load.mjs';
import { startPart } from './part.mjs';
import { saleWorld } from './world.ts';

/**
 * `npm run races -- --keys 1000 --racers 50`: many tills send the same request at the same moment, over HTTP, to the real
 * gateway on a durable Postgres. Each key must come to one prompt, counted at the device, and one answer.
 */
const { values } = parseArgs({ options: { keys: { type: 'string', default: '1000' }, racers: { type: 'string', default: '50' } } });
const keys = Number(values.keys);
const racers = Number(values.racers);
if (!Number.isInteger(keys) || !Number.isInteger(racers) || keys < 1 || racers < 2) throw new Error('--keys and --racers are whole numbers');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Told {
  readonly status: number;
  readonly payment: string;
  readonly ms: number;
}

function tap(agent: Agent, url: string, headers: Record<string, string>, body: string): Promise<Told> {
  const at = performance.now();
  return new Promise((resolve, reject) => {
    const call = request(`${url}/sonata/v1/payments`, { agent, method: 'POST', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const { id, status } = JSON.parse(text) as { id?: string; status?: string };
        resolve({ status: answer.statusCode ?? 0, payment: `${id ?? text} ${status ?? ''}`, ms: performance.now() - at });
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** What the device itself counted. */
async function promptsAt(port: number): Promise<number> {
  const socket = connect(port, '127.0.0.1');
  socket.write('COUNT\n');
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return Number(bytes.toString().split(' ')[1]);
}

const device = await startPart(['tools/bench/sale/terminal.mjs', '1'], {});
const [port] = (device.said as { ports: [number] }).ports;
const world = await saleWorld([port]);
const gateway = await startGateway(world);
const agent = new Agent({ keepAlive: true, maxSockets: racers });
const wrong: string[] = [];
const first: number[] = [];
const replays: number[] = [];
try {
  for (let n = 0; n < keys; n += 1) {
    const key = randomUUID();
    const headers = { authorization: `Bearer ${world.key}`, 'content-type': 'application/json', 'idempotency-key': key, prefer: 'wait=30' };
    const body = JSON.stringify({
      terminalId: world.terminals[0]?.id,
      amount: '1500.00',
      currency: 'RUB',
      reservation: { confirmationNumber: `RMS-${key}` },
    });
    const url = urlOf(gateway);
    const told = await Promise.all(Array.from({ length: racers }, () => tap(agent, url, headers, body)));
    if (new Set(told.map(({ payment }) => payment)).size !== 1) wrong.push(`${key}: different answers`);
    if (told.filter(({ status }) => status === 201).length !== 1) wrong.push(`${key}: not one new payment`);
    first.push(...told.filter(({ status }) => status === 201).map(({ ms }) => ms));
    // The same once more, alone, when all is over: a replay as a PMS makes it after a broken connection.
    const again = await tap(agent, url, headers, body);
    if (again.payment !== told[0]?.payment || again.status !== 200) wrong.push(`${key}: the replay differs`);
    replays.push(again.ms);
  }
  const prompts = await promptsAt(port);
  if (prompts !== keys) wrong.push(`the device was asked ${prompts} times`);
  const sorted = (times: number[]): number[] => times.sort((a, b) => a - b);
  say(`${keys} keys × ${racers} racers: ${prompts} prompts at the device, ${wrong.length} faults`);
  say(
    `new payment amid its racers p50 ${quantile(sorted(first), 0.5).toFixed(1)} ms, p99 ${quantile(first, 0.99).toFixed(1)} ms; ` +
      `replay p50 ${quantile(sorted(replays), 0.5).toFixed(1)} ms, p99 ${quantile(replays, 0.99).toFixed(1)} ms`,
  );
  for (const line of wrong.slice(0, 20)) say(line);
} finally {
  agent.destroy();
  await gateway.stop();
  await device.stop();
  await world.close();
}
process.exit(wrong.length === 0 ? 0 : 1);
