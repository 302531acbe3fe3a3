import type { Clock, CommandId, PaymentId } from '@payport/domain';
import type { DeadGateways } from '../instance/index.ts';
import type { EngineLog, PaymentsService } from '../payments/index.ts';
import type { RecoveryService } from '../recovery/index.ts';
import type { CloseRecovery } from '../service-commands/index.ts';
import type { TwoPhase } from '../two-phase/index.ts';

/** Payments that begin right now are not orphans; older ones without a runner are. */
const ORPHAN_AGE_MS = 60_000;
const ORPHAN_CHECK_MS = 30_000;
/** How soon after its lease has run out a dead gateway's payments are asked about, ms. */
const DEAD_CHECK_MS = 5_000;

export interface TakeOverPorts {
  readonly recovery: Pick<RecoveryService, 'takeOver'>;
  readonly held: Pick<TwoPhase, 'takeOver'>;
  readonly closes: Pick<CloseRecovery, 'takeOver'>;
  readonly payments: Pick<PaymentsService, 'note'>;
  /** Brings outcomes that the database did not take into it. */
  readonly replay: () => Promise<void>;
  readonly dead: Pick<DeadGateways, 'adopt'>;
  readonly clock: Clock;
  readonly log: EngineLog;
}

/** Whatever nobody works on any more is asked about here: what this name's former run left open, and what a dead gateway did. */
export class TakeOver {
  private stopped = false;
  private readonly cancels = new Map<string, () => void>();

  constructor(private readonly ports: TakeOverPorts) {}

  /** Takes over the former run's work, and looks for orphans from now on. */
  async start(): Promise<void> {
    await this.own(0);
    await this.ofTheDead();
    this.every(ORPHAN_CHECK_MS, 'orphan_check_failed', () => this.own(ORPHAN_AGE_MS));
    this.every(DEAD_CHECK_MS, 'dead_gateway_check_failed', () => this.ofTheDead());
  }

  stop(): void {
    this.stopped = true;
    for (const cancel of this.cancels.values()) cancel();
  }

  private async own(olderThanMs: number, payments?: ReadonlySet<PaymentId>, commands?: ReadonlySet<CommandId>): Promise<void> {
    const { recovery, held, closes, replay, log } = this.ports;
    // Before anything is asked: what a device has said already is not asked for again.
    await replay();
    const paymentCount = (await recovery.takeOver(olderThanMs, payments)) + (await held.takeOver());
    if (paymentCount > 0) log.warn('open_payments_taken_over', { count: paymentCount });
    const commandCount = await closes.takeOver(olderThanMs, commands);
    if (commandCount > 0) log.warn('open_commands_taken_over', { count: commandCount });
  }

  private async ofTheDead(): Promise<void> {
    const { payments, commands } = await this.ports.dead.adopt();
    if (payments.length === 0 && commands.length === 0) return;
    this.ports.log.warn('dead_gateway_taken_over', {
      from: [...new Set(payments.map(({ from }) => from))],
      payments: payments.length,
      commands: commands.length,
    });
    for (const { id, from } of payments) await this.ports.payments.note(id, 'adopted', 'gateway', { from });
    // Only what was adopted is taken at once: a payment of ours may just lie between its commit and its order.
    await this.own(ORPHAN_AGE_MS, new Set(payments.map(({ id }) => id)), new Set(commands));
  }

  private every(delayMs: number, failure: string, work: () => Promise<void>): void {
    if (this.stopped) return;
    const again = (): void => this.every(delayMs, failure, work);
    this.cancels.set(
      failure,
      this.ports.clock.after(delayMs, () => {
        work()
          .catch((error: unknown) => this.ports.log.warn(failure, {}, error))
          .finally(again);
      }),
    );
  }
}
