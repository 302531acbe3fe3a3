import { DueTaken, type Clock, type CommandStore, type DueSettlement, type Random } from '@payport/domain';
import type { EngineLog } from '../payments/index.ts';
import { raiseAlarm, type CommandConclusion, type TerminalCommands } from '../service-commands/index.ts';
import { TimedLook } from '../../timed-look.ts';

/** How often is looked for what is due; also how soon a terminal that was busy or offline is tried again. */
const TICK_MS = 30_000;
/** A close so shortly before the moment was this day's: nobody closes twice. */
export const EARLY_MS = 60 * 60_000;
/** So long after its moment a day that is still open is missed, and people are told. */
export const MISSED_AFTER_MS = 2 * 60 * 60_000;
/** After a close that the terminal refused: five minutes, then twice as long each time, at most an hour. */
const FIRST_RETRY_MS = 5 * 60_000;
const LAST_RETRY_MS = 60 * 60_000;

export interface SchedulePorts {
  readonly commands: CommandStore;
  readonly terminals: TerminalCommands;
  readonly conclusion: CommandConclusion;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: EngineLog;
}

/** When a close that failed so often may be tried again. */
export const retryDelayMs = (failures: number): number => Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 10), LAST_RETRY_MS);

/**
 * Closes each terminal's day at its property's time. What is due is one question to the database, and the database also
 * sees to it that a moment is closed once, however many gateways look.
 */
export class SettlementSchedule extends TimedLook {
  /** Moments that people have been told about. */
  private readonly told = new Set<string>();

  constructor(private readonly ports: SchedulePorts) {
    super({ clock: ports.clock, everyMs: TICK_MS, failed: (error) => ports.log.warn('settlement_schedule_failed', {}, error) });
  }

  /** One round: what is due is closed, what is missed is told, what was left open is counted again. */
  async look(): Promise<void> {
    for (const due of await this.ports.commands.due(this.ports.clock.now(), EARLY_MS)) {
      if (this.stopped) return;
      if (due.taken) continue;
      if (this.mayTry(due)) await this.close(due);
      await this.tellMissed(due);
    }
    for (const id of await this.ports.commands.recountable()) await this.ports.conclusion.recount(id);
  }

  private mayTry({ failedAttempts, lastFailureMs }: DueSettlement): boolean {
    return failedAttempts === 0 || lastFailureMs === null || this.ports.clock.now() >= lastFailureMs + retryDelayMs(failedAttempts);
  }

  private async close(due: DueSettlement): Promise<void> {
    try {
      const started = await this.ports.terminals.start({
        propertyId: due.propertyId,
        terminalId: due.terminalId,
        kind: 'settlement',
        requestedBy: { kind: 'schedule', name: null, id: null },
        // Nobody is there to know what a close destroys: a terminal with a payment of unknown outcome waits for a person.
        acknowledged: [],
        idempotencyKey: null,
        dueAtMs: due.dueAtMs,
      });
      if (!started.ok) this.ports.log.warn('settlement_postponed', { terminalId: due.terminalId, why: started.error.code });
    } catch (error) {
      if (!(error instanceof DueTaken)) throw error;
    }
  }

  private async tellMissed(due: DueSettlement): Promise<void> {
    const key = `${due.terminalId} ${due.dueAtMs}`;
    const { clock, commands } = this.ports;
    if (this.told.has(key) || clock.now() < due.dueAtMs + MISSED_AFTER_MS) return;
    await commands.transaction([], (tx) => raiseAlarm(tx, this.ports, { ...due, commandId: null }, 'settlement_missed', clock.now()));
    this.told.add(key);
  }
}
