import { createApiKey } from '@payport/domain';
import { migrate } from '@payport/persistence';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { systemChance } from '../admin/world.ts';
import { freePort } from '../start/ports.mjs';
import { startPostgres, type RunningPostgres } from '../start/postgres.mjs';
import { FaultProxy } from './fault-proxy.ts';
import { Program } from './program.ts';

const MID = '684444445555';
const START_LIMIT_MS = 60_000;
const LOOK_AGAIN_MS = 50;

export interface ChaosTerminal {
  readonly id: string;
  readonly tid: string;
}

export interface LedgerRow {
  readonly tid: string;
  readonly rrn: string;
  readonly kind: 'sale' | 'refund' | 'void';
  readonly amount: string;
  readonly state: 'captured' | 'reversed' | 'refunded';
}

/** Everything as production runs it: durable Postgres, gateway and simulated bank, with a line to Postgres that may break. */
export class ChaosWorld {
  readonly key = createApiKey(systemChance);
  readonly terminals: ChaosTerminal[] = [];
  private gateway: Program | null = null;
  private bank: Program | null = null;
  private first: RunningPostgres | null = null;
  private postgres: RunningPostgres | null = null;
  private line: FaultProxy | null = null;
  private readonly secret = randomBytes(32).toString('hex');
  private ports = { gateway: 0, bank: 0 };

  private constructor(private readonly home: string) {}

  static async start(terminals: number): Promise<ChaosWorld> {
    const world = new ChaosWorld(mkdtempSync(path.join(tmpdir(), 'payport-chaos-')));
    try {
      await world.build(terminals);
      return world;
    } catch (error) {
      await world.close();
      throw error;
    }
  }

  get gatewayUrl(): string {
    return `http://127.0.0.1:${this.ports.gateway}`;
  }

  /** The line between gateway and Postgres. */
  get databaseLine(): FaultProxy {
    if (!this.line) throw new Error('the world is not built');
    return this.line;
  }

  async ledger(tid: string): Promise<readonly LedgerRow[]> {
    return (await (await fetch(`http://127.0.0.1:${this.ports.bank}/ledger?tid=${tid}`)).json()) as LedgerRow[];
  }

  /** Asks the database past the line that breaks. */
  async query<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
    const client = new pg.Client({ connectionString: this.server.ownerUrl });
    // A server that is killed meanwhile is told by the query itself.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<T>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  async killGateway(): Promise<void> {
    await this.gateway?.kill();
  }

  /** As a service manager does: started again for as long as it ends. Resolves when it can take a payment. */
  async startGateway(): Promise<void> {
    const limit = performance.now() + START_LIMIT_MS;
    for (;;) {
      if (!this.gateway || this.gateway.ended) this.gateway = this.spawnGateway();
      const ready = await fetch(`${this.gatewayUrl}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
        ({ status }) => status === 200,
        () => false,
      );
      if (ready) return;
      if (performance.now() > limit) throw new Error(`the gateway does not get ready: ${this.gateway.lastWords()}`);
      await delay(LOOK_AGAIN_MS);
    }
  }

  /** The postmaster dies without a word; its children see that and go. */
  killPostgres(): void {
    process.kill(this.server.pid, 'SIGKILL');
  }

  /** Starts on the files as the kill left them: crash recovery from the log. */
  async startPostgres(): Promise<void> {
    this.postgres = await startPostgres({ home: path.join(this.home, 'payport') });
  }

  async close(): Promise<void> {
    await this.gateway?.kill();
    await this.bank?.kill();
    await this.line?.close();
    if (this.postgres !== this.first) await this.postgres?.stop();
    await this.first?.stop();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  private get server(): RunningPostgres {
    if (!this.postgres) throw new Error('Postgres is not started');
    return this.postgres;
  }

  private async build(terminals: number): Promise<void> {
    this.first = this.postgres = await startPostgres({ home: path.join(this.home, 'payport'), keep: false });
    this.line = await FaultProxy.start(() => this.server.port);
    await migrate(this.server.ownerUrl, { appRole: this.server.appRole });
    this.ports.gateway = await freePort(0);
    this.ports.bank = await freePort(0, { except: [this.ports.gateway] });
    const tids = Array.from({ length: terminals }, (_, i) => String(459_000 + i).padStart(8, '0'));
    await this.startBank(tids);
    await this.seed(tids);
    await this.startGateway();
  }

  private async startBank(tids: readonly string[]): Promise<void> {
    const property = { key: 'chaos', name: 'Chaos', legalEntity: 'Chaos', timeZone: 'Europe/Moscow', city: 'Москва', currency: 'RUB', mid: MID };
    const plan = {
      properties: [property],
      terminals: tids.map((tid, i) => ({ tid, property: 'chaos', driver: 'sberbank', name: tid, workstation: `DESK-${i}`, encoding: 'cp866' })),
      users: [],
    };
    const file = path.join(this.home, 'plan.json');
    writeFileSync(file, JSON.stringify(plan));
    const env = { SIMULATOR_HOME: path.join(this.home, 'simulator'), SIMULATOR_PORT: String(this.ports.bank), DEMO_PLAN: file };
    const bank = (this.bank = Program.start('dist/simulator/main.js', env, path.join(this.home, 'simulator.log')));
    while (!(await fetch(`http://127.0.0.1:${this.ports.bank}/terminals`).catch(() => null))) {
      if (bank.ended) throw new Error(`the simulated bank ended: ${bank.lastWords()}`);
      await delay(LOOK_AGAIN_MS);
    }
  }

  private async seed(tids: readonly string[]): Promise<void> {
    const property = randomUUID();
    await this.query(`insert into property (id, name, time_zone, currency, currencies) values ($1, 'Chaos', 'Europe/Moscow', 'RUB', '{RUB}')`, [
      property,
    ]);
    await this.query(
      'insert into api_key (id, property_id, name, sha256, last_four, scopes, rate_per_second, rate_burst) values ($1, $2, $3, $4, $5, $6, 10000, 100000)',
      [
        randomUUID(),
        property,
        'chaos',
        createHash('sha256').update(this.key).digest(),
        this.key.slice(-4),
        ['payments:read', 'payments:write', 'refunds:write'],
      ],
    );
    for (const tid of tids) {
      const folder = path.join(this.home, 'simulator/terminals', tid);
      const terminal = { id: randomUUID(), tid };
      await this.query(
        `insert into terminal (id, property_id, name, driver, settings, device_address, tid, mid) values ($1, $2, $3, 'sberbank', $4, $5, $6, $7)`,
        [terminal.id, property, tid, { program: path.join(folder, 'sb_pilot'), folder, encoding: 'auto' }, `process:local:${folder}`, tid, MID],
      );
      this.terminals.push(terminal);
    }
  }

  private spawnGateway(): Program {
    const database = new URL(this.server.appUrl);
    database.port = String(this.databaseLine.port);
    const env = {
      DATABASE_URL: database.href,
      GATEWAY_HOST: '127.0.0.1',
      GATEWAY_PORT: String(this.ports.gateway),
      AUTH_SECRET: this.secret,
      PAYPORT_INSTANCE: 'chaos',
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
    };
    return Program.start('dist/gateway/main.js', env, path.join(this.home, 'gateway.log'));
  }
}
