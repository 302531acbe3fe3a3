import type { Clock, CommandRecord, CommandStore, NewFrame, PaymentStore } from '@payport/domain';
import { Suspicion, type EngineLog } from '../payments/index.ts';
import type { CommandOutcome, TerminalSessions } from '../terminal-sessions/index.ts';
import type { CommandConclusion } from './command-conclusion.ts';

/** Between two tries to write an outcome that the database did not take. */
const STORE_RETRY_MS = 500;

export interface CommandRunnerPorts {
  readonly commands: CommandStore;
  readonly store: PaymentStore;
  readonly sessions: TerminalSessions;
  readonly conclusion: CommandConclusion;
  readonly clock: Clock;
  readonly log: EngineLog;
  readonly assertMaySend: () => Promise<void>;
  /** Called when a close ended without proof. */
  readonly onUnknown: (command: CommandRecord) => void;
}

/** Takes a command whose intent is durable to what came of it. */
export class CommandRunner {
  private readonly running = new Map<string, Promise<void>>();

  constructor(private readonly ports: CommandRunnerPorts) {}

  /** Starts the command on its device and returns at once. */
  begin(command: CommandRecord): void {
    const run = this.run(command)
      .catch((error: unknown) => this.ports.log.warn('command_run_failed', { commandId: command.id }, error))
      .finally(() => this.running.delete(command.id));
    this.running.set(command.id, run);
  }

  /** Resolves when the command no longer runs here. */
  ended(id: string): Promise<void> {
    return this.running.get(id) ?? Promise.resolve();
  }

  isRunning(id: string): boolean {
    return this.running.has(id);
  }

  runningCount(): number {
    return this.running.size;
  }

  async drain(timeoutMs: number): Promise<boolean> {
    const all = Promise.all([...this.running.values()]).then(() => true);
    let cancel = (): void => undefined;
    const late = new Promise<boolean>((resolve) => {
      cancel = this.ports.clock.after(timeoutMs, () => resolve(false));
    });
    return Promise.race([all, late]).finally(() => cancel());
  }

  private async run(command: CommandRecord): Promise<void> {
    const { store, sessions, log, clock, commands } = this.ports;
    const terminal = await store.terminal(command.terminalId);
    if (!terminal) throw new Error(`terminal ${command.terminalId} does not exist`);
    const frames: NewFrame[] = [];
    let marked = false;
    const suspicion = new Suspicion(terminal);
    const answered = await sessions.command(command, terminal, {
      // The mark "about to send" is durable before the first byte: a close without it provably never ran.
      beforeFirstByte: async () => {
        await this.ports.assertMaySend();
        if (marked) return;
        await commands.transaction([], (tx) => tx.markDispatched(command.id, clock.now()));
        marked = true;
      },
      dispatched: () => undefined,
      stage: () => undefined,
      frame: (frame) => frames.push(frame),
      alert: (alert) => {
        suspicion.hear(alert);
        log.warn('command_alert', { commandId: command.id, terminalId: command.terminalId, kind: alert.kind, detail: alert.detail });
      },
    });
    const outcome = { ...answered, evidence: { ...answered.evidence, ...suspicion.evidence() } };
    const concluded = await this.conclude(command, outcome, frames);
    if (outcome.reachable !== null) await store.markTerminal(terminal.id, { reachable: outcome.reachable, atMs: clock.now() });
    if (concluded.kind === 'settlement' && concluded.status === 'unknown') this.ports.onUnknown(concluded);
  }

  /** While the database is away the device stays claimed, and we insist. */
  private async conclude(command: CommandRecord, outcome: CommandOutcome, frames: readonly NewFrame[]): Promise<CommandRecord> {
    for (;;) {
      try {
        return await this.ports.conclusion.conclude(command.id, outcome, command.kind === 'settlement', frames);
      } catch (error) {
        this.ports.log.warn('command_outcome_not_written', { commandId: command.id, status: outcome.status }, error);
        await this.ports.clock.sleep(STORE_RETRY_MS);
      }
    }
  }
}
