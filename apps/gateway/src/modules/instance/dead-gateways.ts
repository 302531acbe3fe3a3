import type { Adoption, InstanceStore, LeaseHolder, PaymentStore, TerminalId } from '@payport/domain';
import { TerminalSetupError, type DriverDirectory } from '../terminal-sessions/index.ts';

/** Where the longest step of a device is not known: longer than any terminal's own limit, ms. */
const LONGEST_STEP_MS = 300_000;

export interface DeadGatewayPorts {
  readonly instances: InstanceStore;
  readonly store: PaymentStore;
  readonly drivers: DriverDirectory;
  readonly holder: LeaseHolder;
}

/**
 * What gateways left open whose lease has run out. A device that is reached over the network is taken over from any
 * machine; anything else (a program's folder, a serial port) only from the one that it hangs on.
 */
export class DeadGateways {
  constructor(private readonly ports: DeadGatewayPorts) {}

  /** True when another gateway lives on this database. */
  othersLive(): Promise<boolean> {
    return this.ports.instances.othersLive(this.ports.holder.instanceId);
  }

  /** Makes their open payments and commands ours; two gateways never adopt the same. */
  async adopt(): Promise<Adoption> {
    const { instances, holder } = this.ports;
    if (!(await instances.leftByTheDead(holder.instanceId))) return { payments: [], commands: [] };
    return instances.adopt(holder, { of: (terminal) => this.longestStepMs(terminal), longest: LONGEST_STEP_MS });
  }

  private async longestStepMs(id: TerminalId): Promise<number> {
    const terminal = await this.ports.store.terminal(id);
    if (!terminal) return LONGEST_STEP_MS;
    try {
      return (await this.ports.drivers.of(terminal)).stepLimitMs;
    } catch (error) {
      if (error instanceof TerminalSetupError) return LONGEST_STEP_MS;
      throw error;
    }
  }
}
