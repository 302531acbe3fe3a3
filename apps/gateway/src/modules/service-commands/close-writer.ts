import type { Clock, CommandId, CommandRecord, CommandStore, NewFrame } from '@payport/domain';
import type { Checkpoints, EngineLog, OutcomeJournal, PaymentObserver } from '../payments/index.ts';
import type { CommandOutcome } from '../terminal-sessions/index.ts';
import type { CommandConclusion } from './command-conclusion.ts';

/** Between two tries to write an outcome that the database did not take. */
const STORE_RETRY_MS = 500;
/** A database that hangs says no "no": after this time the outcome of a close is kept as if it had, ms. */
const STORE_SLOW_MS = 1_000;

export interface CloseWriterPorts {
  readonly conclusion: Pick<CommandConclusion, 'conclude'>;
  readonly journal: OutcomeJournal;
  readonly checkpoints: Checkpoints;
  readonly observer: Pick<PaymentObserver, 'outcomeKept'>;
  readonly clock: Clock;
  readonly log: Pick<EngineLog, 'warn'>;
}

/**
 * What came of a command is durable before anyone is told. A close can be asked about only by slip and tape, so that its
 * outcome goes to the journal while the database is away; its device stays claimed meanwhile, and we insist.
 */
export class CloseWriter {
  constructor(private readonly ports: CloseWriterPorts) {}

  async write(command: CommandRecord, outcome: CommandOutcome, frames: readonly NewFrame[]): Promise<CommandRecord> {
    const settles = command.kind === 'settlement';
    let keeping: Promise<boolean> | null = null;
    const keep = (): Promise<boolean> => {
      // What the disk refused once may fit later, so it is tried again at each turn.
      if (settles) keeping = (keeping ?? Promise.resolve(false)).then((kept) => kept || this.keep(command.id, outcome, frames));
      return keeping ?? Promise.resolve(false);
    };
    const cancel = this.ports.clock.after(STORE_SLOW_MS, () => void keep());
    try {
      return await this.insist(command, outcome, frames, keep);
    } finally {
      cancel();
      if (keeping !== null) await this.settle(command.id, keeping);
    }
  }

  private async insist(
    command: CommandRecord,
    outcome: CommandOutcome,
    frames: readonly NewFrame[],
    keep: () => Promise<boolean>,
  ): Promise<CommandRecord> {
    const { conclusion, clock, log } = this.ports;
    for (;;) {
      try {
        return await conclusion.conclude(command.id, outcome, command.kind === 'settlement', frames);
      } catch (error) {
        log.warn('command_outcome_not_written', { commandId: command.id, status: outcome.status }, error);
        await keep();
        await clock.sleep(STORE_RETRY_MS);
      }
    }
  }

  /** True when the outcome is safe on disk. */
  private async keep(commandId: CommandId, outcome: CommandOutcome, frames: readonly NewFrame[]): Promise<boolean> {
    const { journal, clock, observer, log, checkpoints } = this.ports;
    try {
      await journal.keep({ commandId, atMs: clock.now(), outcome, frames });
    } catch (error) {
      observer.outcomeKept('memory');
      log.warn('close_not_journaled', { commandId }, error);
      return false;
    }
    observer.outcomeKept('journal');
    log.warn('close_journaled', { commandId });
    await checkpoints.reached('close_journaled', commandId);
    return true;
  }

  /** Not settled means replayed at the next start, where a close that has ended stays as it is. */
  private async settle(commandId: CommandId, keeping: Promise<boolean>): Promise<void> {
    try {
      if (await keeping) await this.ports.journal.settle(commandId);
    } catch (error) {
      this.ports.log.warn('journal_not_settled', { commandId }, error);
    }
  }
}

export interface CloseReplayPorts {
  readonly journal: OutcomeJournal;
  readonly commands: Pick<CommandStore, 'find'>;
  readonly conclusion: Pick<CommandConclusion, 'conclude'>;
  readonly log: Pick<EngineLog, 'warn'>;
  /** True while a close's own run still holds its outcome and insists itself. */
  readonly isRunning: (id: string) => boolean;
}

/** Brings what the journal holds of closes into the database. What does not get there stays, and is tried again by the next call. */
export async function replayCloses({ journal, commands, conclusion, log, isRunning }: CloseReplayPorts): Promise<void> {
  for (const { commandId, atMs, outcome, frames } of journal.closes()) {
    if (isRunning(commandId)) continue;
    try {
      const command = await commands.find(commandId);
      if (!command) {
        // A database that was set back to before this close: a person has to see the line.
        await journal.setAside(commandId);
        log.warn('journal_without_close', { commandId });
        continue;
      }
      const evidence = { ...outcome.evidence, journaledAt: new Date(atMs).toISOString() };
      // "Not known" is no news of a close that others have asked about since.
      const isNews = outcome.status !== 'unknown' || command.status === 'accepted' || command.status === 'in_progress';
      if (isNews) await conclusion.conclude(commandId, { ...outcome, evidence }, true, frames);
      await journal.settle(commandId);
      log.warn('journal_close_replayed', { commandId, status: outcome.status });
    } catch (error) {
      log.warn('journal_close_not_replayed', { commandId }, error);
    }
  }
}
