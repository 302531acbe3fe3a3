import { amended, type Adoption, type InstanceStore, type LeaseHolder, type LeaseSession, type StepLimits } from '@payport/domain';
import type { StoredPayment } from './event-rules.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { isWatch, reaches } from './memory-instances.ts';
import { isOpen } from './memory-rows.ts';
import { MemoryTransaction } from './memory-transaction.ts';
import { ConnectionLost, FAIR_CONDITIONS, type StoreConditions } from './store-conditions.ts';

type Lost = (session: LeaseSession, error: Error | null) => void;

/** What gateways know of each other, in memory, by the rules of the real one. One instance is one gateway's connections. */
export class MemoryInstanceStore implements InstanceStore {
  readonly #sessions = new Set<MemoryLeaseSession>();
  readonly #open = new Set<MemoryTransaction>();

  /** `nowMs` is the database's clock. */
  constructor(
    private readonly database: MemoryDatabase,
    private readonly nowMs: () => number,
    private readonly conditions: StoreConditions = FAIR_CONDITIONS,
  ) {}

  async session(lost: Lost): Promise<LeaseSession> {
    await this.conditions.statement('lease_session');
    const session = new MemoryLeaseSession(this.database, this.nowMs, this.conditions, lost, (ended) => this.#sessions.delete(ended));
    this.#sessions.add(session);
    return session;
  }

  async othersLive(instanceId: string): Promise<boolean> {
    await this.conditions.statement('gateways_live');
    return this.database.instances.others(instanceId, this.nowMs(), false).length > 0;
  }

  async leftByTheDead(instanceId: string): Promise<boolean> {
    await this.conditions.statement('dead_gateways_left');
    const dead = new Set(this.database.instances.others(instanceId, this.nowMs(), true).map(([id]) => id));
    if (dead.size === 0) return false;
    if (this.#openPayments().some((payment) => dead.has(payment.instanceId))) return true;
    return [...this.database.claims.values()].some((claim) => claim.holder === 'service' && dead.has(claim.instanceId));
  }

  async adopt(heir: LeaseHolder, steps: StepLimits): Promise<Adoption> {
    const tx = new MemoryTransaction(this.database, this.conditions);
    this.#open.add(tx);
    try {
      const payments = await this.#adoptIn(tx, heir, steps);
      await tx.finish(true);
      return { payments, commands: [] };
    } finally {
      tx.cut();
      this.#open.delete(tx);
    }
  }

  /** The connections end: leases' sessions with all the names that they hold, and whatever was not committed. */
  cut(error: Error | null = new ConnectionLost('the connection was cut')): void {
    for (const tx of this.#open) tx.cut();
    this.#open.clear();
    this.cutSessions(error);
  }

  /** The process is gone with all its connections, and hears nothing of it. */
  drop(): void {
    for (const tx of this.#open) tx.cut();
    this.#open.clear();
    for (const session of [...this.#sessions]) void session.end();
  }

  cutSessions(error: Error | null = new ConnectionLost('the connection was cut')): void {
    for (const session of [...this.#sessions]) session.cut(error);
  }

  async #adoptIn(tx: MemoryTransaction, heir: LeaseHolder, steps: StepLimits): Promise<Adoption['payments']> {
    const left = await tx.run('dead_gateways_payments', () => this.#leftFor(tx, heir));
    const counts = await Promise.all(left.map(async ({ payment, leaseUntilMs }) => leaseUntilMs + (await steps.of(payment.terminalId))));
    if (left.length > 0) {
      await tx.run('count_epoch', () => {
        for (const id of new Set(left.map(({ payment }) => payment.instanceId))) tx.changes.epochs.add(id);
      });
      await tx.run('take_payments', async () => {
        for (const [i, { payment }] of left.entries()) await this.#take(tx, heir, payment.id, counts[i] ?? null);
      });
    }
    await tx.run('free_watches', () => this.#freeWatches(tx, heir, steps.longest));
    return left.map(({ payment }) => ({ id: payment.id, from: payment.instanceId }));
  }

  #openPayments(): StoredPayment[] {
    const found: StoredPayment[] = [];
    for (const id of this.database.index.open) {
      const payment = this.database.payments.get(id);
      if (payment && isOpen(payment)) found.push(payment);
    }
    return found;
  }

  /** Locks the rows of the dead gateways whose payments are read; one that another heir has locked is passed over. */
  async #leftFor(tx: MemoryTransaction, heir: LeaseHolder): Promise<readonly { readonly payment: StoredPayment; readonly leaseUntilMs: number }[]> {
    const found: { readonly payment: StoredPayment; readonly leaseUntilMs: number }[] = [];
    for (const [id, { leaseUntilMs, machine }] of this.database.instances.others(heir.instanceId, this.nowMs(), true)) {
      if (!this.database.locks.isFree(tx, `gateway ${id}`)) continue;
      const open = this.#openPayments().filter((payment) => payment.instanceId === id);
      const mine = open.filter(({ terminalId }) => {
        const terminal = this.database.terminals.get(terminalId);
        return terminal !== undefined && reaches(terminal.deviceAddress, machine, heir.machine);
      });
      if (mine.length > 0) await tx.lock(`gateway ${id}`);
      found.push(...mine.map((payment) => ({ payment, leaseUntilMs })));
    }
    return found.sort((one, other) => (one.payment.id < other.payment.id ? -1 : 1));
  }

  async #take(tx: MemoryTransaction, heir: LeaseHolder, id: StoredPayment['id'], absenceCountsAfterMs: number | null): Promise<void> {
    await tx.lock(`payment ${id}`);
    const payment = this.database.payments.get(id);
    if (!payment) return;
    tx.changes.payments.set(id, amended(payment, { instanceId: heir.instanceId, absenceCountsAfterMs }));
    const claim = [...this.database.claims.values()].find(({ paymentId }) => paymentId === id);
    if (!claim) return;
    await tx.lock(`claim ${claim.address}`);
    const now = this.database.claims.get(claim.address);
    if (now?.paymentId === id) tx.changes.claims.set(claim.address, { ...now, instanceId: heir.instanceId, fencingToken: this.database.nextToken() });
  }

  /** The link tests of the dead, once no sleeper can be at them any more. */
  async #freeWatches(tx: MemoryTransaction, heir: LeaseHolder, longestMs: number): Promise<void> {
    const late = new Set(this.database.instances.others(heir.instanceId, this.nowMs() - longestMs, true).map(([id]) => id));
    for (const claim of [...this.database.claims.values()]) {
      if (!isWatch(claim) || !late.has(claim.instanceId)) continue;
      await tx.lock(`claim ${claim.address}`);
      if (this.database.claims.get(claim.address)?.fencingToken === claim.fencingToken) tx.changes.claims.set(claim.address, null);
    }
  }
}

class MemoryLeaseSession implements LeaseSession {
  #over = false;

  constructor(
    private readonly database: MemoryDatabase,
    private readonly nowMs: () => number,
    private readonly conditions: StoreConditions,
    private readonly lost: Lost,
    private readonly ended: (session: MemoryLeaseSession) => void,
  ) {}

  async take({ instanceId, machine }: LeaseHolder, leaseMs: number): Promise<string | null> {
    await this.#statement('lease_lock');
    const { names } = this.database.instances;
    if ((names.get(instanceId) ?? this) !== this) return null;
    names.set(instanceId, this);
    await this.#statement('lease_take');
    return String(this.database.instances.take(instanceId, machine, this.nowMs() + leaseMs));
  }

  async renew(instanceId: string, epoch: string, leaseMs: number): Promise<boolean> {
    await this.#statement('lease_renew');
    return this.database.instances.renew(instanceId, epoch, this.nowMs(), leaseMs);
  }

  end(): Promise<void> {
    this.#finish();
    return Promise.resolve();
  }

  /** The connection ends by itself. */
  cut(error: Error | null): void {
    if (this.#over) return;
    this.#finish();
    this.lost(this, error);
  }

  #finish(): void {
    this.#over = true;
    this.database.instances.release(this);
    this.ended(this);
  }

  async #statement(name: string): Promise<void> {
    await this.conditions.statement(name);
    if (this.#over) throw new ConnectionLost('the connection was cut');
  }
}
