import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../start/command-line.mjs';
import { reporter } from '../start/progress.mjs';
import { backupDrill } from './backup-drill.mjs';
import { differences } from './fingerprint.mjs';
import { ensurePostgresTools } from './postgres-tools.mjs';

const context = { root: PROJECT_ROOT, env: process.env, out: reporter(() => undefined), signal: new AbortController().signal };
/** Real programs on a busy machine; some 25 s on an idle one. */
const LIMIT_MS = 5 * 60_000;

describe('backup and restore', () => {
  it(
    'a dump taken while payments run is the whole truth of its moment, and a gateway goes on from it',
    async () => {
      expect(existsSync(path.join(PROJECT_ROOT, 'dist/gateway/main.js'))).toBe(true);
      const { bin } = await ensurePostgresTools(context);
      const said: string[] = [];
      await backupDrill({ root: PROJECT_ROOT, bin, payments: 4, say: (line) => said.push(line) });
      expect(said.join('\n')).toMatch(/compared: rows, sums of money, rules, rights[^]*Open in the backup, ended after it: .*8000\.88 approved/);
    },
    LIMIT_MS,
  );

  it('is never skipped: without pg_dump the exact command is told', async () => {
    const empty = mkdtempSync(path.join(os.tmpdir(), 'payport-no-postgres-'));
    const looked = ensurePostgresTools(context, { parents: [empty], isRoot: false });
    await expect(looked).rejects.toThrow(/a Postgres server with pg_dump[^]*apt-get install -y --no-install-recommends postgresql$/);
    rmSync(empty, { recursive: true });
  });

  it('tells every difference: a row, a sum, a lost trigger, a new right', () => {
    const before = { tables: { payment: '2 rows, a', outbox: '1 rows, b' }, money: ['1 sale'], rules: ['trigger x'] };
    const after = { tables: { payment: '1 rows, c' }, money: ['2 sale'], rules: ['right y'] };
    expect(differences(before, before)).toEqual([]);
    expect(differences(before, after)).toEqual([
      'table payment: 2 rows, a → 1 rows, c',
      'table outbox: 1 rows, b → missing',
      'lost: 1 sale',
      'new: 2 sale',
      'lost: trigger x',
      'new: right y',
    ]);
  });
});
