import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { HOTEL, matchWorld, type MatchWorld } from './match-world.ts';

const AS_OF = '2027-01-01';

/** What somebody would write by hand for the first rung alone; it knows nothing of the others, of deadlines, fees or words. */
const HAND = `select p.id, l.identity from payment p join terminal t on t.id = p.terminal_id
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

interface RunTold {
  readonly ms: number;
  readonly rssMiB: number;
  readonly full: boolean;
  readonly rows: number;
}

/** Full rules over a million payments and lines beside a hand-written hash join, a row loop, and one per cent more. */
export async function benchMatch(count: number, rounds: number, say: (line: string) => void): Promise<unknown> {
  const world = await matchWorld();
  try {
    say(`${count} payments and their lines are put in…`);
    await world.add(1, count);
    await world.db.query('vacuum analyze');
    const hand: number[] = [];
    const keyed: number[] = [];
    const ours: RunTold[] = [];
    for (let round = 0; round < rounds; round += 1) {
      hand.push(await timed(world, `create table by_hand as ${HAND}`));
      await world.db.query('drop table by_hand; create table by_hand (id uuid primary key, identity text not null unique); checkpoint');
      keyed.push(await timed(world, `insert into by_hand ${HAND}`));
      await world.db.query(
        'drop table by_hand; truncate recon_pair, recon_line, recon_suggestion, recon_exception, recon_event, recon_run cascade; checkpoint',
      );
      ours.push(await run(world, 'full'));
    }
    await world.db.query('create table looped (identity text); checkpoint');
    const loop = ((await timed(world, LOOP)) * count) / LOOPED;
    await world.db.query('vacuum analyze');
    await world.add(count + 1, count + Math.round(count / 100));
    const increment = await run(world, '');
    const { rows } = await world.db.query<{ found: number; truth: number; right: number }>(RIGHT);
    const { found, truth, right } = rows[0] ?? { found: 0, truth: 1, right: 0 };
    const result = {
      count,
      handMs: median(hand),
      handKeyedMs: median(keyed),
      oursMs: median(ours.map(({ ms }) => ms)),
      rowLoopScaledMs: loop,
      incrementMs: increment.ms,
      incrementRows: increment.rows,
      incrementFull: increment.full,
      rssMiB: Math.max(...ours.map(({ rssMiB }) => rssMiB)),
      precision: right / found,
      recall: right / truth,
    };
    table(result, say);
    return result;
  } finally {
    await world.close();
  }
}

function table(r: Readonly<Record<string, number | boolean>>, say: (line: string) => void): void {
  const ms = (key: string): string => `${Math.round(Number(r[key]))} ms`;
  say(`hash join by hand, exact rung alone          ${ms('handMs')}`);
  say(`the same into a table with its two keys      ${ms('handKeyedMs')}`);
  say(
    `ours, all rules, results and exceptions kept ${ms('oursMs')} (${ratio(r['oursMs'], r['handMs'])} × bare, ${ratio(r['oursMs'], r['handKeyedMs'])} × keyed)`,
  );
  say(`row loop (${LOOPED} rows, scaled)              ${ms('rowLoopScaledMs')}`);
  say(`one per cent more                            ${ms('incrementMs')} (1/${ratio(r['oursMs'], r['incrementMs'])} of the whole)`);
  say(`precision ${String(r['precision'])}, recall ${String(r['recall'])}; the gateway's memory ${String(r['rssMiB'])} MiB`);
}

const ratio = (one: unknown, other: unknown): string => (Number(one) / Number(other)).toFixed(1);
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function timed({ db }: MatchWorld, text: string): Promise<number> {
  await db.query(`set work_mem = '128MB'`);
  const startedMs = performance.now();
  await db.query(text);
  return performance.now() - startedMs;
}

async function run({ appUrl }: MatchWorld, mode: string): Promise<RunTold> {
  const args = ['--import', 'tsx', 'apps/gateway/test/bench/match-run.ts', appUrl, HOTEL, AS_OF, mode];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as RunTold;
}
