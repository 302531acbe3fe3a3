import { ok, refuse, type Clock, type DeviceAddress, type Result } from '@payport/domain';
import { nothingKept, type LinkReport, type TerminalDriver } from '@payport/terminals-core';
import type { Pool } from 'pg';
import type { EngineLog } from '../payments/index.ts';
import { claimAt, type HeldBy } from './device-claims.ts';

export interface LinkTrialPorts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Pick<EngineLog, 'warn'>;
  readonly instanceId: string;
  readonly assertMaySend: () => Promise<void>;
}

export interface TriedDevice {
  readonly deviceAddress: DeviceAddress;
  readonly driver: TerminalDriver;
  /** Null while no terminal has this device. */
  readonly terminalId: string | null;
  /** Who asked: whoever finds the device busy reads it. */
  readonly askedBy: string;
}

export interface TriedLink {
  readonly report: LinkReport;
  readonly atMs: number;
  readonly tookMs: number;
}

/** What the driver calls the number that the device gives of itself. */
export const tidOf = ({ evidence }: LinkReport): string | null => {
  const tid = evidence['terminalId'];
  return typeof tid === 'string' && tid !== '' ? tid : null;
};

/** Speaks to a device once, without money. Like every conversation it needs the device's claim. */
export class LinkTrial {
  constructor(private readonly ports: LinkTrialPorts) {}

  async run({ deviceAddress, driver, terminalId, askedBy }: TriedDevice): Promise<Result<TriedLink, HeldBy | null>> {
    const { pool, clock, log, instanceId, assertMaySend } = this.ports;
    const { rows } = await pool.query<{ fencing_token: string }>(
      `insert into device_claim (address, terminal_id, holder, service, cashier, instance_id, taken_at)
       values ($1, $2, 'service', 'link_test', $3, $4, $5) on conflict (address) do nothing returning fencing_token`,
      [deviceAddress, terminalId, askedBy, instanceId, new Date(clock.now())],
    );
    const [claim] = rows;
    if (!claim) return refuse(await claimAt(pool, deviceAddress));
    const startedAtMs = clock.monotonic();
    try {
      const report = await driver.testLink({
        abort: new AbortController().signal,
        beforeFirstByte: assertMaySend,
        dispatched: () => undefined,
        stage: () => undefined,
        keep: nothingKept,
        frame: () => undefined,
        alert: (alert) => log.warn('link_test_alert', { terminalId, kind: alert.kind }),
      });
      return ok({ report, atMs: clock.now(), tookMs: Math.round(clock.monotonic() - startedAtMs) });
    } finally {
      await pool.query('delete from device_claim where address = $1 and fencing_token = $2', [deviceAddress, claim.fencing_token]);
    }
  }
}
