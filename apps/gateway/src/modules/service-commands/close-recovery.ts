import type { Bilingual, Clock, CommandId, CommandRecord, CommandStore, NewFrame, PaymentStore, Random } from '@payport/domain';
import type { SettlementFinding } from '@payport/terminals-core';
import { tellOfTerminal, UnmappedCodes, type EngineLog } from '../payments/index.ts';
import { delayBeforeAttempt, LadderTime, OrphanWatch } from '../recovery/index.ts';
import { LOST_CLOSE, ofClose, type BatchBefore, type CommandOutcome, type TerminalSessions } from '../terminal-sessions/index.ts';
import type { CommandConclusion } from './command-conclusion.ts';

export interface CloseRecoveryPorts {
  readonly commands: CommandStore;
  readonly store: PaymentStore;
  readonly sessions: TerminalSessions;
  readonly conclusion: CommandConclusion;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: EngineLog;
  readonly instanceId: string;
  readonly assertMaySend: () => Promise<void>;
  /** How long the device is asked before it may serve guests again, ms. */
  readonly ladderMs: number;
  readonly isRunning: (id: string) => boolean;
}

const NOT_SENT: Bilingual = {
  ru: 'Шлюз был перезапущен раньше, чем обратился к терминалу',
  en: 'The gateway was restarted before it spoke to the terminal',
};
const INTERRUPTED: Bilingual = {
  ru: 'Шлюз был перезапущен, ответ терминала потерян. Запросите ещё раз',
  en: 'The gateway was restarted and the answer is lost. Ask again',
};
const NOT_CLOSED: Bilingual = {
  ru: 'День не закрыт: операции остались в терминале',
  en: 'The day is not closed: the operations are still in the terminal',
};
const CANNOT_TELL: Bilingual = {
  ru: 'Терминал не смог сказать, закрыт ли день. Это покажет реестр банка или следующая сверка',
  en: 'The terminal could not tell whether the day is closed. The bank’s file or the next settlement will show it',
};

const NOTHING = { text: null, totals: null, reachable: null, close: null, sent: true } as const;

/** Closes whose answer was lost: the device is asked by slip and tape until it tells, and is never told to close again. */
export class CloseRecovery {
  private readonly timers = new Map<CommandId, () => void>();
  private readonly asking = new Map<CommandId, Promise<void>>();
  private stopped = false;

  private readonly orphans: OrphanWatch<CommandId>;
  private readonly ladder: LadderTime<CommandId>;

  constructor(private readonly ports: CloseRecoveryPorts) {
    this.ladder = new LadderTime(ports.clock, ports.ladderMs);
    this.orphans = new OrphanWatch(ports.clock);
  }

  /** What an earlier run of this gateway left under way, and what it `adopted`. `olderThanMs` spares commands that just begin. */
  async takeOver(olderThanMs = 0, adopted: ReadonlySet<CommandId> = new Set()): Promise<number> {
    const { commands, instanceId } = this.ports;
    const open = (await commands.openOfInstance(instanceId)).filter(({ id }) => !this.isAttended(id));
    const ripe = this.orphans.ripe(
      open.map(({ id }) => id),
      olderThanMs,
    );
    let taken = 0;
    for (const command of open) {
      if (!(ripe.has(command.id) || adopted.has(command.id)) || this.isAttended(command.id)) continue;
      taken += 1;
      const current = command.status === 'unknown' ? command : await this.interrupt(command);
      if (current.status === 'unknown' && current.holdsTerminal) this.schedule(current, 0);
    }
    return taken;
  }

  private isAttended(id: CommandId): boolean {
    return this.ports.isRunning(id) || this.timers.has(id) || this.asking.has(id);
  }

  private interrupt(command: CommandRecord): Promise<CommandRecord> {
    const settles = command.kind === 'settlement';
    const evidence = { interruptedAs: command.status };
    const outcome: CommandOutcome =
      command.status === 'accepted'
        ? { ...NOTHING, status: 'failed', message: NOT_SENT, evidence, sent: false }
        : { ...NOTHING, status: 'unknown', message: settles ? LOST_CLOSE : INTERRUPTED, evidence };
    return this.ports.conclusion.conclude(command.id, outcome, settles, []);
  }

