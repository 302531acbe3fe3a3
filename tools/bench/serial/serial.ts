import { median, quantile } from '../sale/load.mjs';
import { Part } from './part.ts';

interface Sale {
  readonly name: string;
  readonly stopBits: 1 | 2;
  readonly turns: readonly { readonly from: 'us' | 'device'; readonly hex: string }[];
}

interface Exchange {
  readonly elapsedMs: number;
  readonly wireMs: number;
  /** How much later than their time the pacer handed out its last bytes, ms, all turns together; no part of `elapsedMs`. */
  readonly lateMs: number;
}

type Side = 'ours' | 'bare';

interface Sum {
  readonly exchanges: Exchange[];
  cpuMs: number;
  ranMs: number;
}

export interface SerialRow {
  readonly protocol: string;
  readonly baudRate: number;
  readonly lines: number;
  readonly side: Side;
  readonly exchanges: number;
  readonly turns: number;
  readonly wireMs: number;
  /** Wire time by elapsed time, %: the middle exchange, and the one that only a tenth are worse than. */
  readonly usePercent: number;
  readonly useP10Percent: number;
  /** Elapsed beyond wire time, ms, and what the pacer was late besides. */
  readonly addedMs: number;
  readonly pacerLateMs: number;
  /** Of one core, while the exchanges ran. */
  readonly cpuPercent: number;
}

const OUR_SIDE = 'libs/terminals/conformance/src/serial-line/our-side.ts';
/** Node cannot make pseudo-terminals; Perl is on every system that has git. */
const PSEUDO_TERMINALS = 'tools/bench/serial/pseudo-terminals.pl';
const SIDES: readonly Side[] = ['ours', 'bare'];

/** A recorded sale over lines with a real speed: our transport, link and driver beside a bare loop that sends and awaits the same bytes. */
export async function benchSerial(rounds: number, say: (line: string) => void): Promise<readonly SerialRow[]> {
  const rows: SerialRow[] = [];
  const ours = Part.start(['--import', 'tsx', OUR_SIDE], null);
  const sales = (await ours.next()) as readonly Sale[];
  const bare = Part.start(['tools/bench/serial/bare-side.mjs'], sales);
  await bare.next();
  say('protocol   baud  lines  side   use %  p10 %  wire ms  added ms  pacer ms  cpu %');
  try {
    for (const sale of sales) {
      for (const baudRate of [9_600, 115_200]) {
        for (const lines of [1, 32]) {
          for (const row of await beside(sale, baudRate, lines, rounds, { ours, bare })) {
            rows.push(row);
            say(print(row));
          }
        }
      }
    }
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
  }
  return rows;
}

async function beside(
  sale: Sale,
  baudRate: number,
  count: number,
  rounds: number,
  sides: Readonly<Record<Side, Part>>,
): Promise<readonly SerialRow[]> {
  const byteMs = ((9 + sale.stopBits) * 1_000) / baudRate;
  const steps = sale.turns.map(({ from, hex }) => (from === 'us' ? { from, count: hex.length / 2 } : { from, hex }));
  const device = Part.start(['tools/bench/serial/paced-lines.mjs'], { steps, byteMs }, ['perl', PSEUDO_TERMINALS, String(count)]);
  const sums: Readonly<Record<Side, Sum>> = { ours: { exchanges: [], cpuMs: 0, ranMs: 0 }, bare: { exchanges: [], cpuMs: 0, ranMs: 0 } };
  try {
    const ports = (await device.next()) as readonly string[];
    // The first round warms up, and counts for nobody.
    for (let round = 0; round <= rounds; round += 1) {
      for (const side of round % 2 === 0 ? SIDES : SIDES.toReversed()) {
        sides[side].tell({ name: sale.name, baudRate, ports });
        const { cpuMs, ranMs } = (await sides[side].next()) as { readonly cpuMs: number; readonly ranMs: number };
        const exchanges: Exchange[] = [];
        while (exchanges.length < count) exchanges.push((await device.next()) as Exchange);
        if (round === 0) continue;
        sums[side].exchanges.push(...exchanges);
        sums[side].cpuMs += cpuMs;
        sums[side].ranMs += ranMs;
      }
    }
  } finally {
    await device.stop();
  }
  return SIDES.map((side) => rowOf(sale, baudRate, count, side, sums[side]));
}

function rowOf({ name, turns }: Sale, baudRate: number, lines: number, side: Side, { exchanges, cpuMs, ranMs }: Sum): SerialRow {
  const use = exchanges.map(({ wireMs, elapsedMs }) => (wireMs / elapsedMs) * 100).sort((left, right) => left - right);
  return {
    protocol: name,
    baudRate,
    lines,
    side,
    exchanges: exchanges.length,
    turns: turns.length,
    wireMs: exchanges[0]?.wireMs ?? 0,
    usePercent: quantile(use, 0.5),
    useP10Percent: quantile(use, 0.1),
    addedMs: median(exchanges.map(({ wireMs, elapsedMs }) => elapsedMs - wireMs)),
    pacerLateMs: median(exchanges.map(({ lateMs }) => lateMs)),
    cpuPercent: (cpuMs / ranMs) * 100,
  };
}

const print = (row: SerialRow): string =>
  [
    row.protocol.padEnd(8),
    String(row.baudRate).padStart(7),
    String(row.lines).padStart(6),
    row.side.padStart(5),
    row.usePercent.toFixed(1).padStart(8),
    row.useP10Percent.toFixed(1).padStart(6),
    row.wireMs.toFixed(1).padStart(8),
    row.addedMs.toFixed(2).padStart(9),
    row.pacerLateMs.toFixed(2).padStart(9),
    row.cpuPercent.toFixed(1).padStart(6),
  ].join(' ');
