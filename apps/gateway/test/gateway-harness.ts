import { createApiKey, type AcquirerOperations, type Clock } from '@payport/domain';
import { createLogger, type Logger } from '@payport/logging';
import type { DriverDefinition, ProgramHost } from '@payport/terminals-core';
import { systemRandom } from '@payport/terminals-transports';
import { ScriptedTerminal, testDatabase, testPool, type TestDatabase } from '@payport/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import type { GatewayConfig } from '../src/config/config.ts';
import type { World } from '../src/app.module.ts';
import { createApp } from '../src/create-app.ts';
import { plainReading } from '../src/modules/bank-files/reading/copy-reading.ts';
import type { FileReading } from '../src/modules/bank-files/index.ts';
import type { Engine } from '../src/modules/engine/index.ts';
import type { Checkpoints } from '../src/modules/payments/index.ts';
import { ENGINE } from '../src/tokens.ts';

export const ALL_SCOPES = ['payments:read', 'payments:write', 'refunds:write', 'refunds:blind', 'settlements:write'];

export interface HarnessOptions {
  readonly clock?: Clock;
  readonly programs?: ProgramHost;
  readonly checkpoints?: Checkpoints;
  readonly acquirer?: AcquirerOperations;
  /** The real registry instead of the scripted terminal. */
  readonly realDrivers?: boolean;
  readonly loadDriver?: (id: string) => Promise<DriverDefinition | null>;
  readonly recoveryWindowMs?: number;
  /** Matching runs by itself; else only where a test puts results down by hand. */
  readonly reconciles?: boolean;
  /** Instead of reading in the test's own thread. */
  readonly bankFileReading?: FileReading;
  readonly logger?: Logger;
  readonly config?: Partial<GatewayConfig>;
  /** Instead of an empty one of its own; it is the gateway's from then on. */
  readonly database?: TestDatabase;
}

