import type { PaymentId, PaymentRecord, PropertyId, TerminalId } from '@payport/domain';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { EngineParts } from '../../src/modules/engine/engine.ts';
import type { CommandRequest } from '../../src/modules/service-commands/index.ts';
import type { StartCommand } from '../../src/modules/payments/index.ts';
import type { Engine } from '../../src/modules/engine/index.ts';
import { GatewayHarness, type HarnessOptions, type Peer } from '../gateway-harness.ts';
import { HonestDevice } from './honest-device.ts';
import { Interleaving } from './interleaving.ts';

/** What a till was told: the payment as it stood, or the name of the refusal. */
export type Told = { readonly payment: PaymentRecord; readonly replayed: boolean } | { readonly refused: string };
export interface Till {
  readonly id: TerminalId;
  readonly tid: string;
}

/** Longer than any race: nobody's answer comes from a clock. */
const WAIT_MS = 60_000;

/** The real engine on a real Postgres, where a scheduler decides who goes on. One gateway for many races. */
export class RaceWorld {
  private tids = 10_000_000;
  private readonly engines: Engine[];

  private constructor(
    readonly gateway: GatewayHarness,
    readonly interleaving: Interleaving,
    readonly device: HonestDevice,
  ) {
    this.engines = [gateway.engine];
  }

  static async start(options: HarnessOptions = {}): Promise<RaceWorld> {
    const gateway = await GatewayHarness.start(options);
    const interleaving = new Interleaving(gateway.db);
    enter(interleaving, gateway.engine);
    return new RaceWorld(gateway, interleaving, new HonestDevice(gateway.terminal, interleaving));
  }

  /** Another gateway on the same database, in front of the same devices; whoever asks for it closes it. */
  async join(): Promise<Peer> {
    const peer = await this.gateway.join();
    enter(this.interleaving, peer.engine);
    this.engines.push(peer.engine);
    return peer;
  }

  async till(): Promise<Till> {
    const tid = String((this.tids += 1));
    return { id: (await this.gateway.addTerminal({ tid })) as TerminalId, tid };
  }

  tills(count: number): Promise<Till[]> {
    return Promise.all(Array.from({ length: count }, () => this.till()));
  }

  async pay(till: Till, amountMinor: bigint, changes: Partial<StartCommand> = {}, engine: Engine = this.gateway.engine): Promise<Told> {
    const { payments } = engine;
    const started = await payments.start({
      propertyId: this.gateway.propertyId as PropertyId,
      terminalId: till.id,
      kind: amountMinor < 0n ? 'refund' : 'sale',
      amountMinor,
      currency: 'RUB',
      idempotencyKey: randomUUID(),
      pmsTransactionNumber: null,
      reservation: null,
      folio: null,
      original: null,
      cashier: null,
      workstation: null,
      comment: null,
      details: null,
      confirmation: 'auto',
      acknowledged: { duplicateOf: [], openPayment: [] },
      caller: { apiKeyId: null, actor: 'pms:race', mayRefundBlind: false },
      ...changes,
    });
    if (!started.ok) return { refused: started.error.code };
    const { payment, replayed } = started.value;
    return { payment: await payments.waitForOutcome(payment, WAIT_MS), replayed };
  }

  cancel(id: PaymentId): Promise<unknown> {
    return this.gateway.engine.payments.cancel(this.gateway.propertyId as PropertyId, id, 'pms:race');
  }

  async settle(till: Till, idempotencyKey: string = randomUUID()): Promise<'done' | string> {
    const request: CommandRequest = {
      propertyId: this.gateway.propertyId as PropertyId,
      terminalId: till.id,
      kind: 'settlement',
      requestedBy: { kind: 'pms', name: 'race', id: null },
      acknowledged: [],
      idempotencyKey,
      dueAtMs: null,
    };
    const { commands } = this.gateway.engine;
    const started = await commands.start(request);
    if (!started.ok) return started.error.code;
    await commands.wait(started.value.command.id, WAIT_MS, new AbortController().signal);
    return (await commands.find(started.value.command.id))?.status ?? 'lost';
  }

  /** Plays one race in an order of the scheduler's choice, and compares the books of its tills afterwards. */
  async race<T>(scheduler: fc.Scheduler, tills: readonly Till[], start: () => readonly Promise<T>[]): Promise<T[]> {
    const told = await this.meet(scheduler, start);
    for (const till of tills) await this.agree(till);
    return told;
  }

  /** The same without the books. */
  async meet<T>(scheduler: fc.Scheduler, start: () => readonly Promise<T>[]): Promise<T[]> {
    this.interleaving.scheduler = scheduler;
    const told = await this.interleaving.race(start());
    // The last steps of orders, commits and undos, which nobody waits for.
    await this.interleaving.until(() => this.isQuiet() && scheduler.count() === 0);
    this.interleaving.scheduler = null;
    return told;
  }

  /** Until the orders' last steps, which nobody waits for, are done. */
  quiet(): Promise<void> {
    return this.interleaving.until(() => this.isQuiet());
  }

  private isQuiet(): boolean {
    return this.engines.every((engine) => {
      const { orders, questions } = engine.activity();
      return orders + questions === 0;
    });
  }

  /** One prompt and one dispatch for each payment, one conversation at a time, no claim left, and the same money on both sides. */
  async agree({ id, tid }: Till): Promise<void> {
    const { db } = this.gateway;
    const { rows } = await db.query<{ status: string; amount: string; reference: string; dispatches: number }>(
      `select p.status, p.amount_minor::text as amount, p.device_reference as reference,
              (select count(*)::int from payment_event e where e.payment_id = p.id and e.type = 'state' and e.to_status = 'dispatched') as dispatches
       from payment p where p.terminal_id = $1`,
      [id],
    );
    const approved = rows.filter(({ status }) => status === 'approved').reduce((sum, { amount }) => sum + BigInt(amount), 0n);
    expect(approved).toBe(this.device.moneyOn(tid));
    expect(rows.map(({ dispatches }) => dispatches)).toEqual(rows.map(() => 1));
    expect(rows.map(({ reference }) => reference).sort()).toEqual(
      this.device.prompts.filter((prompt) => rows.some((row) => row.reference === prompt)).sort(),
    );
    expect(this.device.promptsOn(tid)).toBe(rows.length);
    expect(this.device.faults).toEqual([]);
    expect((await db.query('select from device_claim where terminal_id = $1', [id])).rowCount).toBe(0);
  }
}

/** Puts the turns into the stores that only the engine itself holds. */
function enter(interleaving: Interleaving, engine: Engine): void {
  const { store, commands } = Reflect.get(engine, 'parts') as EngineParts;
  interleaving.enter(store);
  interleaving.enter(commands);
}

/** Bounded by time as well: a busy machine plays fewer orders, but always one whole. */
export function races(body: (scheduler: fc.Scheduler) => Promise<void>): Promise<void> {
  const until = performance.now() + LIMIT_MS;
  let played = 0;
  const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    if (played > 0 && performance.now() > until) return;
    played += 1;
    await body(scheduler);
  });
  return fc.assert(property, { numRuns: RUNS, ...SEED });
}

const RUNS = Number(process.env['RACE_RUNS'] ?? 25);
const LIMIT_MS = Number(process.env['RACE_MS'] ?? 4_000);
/** A failure prints its seed; the same seed asks for the same orders. */
const SEED = process.env['RACE_SEED'] === undefined ? {} : { seed: Number(process.env['RACE_SEED']) };
