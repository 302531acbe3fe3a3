import type { OrderOutcome, PaymentOrder, RecoveryFinding, RefundOrder, TerminalDriver } from '@payport/terminals-core';
import type { Adapter, World } from './adapter.ts';
import { placesOf } from './card-leaks.ts';
import type { OrderKind } from './device/ledger.ts';
import { calm, drive } from './drive.ts';
import { AMOUNT, originalFor, place } from './orders.ts';
import { WatchedSession } from './session.ts';

/** One order with whatever goes wrong around it, and what is asked about it afterwards. */
export interface Case {
  readonly operation?: OrderKind;
  readonly amountMinor?: bigint;
  /** Runs before the order; the terminal is new then, but for the original of a refund or void. */
  readonly arrange?: (world: World, session: WatchedSession) => void | Promise<void>;
  /** After each moment of the order. */
  readonly onStep?: (step: number, world: World, session: WatchedSession) => void;
  /** The same of each question. */
  readonly onQuestion?: (step: number, world: World, session: WatchedSession) => void;
  /** After each question; an `index` of 0 is the first. */
  readonly afterQuestion?: (index: number, world: World) => void;
  /** Runs when the order has its outcome. Where it is not given, all faults are over then. */
  readonly heal?: (world: World) => void;
  /** The gateway dies at this moment of the order: its outcome is never told. */
  readonly dieAt?: number;
  /** Whether an unknown outcome is asked about; true where not given. */
  readonly ask?: boolean;
  /** Facts about the answer may be missing after a crash. */
  readonly memoryIntact?: boolean;
}

export interface Played {
  /** Null: the gateway died before. */
  readonly outcome: OrderOutcome | null;
  readonly session: WatchedSession;
  readonly findings: readonly RecoveryFinding[];
  /** What the books hold in the end of this order. */
  readonly booked: readonly bigint[];
  /** What broke the rule, in words. */
  readonly wrong: readonly string[];
  readonly steps: number;
  /** The order alone, ms; null where it had no end. */
  readonly tookMs: number | null;
  readonly world: World;
  /** Whether the hotel knows in the end whether money moved. */
  readonly known: boolean;
}

const QUESTIONS_AT_MS = [2_000, 3_000, 5_000, 10_000, 20_000, 60_000, 300_000, 600_000];

/** What an outcome or a finding claims of the books. */
type Claim = 'money' | 'no_money' | 'unknown';

const claimOf = (outcome: OrderOutcome): Claim => (outcome.outcome === 'approved' ? 'money' : outcome.outcome === 'unknown' ? 'unknown' : 'no_money');

export function claimOfFinding({ finding }: RecoveryFinding): Claim {
  if (finding === 'approved') return 'money';
  return finding === 'in_progress' || finding === 'cannot_tell' ? 'unknown' : 'no_money';
}

/** Plays a case in a world of its own, and holds what the driver told against the books. */
export async function play(adapter: Adapter, one: Case = {}): Promise<Played> {
  return new Play(adapter, one).run();
}

class Play {
  readonly #world: World;
  readonly #session: WatchedSession;
  readonly #wrong: string[] = [];
  readonly #claims: { readonly said: string; readonly claim: Claim }[] = [];
  readonly #findings: RecoveryFinding[] = [];
  readonly #operation: OrderKind;
  readonly #amountMinor: bigint;
  #outcome: OrderOutcome | null = null;
  #tookMs: number | null = null;
  #mark = 0;
  #commands = 0;

  constructor(
    private readonly adapter: Adapter,
    private readonly one: Case,
  ) {
    this.#world = adapter.world();
    this.#session = new WatchedSession(this.#world.clock);
    this.#operation = one.operation ?? 'sale';
    this.#amountMinor = one.amountMinor ?? AMOUNT;
  }

