import type { PostingDraft } from '@payport/bank-files';
import { createPool } from '@payport/persistence';
import type { PoolClient } from 'pg';
import type { DemoPlan } from './demo-plan.ts';
import type { DemoSecrets } from './demo-secrets.ts';
import { journalPostings } from './files/journal-postings.ts';
import { Chance } from './history/chance.ts';
import { planHistory } from './history/plan-history.ts';
import { HistoryPlayer } from './history/play-history.ts';
import { hasHistory, writeHistory } from './history/write-history.ts';
import { ledgerLines, type LedgerLine } from './ledger/ledger-lines.ts';
import { seedApiKey, type SeededKey } from './records/api-keys.ts';
import { seedProperties } from './records/properties.ts';
import { seedTariffs } from './records/tariffs.ts';
import type { SeededProperty, SeededTerminal } from './records/seeded.ts';
import { seedTerminals } from './records/terminals.ts';
import { seedUsers, type SeededUser } from './records/users.ts';
import { seedSettlements } from './settlements/seed-settlements.ts';

export interface SeedOptions {
  readonly ownerUrl: string;
  readonly plan: DemoPlan;
  readonly simulatorHome: string;
  readonly secrets: DemoSecrets;
  readonly nowMs: number;
  readonly postLedger: (lines: readonly LedgerLine[]) => Promise<void>;
  /** Hears what the first hotel's own system posted on its last day that is over for all sides, once the bank knows that day too. */
  readonly keepFiles: (postings: readonly PostingDraft[]) => Promise<void>;
}

/** What was made, as the launcher tells it to people and programs. */
export interface SeededDemo {
  readonly users: readonly SeededUser[];
  readonly sonata: {
    readonly property: string;
    readonly apiKey: string;
    readonly otherProperty: { readonly property: string; readonly apiKey: string };
  };
  readonly terminals: readonly {
    readonly id: string;
    readonly tid: string;
    readonly name: string;
    readonly driver: string;
    readonly property: string;
  }[];
}

/** One demonstration, whatever it is called: seeders wait for each other. */
const SEED_LOCK = 'payport-demo-seed';
const HISTORY_SEED = 20_260_301;
const SETTLEMENT_SEED = 20_260_302;

/** Makes what is missing of the demonstration. A second run changes nothing but what has moved. */
export async function seedDemo(options: SeedOptions): Promise<SeededDemo> {
  const pool = createPool(options.ownerUrl, { applicationName: 'payport-seed', max: 1, onError: () => undefined });
  try {
    const db = await pool.connect();
    try {
      await db.query('begin');
      await db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [SEED_LOCK]);
      const seeded = await seedAll(db, options);
      await db.query('commit');
      await options.postLedger(await ledgerLines(db));
      await options.keepFiles(await journalPostings(db, seeded.sonata.property, options.nowMs));
      return seeded;
    } catch (error) {
      await db.query('rollback');
      throw error;
    } finally {
      db.release();
    }
  } finally {
    await pool.end();
  }
}

async function seedAll(db: PoolClient, { plan, simulatorHome, secrets, nowMs }: SeedOptions): Promise<SeededDemo> {
  const properties = await seedProperties(db, plan);
  await seedTariffs(db, properties);
  const terminals = await seedTerminals(db, plan, properties, simulatorHome);
  const keys = new Map<SeededProperty, SeededKey>();
  for (const property of properties) keys.set(property, await seedApiKey(db, property, secrets));
  const users = await seedUsers(db, plan, properties, secrets);
  const keyOf = (property: SeededProperty | undefined): SeededKey => {
    const key = property && keys.get(property);
    if (!key) throw new Error('Every property of the plan has a key.');
    return key;
  };
  // The past is told in the words of one bank's program; terminals of other protocols come without one.
  const withPast = terminals.filter(({ driver }) => driver === 'sberbank');
  if (!(await hasHistory(db))) await seedHistory(db, withPast, keyOf, nowMs);
  await seedSettlements(db, withPast, new Chance(SETTLEMENT_SEED), nowMs);
  const [home, other] = properties;
  return {
    users,
    sonata: {
      property: home?.id ?? '',
      apiKey: keyOf(home).key,
      otherProperty: { property: other?.id ?? '', apiKey: keyOf(other).key },
    },
    terminals: terminals.map(({ id, tid, name, driver, property }) => ({ id, tid, name, driver, property: property.id })),
  };
}

async function seedHistory(
  db: PoolClient,
  terminals: readonly SeededTerminal[],
  keyOf: (property: SeededProperty) => SeededKey,
  nowMs: number,
): Promise<void> {
  const chance = new Chance(HISTORY_SEED);
  const played = await new HistoryPlayer(chance).play(planHistory(terminals, chance, nowMs));
  await writeHistory(db, played, ({ planned }) => keyOf(planned.terminal.property), nowMs);
}
