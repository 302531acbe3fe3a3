import type { ClaimRecord, DeviceAddress } from '@payport/domain';

/** A row of `gateway_instance`; times by the database's clock. */
export interface GatewayRow {
  readonly epoch: bigint;
  readonly leaseUntilMs: number;
  readonly machine: string;
}

/** Gateways that registered, and the sessions that hold their names. */
export class MemoryInstances {
  readonly rows = new Map<string, GatewayRow>();
  /** Which session has locked which name. */
  readonly names = new Map<string, object>();

  /** A new lease under the name: its epoch is counted on. */
  take(instanceId: string, machine: string, leaseUntilMs: number): bigint {
    const epoch = (this.rows.get(instanceId)?.epoch ?? 0n) + 1n;
    this.rows.set(instanceId, { epoch, leaseUntilMs, machine });
    return epoch;
  }

  renew(instanceId: string, epoch: string, nowMs: number, leaseMs: number): boolean {
    const row = this.rows.get(instanceId);
    if (!row || String(row.epoch) !== epoch || row.leaseUntilMs <= nowMs) return false;
    this.rows.set(instanceId, { epoch: row.epoch, leaseUntilMs: nowMs + leaseMs, machine: row.machine });
    return true;
  }

  countOn(instanceId: string): void {
    const row = this.rows.get(instanceId);
    if (row) this.rows.set(instanceId, { epoch: row.epoch + 1n, leaseUntilMs: row.leaseUntilMs, machine: row.machine });
  }

  /** Lets go of every name that the session holds. */
  release(session: object): void {
    for (const [name, holder] of [...this.names]) if (holder === session) this.names.delete(name);
  }

  /** Others than this one, by whether their lease has run out. */
  others(instanceId: string, nowMs: number, dead: boolean): readonly (readonly [string, GatewayRow])[] {
    const found: (readonly [string, GatewayRow])[] = [];
    for (const entry of this.rows) {
      const [id, { leaseUntilMs }] = entry;
      if (id !== instanceId && (dead ? leaseUntilMs < nowMs : leaseUntilMs > nowMs)) found.push(entry);
    }
    return found;
  }
}

/** Whether a gateway on that machine may speak to what hangs there. */
export const reaches = (address: DeviceAddress, ofMachine: string, machine: string): boolean => address.startsWith('tcp:') || ofMachine === machine;

/** The link watch's claim: it has no command. */
export const isWatch = ({ holder, commandId }: ClaimRecord): boolean => holder === 'service' && commandId === null;
