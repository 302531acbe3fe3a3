import { randomUUID } from 'node:crypto';
import { cpuSeconds, cpuSecondsOfFamily } from './cpu.mjs';
import { saleRequest, startGateway, type Part } from './gateway.ts';
import { drive, median, quantile } from './load.mjs';
import { startPart } from './part.mjs';
import { saleWorld, type SaleWorld } from './world.ts';

/** What one side did in one round. */
interface Round {
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
  /** CPU of the server program and of Postgres per payment, ms. */
  readonly cpuMs: number;
  readonly postgresCpuMs: number;
}

export interface SaleRow {
  readonly clients: number;
  readonly ours: Round;
  readonly floor: Round;
  readonly ratioP50: number;
  readonly ratioRate: number;
}

export interface SaleOptions {
  readonly clients: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
  readonly say: (line: string) => void;
}

type Make = Parameters<typeof drive>[0]['make'];

const MOST_CLIENTS = 64;

/**
 * The real engine and API through a driver without delay over TCP, beside a bare Fastify + pg + TCP echo with the same
 * two commits; one after the other in every round, on the same server and the same terminals.
 */
export async function benchSale({ clients, rounds, seconds, say }: SaleOptions): Promise<readonly SaleRow[]> {
  const terminal = await startPart(['tools/bench/sale/terminal.mjs', String(MOST_CLIENTS)], {});
  const world = await saleWorld((terminal.said as { ports: number[] }).ports);
  const ours = await startGateway(world);
  const floor = await startPart(['tools/bench/sale/floor.mjs'], {
    NODE_ENV: 'production',
    DATABASE_URL: world.postgres.appUrl,
    PORTS: world.terminals.map(({ port }) => port).join(','),
  });
  try {
    const rows: SaleRow[] = [];
    await round(world, ours, sonata(world), 8, 3);
    await round(world, floor, bare(world), 8, 3);
    for (const count of clients) {
      const pairs: { ours: Round; floor: Round }[] = [];
      for (let n = 0; n < rounds; n += 1) {
        await world.checkpoint();
        const f = await round(world, floor, bare(world), count, seconds);
        await world.checkpoint();
        pairs.push({ floor: f, ours: await round(world, ours, sonata(world), count, seconds) });
      }
      const row = summed(count, pairs);
      rows.push(row);
      say(describe(row));
    }
    return rows;
  } finally {
    await ours.stop();
    await floor.stop();
    await terminal.stop();
    await world.close();
  }
}

async function round(world: SaleWorld, server: Part, make: Make, clients: number, seconds: number): Promise<Round> {
  const before = { server: cpuSeconds(server.pid), postgres: cpuSecondsOfFamily(world.postgres.pid) };
  const sample = await drive({ url: (server.said as { url: string }).url, clients, seconds, make });
  const count = sample.latencies.length;
  return {
    p50: quantile(sample.latencies, 0.5),
    p99: quantile(sample.latencies, 0.99),
    perSecond: count / sample.seconds,
    cpuMs: ((cpuSeconds(server.pid) - before.server) * 1000) / count,
    postgresCpuMs: ((cpuSecondsOfFamily(world.postgres.pid) - before.postgres) * 1000) / count,
  };
}

const sonata = (world: SaleWorld): Make => {
  const run = randomUUID().slice(0, 8);
  return (client, n) => saleRequest(world, client, `${run}-${client}-${n}`);
};

const bare = (world: SaleWorld): Make => {
  const run = randomUUID().slice(0, 8);
  return (client, n) => ({
    path: '/pay',
    headers: { 'idempotency-key': `${run}-${client}-${n}` },
    body: JSON.stringify({ port: String(world.terminals[client]?.port), amount: '150000', currency: 'RUB', guest: 'Иванов Иван', room: '552' }),
  });
};

function summed(clients: number, pairs: readonly { ours: Round; floor: Round }[]): SaleRow {
  const of = (side: 'ours' | 'floor'): Round => {
    const middle = (pick: (round: Round) => number): number => median(pairs.map((pair) => pick(pair[side])));
    return {
      p50: middle((r) => r.p50),
      p99: middle((r) => r.p99),
      perSecond: middle((r) => r.perSecond),
      cpuMs: middle((r) => r.cpuMs),
      postgresCpuMs: middle((r) => r.postgresCpuMs),
    };
  };
  return {
    clients,
    ours: of('ours'),
    floor: of('floor'),
    ratioP50: median(pairs.map((pair) => pair.ours.p50 / pair.floor.p50)),
    ratioRate: median(pairs.map((pair) => pair.ours.perSecond / pair.floor.perSecond)),
  };
}

const side = (r: Round): string =>
  `p50 ${r.p50.toFixed(2)} ms, p99 ${r.p99.toFixed(2)} ms, ${r.perSecond.toFixed(0)}/s, CPU ${r.cpuMs.toFixed(2)} + Postgres ${r.postgresCpuMs.toFixed(2)} ms`;

const describe = (row: SaleRow): string =>
  `${String(row.clients).padStart(2)} clients  ours: ${side(row.ours)}\n            floor: ${side(row.floor)}\n            p50 ${row.ratioP50.toFixed(2)} × the floor, rate ${(row.ratioRate * 100).toFixed(0)} % of the floor`;
