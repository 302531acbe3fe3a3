import type { CommandId, PaymentId, TerminalId } from './ids.ts';

/** A gateway, and the machine that it runs on. */
export interface LeaseHolder {
  readonly instanceId: string;
  readonly machine: string;
}

/** A connection of its own: the name that it locks is free as soon as it ends, however it ends. */
export interface LeaseSession {
  /** Locks the name and begins a lease by the database's clock. Its epoch; null where another session has the name. */
  take(holder: LeaseHolder, leaseMs: number): Promise<string | null>;
  /** False, and nothing is renewed, when the lease has run out or its epoch was counted on. */
  renew(instanceId: string, epoch: string, leaseMs: number): Promise<boolean>;
  end(): Promise<void>;
}

export interface Adoption {
  readonly payments: readonly { readonly id: PaymentId; readonly from: string }[];
  readonly commands: readonly CommandId[];
}

/** How long the devices of dead gateways may still be told something by a sleeper, ms. */
export interface StepLimits {
  readonly of: (terminal: TerminalId) => Promise<number>;
  readonly longest: number;
}

/** What gateways on one database know of each other. */
export interface InstanceStore {
  /** `lost` is called once when the connection ends without being asked to. */
  session(lost: (session: LeaseSession, error: Error | null) => void): Promise<LeaseSession>;
  /** True when another gateway's lease holds. */
  othersLive(instanceId: string): Promise<boolean>;
  /** True when a gateway whose lease has run out left anything that somebody may adopt. */
  leftByTheDead(instanceId: string): Promise<boolean>;
  /**
   * Makes what dead gateways left open the heir's, in one transaction: payments at once, commands when their device is free
   * in any case; those behind `tcp:` on any machine, others on their own. The epoch of the dead is counted on.
   */
  adopt(heir: LeaseHolder, steps: StepLimits): Promise<Adoption>;
}
