import { migrate } from '@payport/persistence';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { startPostgres } from '../../start/postgres.mjs';
import { peersInstalled } from '../peers.ts';
import { median } from '../sale/load.mjs';
import { ROOT } from '../sale/part.mjs';
import { writeText, writeWorkbook } from './files.ts';

const run = promisify(execFile);
const SIDES = ['copy', 'ours', 'batches', 'duckdb', 'ours_xlsx'] as const;
type Side = (typeof SIDES)[number];

interface Measured {
  readonly ms: number;
  readonly cpuMs: number;
  readonly rssMb: number;
}

export interface ImportRow extends Measured {
  readonly side: Side;
  readonly rows: number;
  /** Of the raw COPY in the same round, median. */
  readonly timesCopy: number;
}

export interface ImportOptions {
  readonly rows: number;
  readonly workbookRows: number;
  readonly rounds: number;
  readonly say: (line: string) => void;
}

/** A registry from its first byte to validated lines without duplicates, beside what else takes the same file. */
export async function benchImport({ rows, workbookRows, rounds, say }: ImportOptions): Promise<readonly ImportRow[]> {
  await peersInstalled(say);
  const home = mkdtempSync(path.join(tmpdir(), 'payport-import-'));
  const postgres = await startPostgres({ home, keep: false, settings: {} });
  const [file, workbook] = [path.join(home, 'registry.csv'), path.join(home, 'registry.xlsx')];
  try {
    await migrate(postgres.ownerUrl, { appRole: postgres.appRole });
    const property = randomUUID();
    const db = new pg.Client({ connectionString: postgres.ownerUrl });
    // What breaks off a round is told by itself, and not by this connection, which ends with the server.
    db.on('error', () => undefined);
    await db.connect();
    await db.query(`insert into property (id, name, time_zone, currency, currencies) values ($1, 'Bench', 'Europe/Moscow', 'RUB', '{RUB}')`, [
      property,
    ]);
    await writeText(file, rows);
    await writeWorkbook(workbook, workbookRows);
    say(`${rows} rows of text, ${mib(file)} MiB; ${workbookRows} rows of a workbook, ${mib(workbook)} MiB; load ${(loadavg()[0] ?? 0).toFixed(1)}`);
    const measured = new Map<Side, Measured[]>(SIDES.map((side) => [side, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const side of SIDES) {
        await db.query('checkpoint').catch(() => undefined);
        measured.get(side)?.push(await measure(side, { file, workbook, property, ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl }));
        // What one round brought in must not be the next one's duplicates.
        await db.query('truncate registry_line, bank_file_problem, bank_stage.registry_line');
      }
    }
    await db.end();
    return SIDES.map((side) => summed(side, side === 'ours_xlsx' ? workbookRows : rows, measured)).map((row) => tell(row, say));
  } finally {
    await postgres.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

interface Place {
  readonly file: string;
  readonly workbook: string;
  readonly property: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
}

async function measure(side: Side, { file, workbook, property, ownerUrl, appUrl }: Place): Promise<Measured> {
  const ours = ['--import', 'tsx', 'apps/gateway/test/bench/bank-file-import.ts', side === 'ours' ? file : workbook, appUrl, property, randomUUID()];
  const args = side === 'ours' || side === 'ours_xlsx' ? ours : ['tools/bench/import/peer.mjs', side, file, ownerUrl];
  const { stdout } = await run(process.execPath, args, { cwd: ROOT, maxBuffer: 1024 * 1024 });
  return JSON.parse(stdout) as Measured;
}

function summed(side: Side, rows: number, measured: ReadonlyMap<Side, readonly Measured[]>): ImportRow {
  const own = measured.get(side) ?? [];
  const copies = measured.get('copy') ?? [];
  return {
    side,
    rows,
    ms: Math.round(median(own.map(({ ms }) => ms))),
    cpuMs: Math.round(median(own.map(({ cpuMs }) => cpuMs))),
    rssMb: Math.round(median(own.map(({ rssMb }) => rssMb))),
    timesCopy: Number(median(own.map(({ ms }, round) => ms / (copies[round]?.ms ?? ms))).toFixed(2)),
  };
}

function tell(row: ImportRow, say: (line: string) => void): ImportRow {
  const rate = Math.round(row.rows / (row.ms / 1000));
  say(
    `${row.side.padEnd(10)} ${String(row.ms).padStart(7)} ms  ${String(rate).padStart(8)} rows/s  × copy ${row.timesCopy}  cpu ${row.cpuMs} ms  ${row.rssMb} MiB`,
  );
  return row;
}

const mib = (file: string): number => Math.round(statSync(file).size / 2 ** 20);
