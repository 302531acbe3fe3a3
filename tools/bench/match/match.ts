import { execFile } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { to as copyTo } from 'pg-copy-streams';
import { peersInstalled } from '../peers.ts';
import { HOTEL, matchWorld, type MatchWorld } from './match-world.ts';

const AS_OF = '2027-01-01';

/** What somebody would write by hand for the first rung alone; it knows nothing of the others, of deadlines, fees or words. */
const HAND = `select p.id, l.identity from payment p join terminal t on t.id = p.terminal_id
  join registry_line l on l.property_id = p.property_id and l.rrn = p.rrn and l.tid = t.tid and l.gross_minor = abs(p.amount_minor) where p.status = 'approved'`;
/** The same written as an accountant needs it: days, amounts and direction of each pair, with the indexes by which a page finds them. */
const HAND_KEPT = `insert into by_hand (property_id, relation, gateway_id, other_ref, rung, kind, gateway_day, other_day, amount_minor, currency)
  select p.property_id, 'gateway_bank', p.id, l.identity, 'reference', p.kind, (p.created_at at time zone 'Europe/Moscow')::date, l.operated_on, p.amount_minor, p.currency
  from payment p join terminal t on t.id = p.terminal_id
  join registry_line l on l.property_id = p.property_id and l.rrn = p.rrn and l.tid = t.tid and l.gross_minor = abs(p.amount_minor) where p.status = 'approved'`;
const LOOP = `do $$ declare p record; found text; begin
  for p in select x.rrn, abs(x.amount_minor) as minor, t.tid from payment x join terminal t on t.id = x.terminal_id where x.status = 'approved' order by x.id limit 20000 loop
    select l.identity into found from registry_line l where l.property_id = '${HOTEL}' and l.rrn = p.rrn and l.tid = p.tid and l.gross_minor = p.minor;
    if found is not null then insert into looped values (found); end if;
  end loop; end $$`;
const LOOPED = 20_000;
const RIGHT = `
  with found as (select g.ref::uuid as payment_id, b.ref as identity from recon_result g join recon_result b on b.match_id = g.match_id and b.side = 'bank' and b.relation = g.relation
    where g.side = 'gateway' and g.relation = 'gateway_bank' and g.match_id is not null)
  select (select count(*) from found)::integer as found, (select count(*) from truth)::integer as truth, (select count(*) from found join truth using (payment_id, identity))::integer as right`;
/** What the column store gets. */
const EXPORTS = {
  payments: `select p.id, p.rrn, t.tid, abs(p.amount_minor) as minor from payment p join terminal t on t.id = p.terminal_id where p.status = 'approved'`,
  lines: 'select identity, rrn, tid, gross_minor as minor from registry_line where rrn is not null',
} as const;

interface Took {
  readonly ms: number;
  /** Of the database's processes. */
  readonly cpuMs: number;
}
interface RunTold {
  readonly ms: number;
  readonly rssMiB: number;
  readonly full: boolean;
  readonly rows: number;
}
interface Judged {
  readonly precision: number;
  readonly recall: number;
  readonly pairs: number;
  readonly labels: number;
  readonly wrong: Readonly<Record<string, number>>;
}
interface Duck {
  readonly readMs: number;
  readonly matchMs: number;
  readonly rssMiB: number;
}

export interface MatchOptions {
  readonly count: number;
  readonly rounds: number;
  /** Sales of the generator with known truth. */
  readonly judged: number;
  readonly say: (line: string) => void;
}

/** Full rules over a million payments and lines beside a hand-written hash join, a row loop and DuckDB; one per cent more; and a judge. */
export async function benchMatch({ count, rounds, judged, say }: MatchOptions): Promise<unknown> {
  await peersInstalled(say);
  const world = await matchWorld();
  try {
    say(`${count} payments and their lines are put in…`);
    await world.add(1, count);
    await world.db.query('vacuum analyze');
    const hand: Took[] = [];
    const keyed: Took[] = [];
    const kept: Took[] = [];
    const ours: (Took & RunTold)[] = [];
    for (let round = 0; round < rounds; round += 1) {
      hand.push(await statement(world, `create table by_hand as ${HAND}`));
      await world.db.query('drop table by_hand; create table by_hand (id uuid primary key, identity text not null unique)');
      await world.db.query('checkpoint');
      keyed.push(await statement(world, `insert into by_hand ${HAND}`));
      await world.db.query('drop table by_hand; create table by_hand (like recon_pair including all)');
      await world.db.query('checkpoint');
      kept.push(await statement(world, HAND_KEPT));
      await world.db.query('drop table by_hand; truncate recon_pair, recon_line, recon_suggestion, recon_exception, recon_event, recon_run cascade');
      await world.db.query('checkpoint');
      ours.push(await run(world, 'full'));
    }
    await world.db.query('create table looped (identity text)');
    const loop = await statement(world, LOOP);
    const duck = await duckdb(world);
    await world.db.query('vacuum analyze');
    await world.add(count + 1, count + Math.round(count / 100));
    const increment = await run(world, '');
    const { rows } = await world.db.query<{ found: number; truth: number; right: number }>(RIGHT);
    const { found, truth, right } = rows[0] ?? { found: 0, truth: 1, right: 0 };
    const result = {
      count,
      hand: middle(hand),
      handKeyed: middle(keyed),
      handKept: middle(kept),
      ours: middle(ours),
      rowLoopScaled: { ms: (loop.ms * count) / LOOPED, cpuMs: (loop.cpuMs * count) / LOOPED },
      duck,
      increment,
      rssMiB: Math.max(...ours.map(({ rssMiB }) => rssMiB)),
      precision: right / found,
      recall: right / truth,
      judge: await judgement(world, judged),
    };
    table(result, say);
    return result;
  } finally {
    await world.close();
  }
}

