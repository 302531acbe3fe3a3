import type { CommandRecord, CommandStore, NewFrame, PaymentStore, TerminalSeen } from '@payport/domain';
import { Suspicion, type EngineLog } from '../payments/index.ts';
import type { CommandOutcome, TerminalSessions } from '../terminal-sessions/index.ts';
import { CloseWriter, type CloseWriterPorts } from './close-writer.ts';

export interface CommandRunnerPorts extends CloseWriterPorts {
  readonly commands: CommandStore;
  readonly store: PaymentStore;
  readonly sessions: TerminalSessions;
  readonly log: EngineLog;
  readonly assertMaySend: () => Promise<void>;
  /** Called when a close ended without proof. */
  readonly onUnknown: (command: CommandRecord) => void;
}

/** Takes a command whose intent is durable to what came of it. */
export class CommandRunner {
  private readonly running = new Map<string, Promise<void>>();
  private readonly outcomes: CloseWriter;

  constructor(private readonly ports: CommandRunnerPorts) {
    this.outcomes = new CloseWriter(ports);
  }

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
    if (command.kind === 'settlement') await this.ports.checkpoints.reached('close_known', command.id);
    const concluded = await this.outcomes.write(command, outcome, frames);
    const seen = seenBy(outcome, clock.now());
    if (seen !== null) await store.markTerminal(terminal.id, seen);
    if (concluded.kind === 'settlement' && concluded.status === 'unknown') this.ports.onUnknown(concluded);
  }
}

function seenBy({ reachable, message, step }: CommandOutcome, atMs: number): TerminalSeen | null {
  if (reachable === true) return { reachable, atMs };
  return reachable === false && message !== null ? { reachable, atMs, why: { message, step: step ?? null } } : null;
}
