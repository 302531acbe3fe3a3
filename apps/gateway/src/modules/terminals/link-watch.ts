import type { Clock, TerminalId, TerminalSeen } from '@payport/domain';
import { nothingKept, type LinkReport } from '@payport/terminals-core';
import { IS_WATCH } from '@payport/persistence';
import type { Pool } from 'pg';
import type { DriverDirectory } from '../terminal-sessions/index.ts';
import type { EngineLog } from '../payments/index.ts';
import type { PaymentStore } from '@payport/domain';
import { TimedLook } from '../../timed-look.ts';

/** How often a terminal that does not answer is asked whether it is back. */
const OFFLINE_CHECK_MS = 15_000;

const STALE_CLAIMS = `delete from device_claim c where c.instance_id = $1 and ${IS_WATCH('c')}`;

export interface LinkWatchPorts {
  readonly pool: Pool;
  readonly store: PaymentStore;
  readonly drivers: DriverDirectory;
  readonly clock: Clock;
  readonly log: EngineLog;
  readonly instanceId: string;
  readonly assertMaySend: () => Promise<void>;
}

const seenBy = (report: LinkReport, atMs: number): TerminalSeen =>
  report.reachable ? { reachable: true, atMs } : { reachable: false, atMs, why: { message: report.reason, step: report.step ?? null } };

/** Asks silent terminals, and only those, until they answer; a working terminal is never disturbed. */
export class LinkWatch extends TimedLook {
  constructor(private readonly ports: LinkWatchPorts) {
    super({ clock: ports.clock, everyMs: OFFLINE_CHECK_MS, failed: (error) => ports.log.warn('link_watch_failed', {}, error) });
  }

  /** One round over the terminals marked offline. */
  async look(): Promise<void> {
    // Rounds do not overlap: a claim that one of them left could not be given back, because the database was away.
    await this.ports.pool.query(STALE_CLAIMS, [this.ports.instanceId]);
    const { rows } = await this.ports.pool.query<{ id: string }>('select id from terminal where enabled and offline_since is not null');
    for (const row of rows) {
      if (this.stopped) return;
      await this.ask(row.id as TerminalId);
    }
  }

  private async ask(id: TerminalId): Promise<void> {
    const { store, clock, drivers, instanceId } = this.ports;
    const terminal = await store.terminal(id);
    if (!terminal) return;
    const claimed = await store.transaction([], (tx) =>
      tx.takeClaim({
        address: terminal.deviceAddress,
        terminalId: id,
        holder: 'service',
        paymentId: null,
        commandId: null,
        cashier: null,
        instanceId,
        takenAtMs: clock.now(),
      }),
    );
    if (claimed === null) return;
    try {
      const { driver } = await drivers.of(terminal);
      const report = await driver.testLink({
        abort: new AbortController().signal,
        beforeFirstByte: this.ports.assertMaySend,
        dispatched: () => undefined,
        stage: () => undefined,
        keep: nothingKept,
        frame: () => undefined,
        alert: (alert) => this.ports.log.warn('link_test_alert', { terminalId: id, kind: alert.kind }),
      });
      await store.markTerminal(id, seenBy(report, clock.now()));
    } finally {
      await this.ports.pool.query('delete from device_claim where address = $1 and fencing_token = $2', [terminal.deviceAddress, claimed.toString()]);
    }
  }
}