interface Result {
  readonly hand: Took;
  readonly handKeyed: Took;
  readonly handKept: Took;
  readonly ours: Took;
  readonly rowLoopScaled: Took;
  readonly duck: Duck;
  readonly increment: Took & RunTold;
  readonly rssMiB: number;
  readonly precision: number;
  readonly recall: number;
  readonly judge: Judged;
}

function table(r: Result, say: (line: string) => void): void {
  const row = (name: string, { ms, cpuMs }: Took): void =>
    say(
      `${name.padEnd(46)} ${String(Math.round(ms)).padStart(8)} ms, ${ratio(ms, r.hand.ms)} × hand; cpu ${String(Math.round(cpuMs)).padStart(8)} ms, ${ratio(cpuMs, r.hand.cpuMs)} ×`,
    );
  row('hash join by hand, exact rung alone', r.hand);
  row('the same into a table with its two keys', r.handKeyed);
  row('the same kept as we keep pairs, our indexes', r.handKept);
  row('ours: all rules, results and exceptions kept', r.ours);
  say(`  that is ${ratio(r.ours.ms, r.handKept.ms)} × the one that is kept as ours, by cpu ${ratio(r.ours.cpuMs, r.handKept.cpuMs)} ×`);
  row(`row loop (${LOOPED} rows, scaled)`, r.rowLoopScaled);
  say(`DuckDB, exact rung alone, in memory: ${Math.round(r.duck.matchMs)} ms, reading ${Math.round(r.duck.readMs)} ms, ${r.duck.rssMiB} MiB`);
  row('ours, one per cent more', r.increment);
  say(`  that is 1/${ratio(r.ours.ms, r.increment.ms)} of the whole, by cpu 1/${ratio(r.ours.cpuMs, r.increment.cpuMs)}`);
  say(`pairs of these: precision ${r.precision}, recall ${r.recall}; the gateway's memory ${r.rssMiB} MiB`);
  const { precision, recall, pairs, labels, wrong } = r.judge;
  say(
    `known truth, six hotels: ${pairs} pairs, precision ${precision}, recall ${recall}; of ${labels} labels told otherwise: ${JSON.stringify(wrong)}`,
  );
}

const ratio = (one: number, other: number): string => (one / other).toFixed(1);
const middle = <T extends Took>(values: readonly T[]): Took => {
  const [found] = [...values].sort((a, b) => a.ms - b.ms).slice(Math.floor(values.length / 2));
  return { ms: found?.ms ?? 0, cpuMs: found?.cpuMs ?? 0 };
};

async function statement(world: MatchWorld, text: string): Promise<Took> {
  await world.db.query(`set work_mem = '128MB'`);
  const cpuMs = world.cpuMs();
  const startedMs = performance.now();
  await world.db.query(text);
  return { ms: performance.now() - startedMs, cpuMs: world.cpuMs() - cpuMs };
}

async function run(world: MatchWorld, mode: string): Promise<Took & RunTold> {
  const cpuMs = world.cpuMs();
  const told = await script<RunTold>(['--import', 'tsx', 'apps/gateway/test/bench/match-run.ts', world.appUrl, HOTEL, AS_OF, mode]);
  return { ...told, cpuMs: world.cpuMs() - cpuMs };
}

const judgement = ({ appUrl, superuserUrl }: MatchWorld, sales: number): Promise<Judged> =>
  script<Judged>(['--import', 'tsx', 'apps/gateway/test/bench/labelled-run.ts', appUrl, superuserUrl, String(sales), AS_OF]);

async function duckdb({ db }: MatchWorld): Promise<Duck> {
  const folder = mkdtempSync(path.join(tmpdir(), 'payport-duck-'));
  try {
    const files = [];
    for (const [name, text] of Object.entries(EXPORTS)) {
      const file = path.join(folder, `${name}.csv`);
      await pipeline(db.query(copyTo(`copy (${text}) to stdout (format csv, header)`)), createWriteStream(file));
      files.push(file);
    }
    return await script<Duck>(['tools/bench/match/peer.mjs', ...files]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function script<T>(args: readonly string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as T;
}