  async run(): Promise<Played> {
    const driver = this.#world.restart();
    const order = await this.#order(driver);
    await this.one.arrange?.(this.#world, this.#session);
    this.#mark = this.#world.device.ledger.entries.length;
    this.#commands = this.#world.moneyCommands();
    const dispatchedAtMs = this.#world.clock.now();
    const { outcome, steps } = await this.#place(driver, order);
    this.#heal();
    const open = outcome === null || outcome.outcome === 'unknown';
    if (open && this.one.ask !== false) await this.#ask(outcome === null ? this.#world.restart() : driver, order, dispatchedAtMs);
    await this.#end();
    return {
      outcome,
      session: this.#session,
      findings: this.#findings,
      booked: this.#standing(),
      wrong: this.#wrong,
      steps,
      tookMs: this.#tookMs,
      world: this.#world,
      known: this.#claims.at(-1)?.claim !== 'unknown' && this.#claims.length > 0,
    };
  }

  /** Money back needs something that it goes back to. */
  async #order(driver: TerminalDriver): Promise<RefundOrder> {
    const order: PaymentOrder = {
      reference: this.#world.newReference(),
      amountMinor: this.#amountMinor,
      currency: this.adapter.currency,
      tid: this.adapter.tid,
    };
    if (this.#operation === 'sale' || this.#operation === 'preauthorization') return { ...order, original: { rrn: null, authCode: null } };
    return { ...order, original: await originalFor(this.#operation, this.#world, this.adapter, driver) };
  }

  async #place(driver: TerminalDriver, order: RefundOrder): Promise<{ readonly outcome: OrderOutcome | null; readonly steps: number }> {
    const { adapter, one } = this;
    const session = this.#session;
    const work = place(driver, this.#operation, order, session);
    const dead = new Error('the gateway has died');
    let steps = 0;
    try {
      const driven = await drive(this.#world, work, adapter.orderLimitMs, (step) => {
        steps = step;
        if (step === one.dieAt) throw dead;
        one.onStep?.(step, this.#world, session);
      });
      this.#outcome = driven.value;
      this.#tookMs = driven.tookMs;
      this.#check(driven.value, order);
      return { outcome: driven.value, steps: driven.steps };
    } catch (error) {
      if (error === dead) {
        work.catch(() => undefined);
        session.forbiddenFrom = 0;
        session.forgetsFrom = 0;
        this.#world.kill();
        return { outcome: null, steps };
      }
      this.#wrong.push(`the order ${error instanceof Error ? error.message : String(error)}`);
      return { outcome: null, steps };
    }
  }

  #check(outcome: OrderOutcome, order: PaymentOrder): void {
    this.#claims.push({ said: outcome.outcome, claim: claimOf(outcome) });
    if (outcome.outcome === 'approved') {
      if (this.#standing().length !== 1) this.#wrong.push(`approved, while the books hold ${this.#standing().length} entries`);
      if (outcome.result.approvedAmountMinor !== order.amountMinor) this.#wrong.push(`approved over ${String(outcome.result.approvedAmountMinor)}`);
    }
    if (outcome.outcome === 'not_sent' && this.#commandsSent() > 0) this.#wrong.push('not sent, though the command left');
    if (this.#session.early) this.#wrong.push('sent before it was allowed');
  }

  #heal(): void {
    const { faults, device } = this.#world;
    if (this.one.heal) return this.one.heal(this.#world);
    faults.toUs = {};
    faults.toDevice = {};
    device.busy = false;
    device.lies = {};
  }

  /** Asks as the recovery does: soon, then ever more slowly, until the terminal has told all it knows. */
  async #ask(driver: TerminalDriver, order: PaymentOrder, dispatchedAtMs: number): Promise<void> {
    for (const waitMs of QUESTIONS_AT_MS) {
      await this.#world.clock.advance(waitMs);
      const finding = await this.#question(driver, order, dispatchedAtMs);
      this.one.afterQuestion?.(this.#findings.length - 1, this.#world);
      if (finding === null) return;
      const over = finding.finding !== 'in_progress' && !(finding.finding === 'cannot_tell' && !finding.conclusive);
      if (over) return;
    }
  }

  async #question(driver: TerminalDriver, order: PaymentOrder, dispatchedAtMs: number): Promise<RecoveryFinding | null> {
    const session = new WatchedSession(this.#world.clock);
    const query = {
      operation: this.#operation === 'part' ? ('refund' as const) : this.#operation,
      order,
      dispatchedAtMs,
      memoryIntact: this.one.memoryIntact ?? true,
      alike: [],
      kept: this.#session.kept,
    };
    try {
      const { value } = await drive(this.#world, driver.recover(query, session), this.adapter.questionLimitMs, (step) =>
        this.one.onQuestion?.(step, this.#world, session),
      );
      this.#findings.push(value);
      this.#claims.push({ said: `found ${value.finding}`, claim: claimOfFinding(value) });
      this.#session.frames.push(...session.frames);
      this.#session.alerts.push(...session.alerts);
      if (session.waiting > 0) this.#wrong.push('a question still listens for a stop');
      return value;
    } catch (error) {
      this.#wrong.push(`a question ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  }

  async #end(): Promise<void> {
    await calm(this.#world);
    const standing = this.#standing();
    const truth: Claim = standing.length === 0 ? 'no_money' : 'money';
    if (standing.length > 1) this.#wrong.push(`the books hold ${standing.length} entries`);
    if (standing.some((amountMinor) => amountMinor !== this.#amountMinor)) this.#wrong.push(`booked over ${standing.join(', ')}`);
    for (const { said, claim } of this.#claims) {
      if (claim !== 'unknown' && claim !== truth) this.#wrong.push(`${said}, while the books hold ${truth === 'money' ? 'the money' : 'nothing'}`);
    }
    if (this.#commandsSent() > 1) this.#wrong.push(`the command left ${this.#commandsSent()} times`);
    for (const left of this.#world.leftovers()) this.#wrong.push(`${left} left`);
    if (this.#session.waiting > 0) this.#wrong.push('the order still listens for a stop');
    const last = this.#claims.at(-1);
    if (last !== undefined && last.claim !== 'unknown' && this.#world.locked) this.#wrong.push('a lock is left');
    this.#leaks();
  }

  #leaks(): void {
    const { leak } = this.#world.device;
    if (leak === null) return;
    const { frames, alerts, kept, stages } = this.#session;
    const told = { outcome: this.#outcome, findings: this.#findings, wrong: this.#wrong, frames, alerts, kept, stages };
    for (const name of placesOf(leak.pan, told)) this.#wrong.push(`the card number is in the ${name}`);
  }

  #standing(): readonly bigint[] {
    const entries = this.#world.device.ledger.standingSince(this.#mark);
    return entries.filter(({ kind }) => kind === this.#operation || this.#operation === 'refund').map(({ amountMinor }) => amountMinor);
  }

  #commandsSent(): number {
    return this.#world.moneyCommands() - this.#commands;
  }
}
