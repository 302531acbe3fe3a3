import {
  totalsMatch,
  uuidV7,
  type AlarmKind,
  type BatchSpan,
  type Clock,
  type CommandId,
  type CommandRecord,
  type CommandStore,
  type CommandTx,
  type NewFrame,
  type Random,
  type SettlementRecord,
} from '@payport/domain';
import { alarmText } from '../alarms/index.ts';
import { tellOfTerminal } from '../payments/index.ts';
import type { CommandOutcome } from '../terminal-sessions/index.ts';

export interface ConclusionPorts {
  readonly commands: CommandStore;
  readonly clock: Clock;
  readonly random: Random;
}

/** What came of a command, with what it means for the batch and for people: one durable transaction. */
export class CommandConclusion {
  constructor(private readonly ports: ConclusionPorts) {}

  /**
   * `holds`: an unknown close keeps its terminal while the device still has to be asked. A command that has ended since is
   * left as it is.
   */
  conclude(id: CommandId, outcome: CommandOutcome, holds: boolean, frames: readonly NewFrame[]): Promise<CommandRecord> {
    const atMs = this.ports.clock.now();
    return this.ports.commands.transaction([], async (tx) => {
      const current = await tx.lockCommand(id);
      if (!current) throw new Error(`command ${id} does not exist`);
      await tx.addCommandFrames(current, frames);
      await tellOfTerminal(tx, current, outcome.evidence, this.ports);
      if (current.finalAtMs !== null) return current;
      const { status, text, message, totals, evidence } = outcome;
      await tx.saveCommand(id, { status, holdsTerminal: status === 'unknown' && holds, text, message, totals, evidence: { ...evidence }, atMs });
      if (current.kind === 'settlement') await this.ofSettlement(tx, current, outcome, atMs);
      return (await tx.command(id)) ?? current;
    });
  }

  private async ofSettlement(tx: CommandTx, current: CommandRecord, outcome: CommandOutcome, atMs: number): Promise<void> {
    if (outcome.status === 'done') return this.close(tx, current, outcome, atMs);
    if (outcome.status === 'unknown') return this.raise(tx, current, 'settlement_unknown', atMs);
    // The unknown close is known now: the batch is open.
    await tx.clearAlarms(current.terminalId, ['settlement_unknown'], atMs);
    // That somebody else had the device is no trouble of the terminal; the schedule tries again.
    if (outcome.sent) await this.raise(tx, current, 'settlement_failed', atMs);
  }

  private async close(tx: CommandTx, current: CommandRecord, outcome: CommandOutcome, atMs: number): Promise<void> {
    const openedAtMs = await tx.lastCloseMs(current.terminalId);
    const hostTime = outcome.close?.hostTime ?? null;
    // Without the terminal's own time: nothing ran between our dispatch and the close, the claim saw to that.
    const at = hostTime === null ? (current.dispatchedAtMs ?? atMs) : await tx.momentOf(current.propertyId, hostTime);
    const closedAtMs = openedAtMs === null ? at : Math.max(at, openedAtMs);
    const { totals: gatewayTotals, unresolved } = await tx.countBatch(spanOf(current, openedAtMs, closedAtMs), atMs);
    const matches = totalsMatch(outcome.totals, gatewayTotals);
    const hostAgrees = outcome.close?.hostAgrees ?? null;
    await tx.saveBatch(current.id, { openedAtMs, closedAtMs, hostAgrees, gatewayTotals, matches, unresolved });
    await tx.addSettlementOutbox(current, atMs);
    await this.judge(tx, current, matches === false || hostAgrees === false, atMs);
  }

  /**
   * A good close ends every alarm about closes of this terminal. One that does not fit is news of its own: whoever has looked
   * at an earlier one knows nothing of it.
   */
  private async judge(tx: CommandTx, command: CommandRecord, differs: boolean, atMs: number): Promise<void> {
    await tx.clearAlarms(command.terminalId, ['settlement_missed', 'settlement_failed', 'settlement_unknown'], atMs);
    await tx.clearAlarms(command.terminalId, ['settlement_mismatch'], atMs, differs ? command.id : undefined);
    if (differs) await this.raise(tx, command, 'settlement_mismatch', atMs);
  }

  /** Payments that a closed batch left open have ended: it is counted again. */
  recount(id: CommandId): Promise<void> {
    const atMs = this.ports.clock.now();
    return this.ports.commands.transaction([], async (tx) => {
      await tx.lockCommand(id);
      const settlement = await tx.settlement(id);
      if (settlement?.closedAtMs == null) return;
      const { openedAtMs, closedAtMs, hostAgrees } = settlement;
      const { totals: gatewayTotals, unresolved } = await tx.countBatch(spanOf(settlement, openedAtMs, closedAtMs), atMs);
      const stillOpen = unresolved.filter((payment) => settlement.unresolved.includes(payment));
      const matches = totalsMatch(settlement.totals, gatewayTotals);
      await tx.saveBatch(id, { openedAtMs, closedAtMs, hostAgrees, gatewayTotals, matches, unresolved: stillOpen });
      if (await isLastClose(tx, settlement)) await this.judge(tx, settlement, matches === false || hostAgrees === false, atMs);
    });
  }

  private raise(tx: CommandTx, command: CommandRecord, kind: AlarmKind, atMs: number): Promise<void> {
    return raiseAlarm(tx, this.ports, { ...command, commandId: command.id }, kind, atMs);
  }
}

/** A close that told no time stands at the moment at which it was sent, which is ours: terminals' clocks are minutes off. */
const spanOf = ({ terminalId, dispatchedAtMs }: CommandRecord, openedAtMs: number | null, closedAtMs: number): BatchSpan => ({
  terminalId,
  openedAtMs,
  closedAtMs,
  byOurClock: closedAtMs === dispatchedAtMs,
});

/** Alarms are about the newest close: an older one must not end or raise what a later one has said. */
const isLastClose = async (tx: CommandTx, settlement: SettlementRecord): Promise<boolean> =>
  (await tx.lastCloseMs(settlement.terminalId)) === settlement.closedAtMs;

export async function raiseAlarm(
  tx: CommandTx,
  { clock, random }: Pick<ConclusionPorts, 'clock' | 'random'>,
  about: Pick<CommandRecord, 'propertyId' | 'terminalId' | 'terminalName'> & { readonly commandId: CommandId | null },
  kind: AlarmKind,
  sinceMs: number,
): Promise<void> {
  const { propertyId, terminalId, terminalName, commandId } = about;
  const told = alarmText(kind, { terminal: terminalName });
  await tx.raiseAlarm({ id: uuidV7(clock, random), propertyId, terminalId, commandId, kind, ...told, sinceMs });
}
