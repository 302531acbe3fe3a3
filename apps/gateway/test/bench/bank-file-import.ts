import { systemClock, systemRandom } from '@payport/terminals-transports';
import type { PropertyId } from '@payport/domain';
import { createPool } from '@payport/persistence';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { BankFileUpload } from '../../src/modules/bank-files/bank-file-upload.ts';
import { threadReading } from '../../src/modules/bank-files/reading/thread-reading.ts';

/** One upload as the gateway does it, from the first byte to the summary that a person is shown. For measuring only. */
const [file = '', url = '', property = '', person = ''] = process.argv.slice(2);
const pool = createPool(url, { applicationName: 'payport-bench', max: 2, onError: (error) => console.error(error) });
const reading = threadReading(path.resolve(import.meta.dirname, '../../../../dist/gateway/read-thread.js'));
const upload = new BankFileUpload({ pool, clock: systemClock, random: systemRandom, reading });
await pool.query('select 1');
const started = performance.now();
const cpu = process.cpuUsage();
const user = { id: person, name: 'Bench' } as Parameters<BankFileUpload['read']>[0];
const id = await upload.read(user, property as PropertyId, path.basename(file), createReadStream(file, { highWaterMark: 256 * 1024 }));
const ms = performance.now() - started;
const spent = process.cpuUsage(cpu);
const { rows } = await pool.query('select state, summary, problem from bank_file where id = $1', [id]);
console.log(
  JSON.stringify({
    ms,
    cpuMs: (spent.user + spent.system) / 1000,
    rssMb: process.resourceUsage().maxRSS / 1024,
    state: rows[0]?.state,
    summary: rows[0]?.summary,
  }),
);
await pool.end();
