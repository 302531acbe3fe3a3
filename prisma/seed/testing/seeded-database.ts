import type { PostingDraft } from '@payport/bank-files';
import { createPool } from '@payport/persistence';
import { testDatabase } from '@payport/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Pool } from 'pg';
import { readDemoPlan, type DemoPlan } from '../demo-plan.ts';
import { DemoSecrets } from '../demo-secrets.ts';
import type { LedgerLine } from '../ledger/ledger-lines.ts';
import { seedDemo, type SeededDemo, type SeedOptions } from '../seed-demo.ts';

export const PLAN_FILE = path.resolve(import.meta.dirname, '../../../tools/start/demo-plan.json');
/** Noon in Moscow, on a Wednesday. */
export const NOW_MS = Date.UTC(2026, 4, 20, 9);

export interface SeedingPlace {
  readonly ownerUrl: string;
  /** As the role that the gateway runs as. */
  readonly app: Pool;
  readonly owner: Pool;
  /** PAYPORT_HOME. */
  readonly home: string;
  /** What the bank was told last. */
  readonly ledger: readonly LedgerLine[];
  /** What the hotel's own system posted on its last day that is over for all sides. */
  readonly postings: readonly PostingDraft[];
  seed(changes?: Partial<SeedOptions>): Promise<SeededDemo>;
  close(): Promise<void>;
}

/** The plan with two of its people: hashing passwords is slow on purpose. */
async function smallPlan(): Promise<DemoPlan> {
  const plan = await readDemoPlan(PLAN_FILE);
  return { ...plan, users: plan.users.slice(0, 2) };
}

/** A migrated database and an empty home to seed. */
export async function seedingPlace(): Promise<SeedingPlace> {
  const database = await testDatabase();
  const home = await mkdtemp(path.join(os.tmpdir(), 'payport-seed-'));
  const onError = (error: Error): never => {
    throw error;
  };
  const owner = createPool(database.ownerUrl, { applicationName: 'seed-test', onError });
  const app = createPool(database.appUrl, { applicationName: 'seed-test', onError });
  const told: { lines: readonly LedgerLine[]; postings: readonly PostingDraft[] } = { lines: [], postings: [] };
  return {
    ownerUrl: database.ownerUrl,
    app,
    owner,
    home,
    get ledger() {
      return told.lines;
    },
    get postings() {
      return told.postings;
    },
    seed: async (changes = {}) =>
      seedDemo({
        ownerUrl: database.ownerUrl,
        plan: await smallPlan(),
        simulatorHome: path.join(home, 'simulator'),
        secrets: await DemoSecrets.load(home),
        nowMs: NOW_MS,
        postLedger: async (lines) => {
          told.lines = lines;
        },
        keepFiles: async (postings) => {
          told.postings = postings;
        },
        ...changes,
      }),
    close: async () => {
      await Promise.all([owner.end(), app.end()]);
      await database.close();
      await rm(home, { recursive: true });
    },
  };
}