/** A gateway on a database of its own, with one hotel, its key, and terminals that answer by script. */
export class GatewayHarness {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly engine: Engine,
    readonly db: pg.Pool,
    readonly config: GatewayConfig,
    readonly terminal: ScriptedTerminal,
    readonly propertyId: string,
    readonly key: string,
    /** What the gateway takes for its registry; a test may change it. */
    private readonly registry: { load: (id: string) => Promise<DriverDefinition | null> },
    private readonly world: World,
    private readonly closeDatabase: () => Promise<void>,
  ) {}

  private killed = false;

  static async start(options: HarnessOptions = {}): Promise<GatewayHarness> {
    const database = options.database ?? (await testDatabase());
    const db = testPool(database.ownerUrl);
    const propertyId = await insertProperty(db, 'Гранд Отель');
    const key = await insertKey(db, propertyId, ALL_SCOPES);
    const config = { ...testConfig(database.appUrl, options.recoveryWindowMs), ...options.config };
    const terminal = new ScriptedTerminal();
    const definition = terminal.definition();
    const registry = { load: options.loadDriver ?? (() => Promise.resolve<DriverDefinition | null>(definition)) };
    const world: World = {
      bankFileReading: options.bankFileReading ?? plainReading,
      logger: options.logger ?? createLogger({ level: process.env['TEST_LOG'] ?? 'silent', service: 'test' }),
      reconciles: options.reconciles ?? false,
      ...(options.realDrivers ? {} : { loadDriver: (id: string) => registry.load(id) }),
      ...(options.clock ? { clock: options.clock } : {}),
      ...(options.programs ? { programs: options.programs } : {}),
      ...(options.checkpoints ? { checkpoints: options.checkpoints } : {}),
      ...(options.acquirer ? { acquirer: options.acquirer } : {}),
    };
    const app = await createApp(config, world);
    const engine = app.get<Engine>(ENGINE);
    await engine.start();
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return new GatewayHarness(app, engine, db, config, terminal, propertyId, key, registry, world, () => database.close());
  }

  get loadDriver(): (id: string) => Promise<DriverDefinition | null> {
    return this.registry.load;
  }

  set loadDriver(load: (id: string) => Promise<DriverDefinition | null>) {
    this.registry.load = load;
  }

  async addTerminal(changes: Partial<TerminalSeed> = {}): Promise<string> {
    return insertTerminal(this.db, { propertyId: this.propertyId, ...changes });
  }

  async call(
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await this.app.inject({
      method,
      url,
      headers: {
        authorization: `Bearer ${this.key}`,
        'accept-language': 'en',
        ...(body === undefined ? {} : { 'content-type': Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    });
    const text = response.payload;
    const json =
      (response.headers['content-type'] ?? '').toString().includes('json') && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: response.statusCode, headers: response.headers as Record<string, string>, body: json, text, bytes: response.rawPayload };
  }

  /** `POST /sonata/v1/payments`, held until the outcome is known. */
  pay(body: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Answer> {
    return this.call(
      'POST',
      '/sonata/v1/payments',
      { amount: '1500.00', currency: 'RUB', ...body },
      {
        'idempotency-key': randomUUID(),
        prefer: 'wait=20',
        ...headers,
      },
    );
  }

  /**
   * The same gateway after a kill -9: the first one's connections are cut, nothing of it is drained. The next one is not
   * started yet, so that a test can script what its terminal answers first.
   */
  async restart(): Promise<Pick<GatewayHarness, 'app' | 'engine' | 'terminal' | 'call'>> {
    this.killed = true;
    await this.engine.lease.release();
    const terminal = new ScriptedTerminal();
    const definition = terminal.definition();
    const app = await createApp(this.config, { ...this.world, loadDriver: () => Promise.resolve(definition) });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const { key } = this;
    const call = this.call.bind({ app, key } as unknown as GatewayHarness);
    return { app, engine: app.get<Engine>(ENGINE), terminal, call };
  }

  /** Another gateway on the same database, in front of the same terminals. The caller closes it first. */
  async join(changes: { readonly clock?: Clock; readonly checkpoints?: Checkpoints; readonly config?: Partial<GatewayConfig> } = {}): Promise<Peer> {
    const { config: other, ...world } = changes;
    const config = { ...this.config, instanceId: `test-${randomUUID()}`, ...other };
    const app = await createApp(config, { ...this.world, ...world });
    const engine = app.get<Engine>(ENGINE);
    await engine.start();
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const { key } = this;
    const call = this.call.bind({ app, key } as unknown as GatewayHarness);
    const close = async (): Promise<void> => {
      await engine.stop();
      await app.close();
      await engine.pool.end();
    };
    return { app, engine, config, call, pay: this.pay.bind({ call } as unknown as GatewayHarness), close };
  }

  async close(): Promise<void> {
    if (!this.killed) await this.engine.stop();
    await this.app.close();
    await this.engine.pool.end();
    await this.db.end();
    await this.closeDatabase();
    await rm(this.config.journalFolder, { recursive: true, force: true });
  }
}

export interface Peer extends Pick<GatewayHarness, 'app' | 'engine' | 'config' | 'call' | 'pay'> {
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Record<string, unknown>;
  readonly text: string;
  readonly bytes: Buffer;
}

export const testConfig = (databaseUrl: string, recoveryWindowMs = 1_800_000): GatewayConfig => ({
  host: '127.0.0.1',
  port: 0,
  trustProxy: ['loopback'],
  databaseUrl,
  instanceId: `test-${randomUUID()}`,
  machine: 'test-machine',
  portalUrl: 'http://localhost:3000',
  authSecret: randomBytes(32).toString('hex'),
  sessionIdleMs: 12 * 60 * 60_000,
  sessionMaxMs: 7 * 24 * 60 * 60_000,
  recoveryWindowMs,
  metricsToken: null,
  poolSize: 20,
  smtp: null,
  webhookNetworks: [],
  webhookRetentionDays: 90,
  bankFolder: null,
  journalFolder: path.join(tmpdir(), `payport-journal-${randomUUID()}`),
  setupFile: null,
  logLevel: 'silent',
  bankProgramEnvironment: { PATH: process.env['PATH'] ?? '' },
  version: '0.0.0-test',
});

export async function insertProperty(db: pg.Pool, name: string): Promise<string> {
  const id = randomUUID();
  await db.query(`insert into property (id, name, time_zone, currency, currencies) values ($1, $2, 'Europe/Moscow', 'RUB', '{RUB}')`, [id, name]);
  return id;
}

export async function insertKey(db: pg.Pool, propertyId: string, scopes: readonly string[]): Promise<string> {
  const key = createApiKey(systemRandom);
  await db.query('insert into api_key (id, property_id, name, sha256, last_four, scopes) values ($1, $2, $3, $4, $5, $6)', [
    randomUUID(),
    propertyId,
    'Sonata',
    createHash('sha256').update(key).digest(),
    key.slice(-4),
    scopes,
  ]);
  return key;
}

export interface TerminalSeed {
  readonly propertyId: string;
  readonly driver: string;
  readonly name: string;
  readonly settings: unknown;
  readonly address: string;
  readonly tid: string | null;
  readonly mid: string | null;
  readonly enabled: boolean;
  readonly workstation: string;
}

export async function insertTerminal(db: pg.Pool, seed: Partial<TerminalSeed> & Pick<TerminalSeed, 'propertyId'>): Promise<string> {
  const id = randomUUID();
  await db.query(
    `insert into terminal (id, property_id, name, driver, settings, device_address, tid, mid, enabled) values ($1, $2, $3, $9, $4, $5, $6, $7, $8)`,
    [
      id,
      seed.propertyId,
      seed.name ?? 'Банковский терминал, слева',
      seed.settings ?? {},
      seed.address ?? `scripted:${id}`,
      seed.tid ?? '00459991',
      seed.mid ?? '684444445555',
      seed.enabled ?? true,
      seed.driver ?? 'sberbank',
    ],
  );
  if (seed.workstation !== undefined) {
    await db.query('insert into workstation_default (property_id, workstation, terminal_id) values ($1, $2, $3)', [
      seed.propertyId,
      seed.workstation,
      id,
    ]);
  }
  return id;
}
