import { randomUUID } from 'node:crypto';
import { startGateway, saleRequest, urlOf, type Part } from './gateway.ts';
import { drive, median } from './load.mjs';
import { startPart } from './part.mjs';
import { saleWorld, type SaleWorld } from './world.ts';

export interface GatewaysRow {
  readonly clients: number;
  readonly onePerSecond: number;
  readonly twoPerSecond: number;
  /** Median over the rounds of two gateways' rate by one's in the same round. */
  readonly ratio: number;
}

export interface GatewaysOptions {
  readonly clients: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly say: (line: string) => void;
}

/** Payments per second of two gateways on one database, each with half of the tills, beside one with all of them. */
export async function benchGateways({ clients, rounds, seconds, say }: GatewaysOptions): Promise<GatewaysRow> {
  const terminal = await startPart(['tools/bench/sale/terminal.mjs', String(clients)], {});
  const world = await saleWorld((terminal.said as { ports: number[] }).ports);
  const parts = [await startGateway(world, 'first'), await startGateway(world, 'second')] as const;
  try {
    await rate(world, parts, clients, 2);
    const pairs: { one: number; two: number }[] = [];
    for (let n = 0; n < rounds; n += 1) {
      await world.checkpoint();
      const one = await rate(world, parts.slice(0, 1), clients, seconds);
      await world.checkpoint();
      pairs.push({ one, two: await rate(world, parts, clients, seconds) });
    }
    const row = {
      clients,
      onePerSecond: median(pairs.map(({ one }) => one)),
      twoPerSecond: median(pairs.map(({ two }) => two)),
      ratio: median(pairs.map(({ one, two }) => two / one)),
    };
    say(`${clients} tills: one gateway ${row.onePerSecond.toFixed(0)}/s, two ${row.twoPerSecond.toFixed(0)}/s, ${row.ratio.toFixed(2)} × one`);
    return row;
  } finally {
    for (const part of parts) await part.stop();
    await terminal.stop();
    await world.close();
  }
}

/** All tills at once, dealt out evenly. */
async function rate(world: SaleWorld, gateways: readonly Part[], clients: number, seconds: number): Promise<number> {
  const share = clients / gateways.length;
  const run = randomUUID().slice(0, 8);
  const samples = await Promise.all(
    gateways.map((gateway, at) =>
      drive({
        url: urlOf(gateway),
        clients: share,
        seconds,
        make: (client, n) => saleRequest(world, at * share + client, `${run}-${at * share + client}-${n}`),
      }),
    ),
  );
  return samples.reduce((sum, sample) => sum + sample.latencies.length / sample.seconds, 0);
}