  /** Plans the next question about a close. */
  schedule(command: CommandRecord, delayMs = delayBeforeAttempt(command.recoveryAttempts)): void {
    if (this.stopped) return;
    this.ladder.begin(command.id);
    this.timers.get(command.id)?.();
    this.timers.set(
      command.id,
      this.ports.clock.after(delayMs, () => {
        this.timers.delete(command.id);
        const question = this.ask(command.id)
          .catch((error: unknown) => {
            this.ports.log.warn('close_recovery_failed', { commandId: command.id }, error);
            this.schedule(command);
          })
          .finally(() => this.asking.delete(command.id));
        this.asking.set(command.id, question);
      }),
    );
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
    await Promise.all(this.asking.values());
  }

  private async ask(id: CommandId): Promise<void> {
    const { commands, store, sessions, conclusion, log } = this.ports;
    const command = await commands.find(id);
    if (command?.status !== 'unknown' || !command.holdsTerminal) return;
    const terminal = await store.terminal(command.terminalId);
    if (!terminal) return;
    const frames: NewFrame[] = [];
    const codes = new UnmappedCodes();
    const found = await sessions.recoverClose(command, terminal, await this.batchBefore(command), {
      beforeFirstByte: this.ports.assertMaySend,
      dispatched: () => undefined,
      stage: () => undefined,
      frame: (frame) => frames.push(frame),
      alert: (alert) => {
        codes.hear(alert);
        log.warn('command_alert', { commandId: id, terminalId: command.terminalId, kind: alert.kind, detail: alert.detail });
      },
    });
    const finding = { ...found, evidence: { ...found.evidence, ...codes.evidence() } };
    const outcome = this.outcomeOf(command, finding);
    if (outcome) {
      await conclusion.conclude(id, outcome, false, frames);
      this.ladder.end(id);
      return;
    }
    await commands.transaction([], async (tx) => {
      await tx.addCommandFrames(command, frames);
      await tellOfTerminal(tx, command, finding.evidence, this.ports);
      await tx.countCommandAttempt(id);
    });
    this.schedule({ ...command, recoveryAttempts: command.recoveryAttempts + 1 });
  }

  /**
   * Whether we know of operations in the batch that was to be closed, and of another close that may have closed it before. All by
   * our own clock: on a terminal whose clock is ahead, what the last close took along would seem to have come after it.
   */
  private batchBefore(command: CommandRecord): Promise<BatchBefore> {
    return this.ports.commands.transaction([], async (tx) => {
      const untilMs = command.dispatchedAtMs ?? command.createdAtMs;
      const earlierCloseAtMs = await tx.earlierCloseMs(command);
      const lastCloseMs = await tx.lastCloseMs(command.terminalId);
      // A close in doubt may have taken everything before it along.
      const openedAtMs = earlierCloseAtMs === null ? lastCloseMs : Math.max(earlierCloseAtMs, lastCloseMs ?? 0);
      const { moved, lastHostTime } = await tx.movedBetween(command.terminalId, openedAtMs, untilMs);
      return { heldOperations: moved, lastOperationAt: lastHostTime, earlierCloseAtMs };
    });
  }

  /** Null: nothing is proven, and the device is asked again. */
  private outcomeOf(command: CommandRecord, found: SettlementFinding): CommandOutcome | null {
    const evidence = { finding: found.finding, ...found.evidence };
    if (found.finding === 'done') return ofClose(found.result, evidence);
    if (found.finding === 'not_closed_proven') {
      return { ...NOTHING, status: 'failed', message: found.decline?.message ?? NOT_CLOSED, evidence, reachable: true };
    }
    const sinceMs = command.unknownSinceMs ?? command.createdAtMs;
    const given = (found.finding === 'cannot_tell' && found.conclusive) || this.ladder.isOver(command.id, sinceMs, found.finding === 'in_progress');
    // It stays unknown, but the terminal serves guests again.
    return given ? { ...NOTHING, status: 'unknown', message: CANNOT_TELL, evidence } : null;
  }
}
