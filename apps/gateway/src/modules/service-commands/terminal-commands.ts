import {
  refuse,
  type Clock,
  type CommandId,
  type CommandKind,
  type CommandRecord,
  type CommandStore,
  type PropertyId,
  type Result,
  type SettlementRecord,
  type TerminalRecord,
} from '@payport/domain';
import { mayBegin, type EngineLog, type Refusal } from '../payments/index.ts';
import type { TerminalSessions } from '../terminal-sessions/index.ts';
import type { CommandRequest, StartedCommand } from './command-requests.ts';
import type { CommandRunner } from './command-runner.ts';
import type { CommandsService } from './commands.service.ts';

export interface TerminalCommandsPorts {
  readonly service: CommandsService;
  readonly runner: CommandRunner;
  readonly commands: CommandStore;
  readonly sessions: TerminalSessions;
  readonly clock: Clock;
  readonly log: Pick<EngineLog, 'warn'>;
  /** Resolves while this gateway may send. */
  readonly assertMaySend: () => Promise<void>;
}

const isPending = ({ status }: CommandRecord): boolean => status === 'accepted' || status === 'in_progress';

/** What Sonata, the portal and the schedule may ask of terminals beside payments. */
export class TerminalCommands {
  private accepting = true;
  private readonly starting = new Set<Promise<unknown>>();
  private readonly released = new AbortController();

  constructor(private readonly ports: TerminalCommandsPorts) {}

  /** A new command goes to its device before this resolves; a replay changes nothing. */
  async start(request: CommandRequest): Promise<Result<StartedCommand, Refusal>> {
    if (!this.accepting) return refuse({ code: 'unavailable' });
    const starting = this.begin(request);
    this.starting.add(starting);
    return starting.finally(() => this.starting.delete(starting));
  }

  private async begin(request: CommandRequest): Promise<Result<StartedCommand, Refusal>> {
    const started = await this.ports.service.start(request, await mayBegin(this.ports.assertMaySend, this.ports.log));
    if (started.ok && !started.value.replayed) this.ports.runner.begin(started.value.command);
    return started;
  }

  find(id: CommandId): Promise<CommandRecord | null> {
    return this.ports.commands.find(id);
  }

  /** Null for an unknown id and for another property's settlement alike. */
  async settlement(propertyId: PropertyId, id: CommandId): Promise<SettlementRecord | null> {
    const settlement = await this.ports.commands.settlement(id);
    return settlement?.propertyId === propertyId ? settlement : null;
  }

  /** Kinds that this terminal can do. */
  kindsOf(terminal: TerminalRecord): Promise<readonly CommandKind[]> {
    return this.ports.sessions.commandsOf(terminal);
  }

  /** Holds until the command is no longer pending, the time is over, or the caller has gone. */
  async wait(id: CommandId, timeoutMs: number, signal: AbortSignal): Promise<void> {
    const command = await this.ports.commands.find(id);
    if (!command || !isPending(command)) return;
    const late = new AbortController();
    const gone = AbortSignal.any([signal, late.signal, this.released.signal]);
    await Promise.race([this.ports.runner.ended(id), this.ports.clock.sleep(timeoutMs, gone)]);
    late.abort();
  }

  /** From here on new commands are refused; resolves when those that were let in have their claim. */
  async stopAccepting(): Promise<void> {
    this.accepting = false;
    await Promise.allSettled(this.starting);
  }

  /** Ends held answers: their callers get the command as it stands. */
  releaseWaiters(): void {
    this.released.abort();
  }
}
