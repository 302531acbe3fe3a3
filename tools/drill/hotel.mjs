// @ts-check
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { until } from '../start/progress.mjs';
import { fingerprint } from './fingerprint.mjs';
import { Till } from './till.mjs';

const run = promisify(execFile);
const WAIT_MS = 60_000;

/** @typedef {{file: string, fingerprint: import('./fingerprint.mjs').Fingerprint, rows: number, bytes: number}} Backup */

/** A hotel at work: one desk that sells all the time, and two guests who are just paying when the backup runs. */
export class Hotel {
  /**
   * @param {string} url of the gateway
   * @param {import('../start/demo-file.mjs').Seeded} seeded
   * @param {import('../start/postgres.mjs').RunningPostgres} server
   * @param {string} root
   */
  constructor(url, seeded, server, root) {
    const [first, second, third] = seeded.terminals.filter(({ property }) => property === seeded.sonata.property);
    this.terminals = { selling: first?.id ?? '', lost: second?.id ?? '', slow: third?.id ?? '' };
    this.till = new Till(url, seeded.sonata.apiKey);
    this.server = server;
    this.root = root;
    this.closing = new AbortController();
    this.sold = 0;
    /** @type {Promise<unknown>} */
    this.selling = Promise.resolve();
  }

  /** Sells until `wanted` payments are taken, and goes on. @param {number} wanted */
  async sell(wanted) {
    this.selling = this.till.keepSelling(this.terminals.selling, this.closing.signal, () => {
      this.sold += 1;
    });
    await until(() => (this.sold >= wanted ? true : undefined), {
      timeoutMs: WAIT_MS + wanted * 5_000,
      late: () => `only ${this.sold} payments were taken`,
    });
  }

  /** @returns {Promise<string[]>} ids of one payment that is at its device and one whose answer was lost */
  async leaveOpen() {
    const open = [
      { terminal: this.terminals.slow, amount: '8000.88', status: 'in_progress' },
      { terminal: this.terminals.lost, amount: '7000.73', status: 'unknown' },
    ];
    return Promise.all(
      open.map(async ({ terminal, amount, status }) => {
        const { payment } = await this.till.pay(terminal, amount, `OPEN-${randomUUID()}`);
        await until(async () => ((await this.till.ask(`/payments/${payment.id}`)).payment.status === status ? true : undefined), {
          timeoutMs: WAIT_MS,
          late: () => `the payment of ${amount} did not become ${status}`,
        });
        return payment.id;
      }),
    );
  }

  /**
   * The backup as production makes it, at a moment whose rows are counted in the same snapshot.
   * @param {string} bin
   * @param {string} folder
   * @returns {Promise<Backup>}
   */
  async dump(bin, folder) {
    mkdirSync(folder);
    const client = new pg.Client({ connectionString: this.server.ownerUrl });
    await client.connect();
    try {
      await client.query('begin isolation level repeatable read read only');
      const { rows } = await client.query('select pg_export_snapshot() as id');
      const soldBefore = this.sold;
      const { username, password, hostname, port, pathname } = new URL(this.server.ownerUrl);
      const { stdout } = await run(path.join(this.root, 'docker/backup/backup.sh'), ['once', `--snapshot=${rows[0].id}`], {
        env: {
          PATH: `${bin}:${process.env['PATH'] ?? ''}`,
          PGHOST: hostname,
          PGPORT: port,
          PGUSER: username,
          PGPASSWORD: decodeURIComponent(password),
          PGDATABASE: pathname.slice(1),
          BACKUP_DIR: folder,
        },
      });
      const bytes = Number(/\((\d+) bytes\)/.exec(stdout)?.[1]);
      const [file] = readdirSync(folder).filter((name) => name.endsWith('.dump'));
      if (file === undefined) throw new Error(`backup.sh left no dump: ${stdout}`);
      // Rows are written while the dump runs: only the snapshot makes the two comparable.
      await until(() => (this.sold > soldBefore ? true : undefined), { timeoutMs: WAIT_MS, late: () => 'nothing was sold meanwhile' });
      const taken = await fingerprint(client);
      return { file: path.join(folder, file), fingerprint: taken, rows: Number.parseInt(taken.tables['payment'] ?? '0', 10), bytes };
    } finally {
      await client.end();
    }
  }

  async close() {
    this.closing.abort();
    await this.selling;
  }
}
