// @ts-check
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** A column store in this process, told of the same payments and lines as two files: it reads them, joins by hash, and keeps the pairs in memory. */
const require = createRequire(path.resolve(import.meta.dirname, '../package.json'));
const [payments = '', lines = ''] = process.argv.slice(2);
const { DuckDBInstance } = await import(pathToFileURL(require.resolve('@duckdb/node-api')).href);
const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();

/** @param {string} text */
async function timed(text) {
  const started = performance.now();
  await connection.run(text);
  return performance.now() - started;
}

const readMs =
  (await timed(`create table payment as select * from read_csv('${payments}', header = true, all_varchar = true)`)) +
  (await timed(`create table line as select * from read_csv('${lines}', header = true, all_varchar = true)`));
const matchMs = await timed(
  'create table pair as select p.id, l.identity from payment p join line l on l.rrn = p.rrn and l.tid = p.tid and l.minor = p.minor',
);
console.log(JSON.stringify({ readMs, matchMs, rssMiB: Math.round(process.resourceUsage().maxRSS / 1024) }));
