// @ts-check
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Peers that are no dependency of the product live in the bench's own folder. */
const require = createRequire(path.resolve(import.meta.dirname, '../package.json'));
/** @param {string} name */
const load = (name) => import(pathToFileURL(require.resolve(name)).href);

const COLUMNS = 15;
const BATCH = 1000;
const names = Array.from({ length: COLUMNS }, (_, at) => `c${at + 1}`);
const [peer, file = '', url = ''] = process.argv.slice(2);

/** The bytes as they are into a bare table of texts: what no import can be faster than. @param {pg.Client} db */
async function copy(db) {
  const stream = db.query(copyFrom(`copy peer_lines from stdin (format csv, delimiter ';', header)`));
  await pipeline(createReadStream(file, { highWaterMark: 256 * 1024 }), stream);
}

/** The usual way: a parser of records and statements of a thousand rows. @param {pg.Client} db */
async function batches(db) {
  const { parse } = await load('csv-parse');
  /** @type {string[]} */
  let values = [];
  const text = (/** @type {number} */ rows) =>
    `insert into peer_lines values ${Array.from({ length: rows }, (_, row) => `(${names.map((_name, at) => `$${row * COLUMNS + at + 1}`).join(',')})`).join(',')}`;
  const whole = text(BATCH);
  for await (const record of createReadStream(file).pipe(parse({ delimiter: ';', from_line: 2 }))) {
    values.push(...record);
    if (values.length < BATCH * COLUMNS) continue;
    await db.query({ name: 'batch', text: whole, values });
    values = [];
  }
  if (values.length > 0) await db.query(text(values.length / COLUMNS), values);
}

/** A column store in this very process; nothing survives it. */
async function duckdb() {
  const { DuckDBInstance } = await load('@duckdb/node-api');
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  await connection.run(`create table peer_lines as select * from read_csv('${file}', delim = ';', header = true, all_varchar = true)`);
}

const started = performance.now();
const cpu = process.cpuUsage();
if (peer === 'duckdb') await duckdb();
else {
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  await db.query(`drop table if exists peer_lines; create table peer_lines (${names.map((name) => `${name} text`).join(', ')})`);
  if (peer === 'copy') await copy(db);
  else await batches(db);
  await db.end();
}
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify({ ms: performance.now() - started, cpuMs: (user + system) / 1000, rssMb: process.resourceUsage().maxRSS / 1024 }));
