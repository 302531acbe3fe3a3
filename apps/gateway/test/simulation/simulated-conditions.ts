import { ConnectionLost, type CommitFate, type StoreConditions } from '@payport/testing';
import type { Faults } from './faults.ts';
import type { Life } from './life.ts';

const STATEMENT_MS = 30;
const COMMIT_MS = 20;

/** The server's state, the same for all who are connected. */
export interface DatabaseServer {
  away: boolean;
}

/** The way between one gateway's life and the database. */
export class SimulatedConditions implements StoreConditions {
  /** The connection that holds the lease ends. */
  loseLease: () => void = () => undefined;

  constructor(
    private readonly life: Life,
    private readonly faults: Faults,
    private readonly server: DatabaseServer,
  ) {}

  statement(name: string): Promise<void> | undefined {
    if (name === 'lease_renew' && this.faults.strikes('lease_lost')) this.loseLease();
    const wait = this.life.pause(STATEMENT_MS, 12);
    if (wait === undefined && !this.server.away && !this.faults.strikes('statement_failed')) return undefined;
    return (wait ?? Promise.resolve()).then(() => {
      if (this.server.away || this.faults.strikes('statement_failed')) throw new ConnectionLost('the connection was lost');
    });
  }

  answered(): Promise<void> | undefined {
    return this.life.asleep ? this.life.awake() : undefined;
  }

  commit(durable: boolean): Promise<CommitFate> | CommitFate {
    const wait = this.life.pause(COMMIT_MS, 60);
    return wait ? wait.then(() => this.#fate(durable)) : this.#fate(durable);
  }

  #fate(durable: boolean): CommitFate {
    if (this.server.away || this.faults.strikes('commit_lost')) return 'lost';
    if (durable && this.faults.strikes('killed_after_commit')) this.life.dieSoon();
    return this.faults.strikes('commit_unanswered') ? 'unanswered' : 'done';
  }
}
