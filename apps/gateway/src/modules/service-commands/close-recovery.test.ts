import type { CommandId, CommandRecord, CommandStore, CommandTx, PaymentStore, TerminalRecord } from '@payport/domain';
import { ManualClock, SeededRandom } from '@payport/testing';
import type { SettlementFinding } from '@payport/terminals-core';
import { describe, expect, it } from 'vitest';
import type { CommandOutcome, TerminalSessions } from '../terminal-sessions/index.ts';
import { CloseRecovery } from './close-recovery.ts';

const LADDER_MS = 30 * 60_000;
const ID = 'close' as CommandId;

/** A close whose answer was lost, and a device that says of it what `finding` is. */
function lostClose(finding: SettlementFinding) {
  const clock = new ManualClock();
  const concluded: CommandOutcome[] = [];
  const nowMs = clock.now();
  const command = {
    id: ID,
    status: 'unknown',
    holdsTerminal: true,
    recoveryAttempts: 0,
    createdAtMs: nowMs,
    dispatchedAtMs: nowMs,
    unknownSinceMs: nowMs,
  } as unknown as CommandRecord;
  const tx = {
    earlierCloseMs: () => null,
    lastCloseMs: () => null,
    movedBetween: () => ({ moved: false, lastHostTime: null }),
    addCommandFrames: () => undefined,
    countCommandAttempt: () => undefined,
  } as unknown as CommandTx;
  const recovery = new CloseRecovery({
    commands: {
      find: () => Promise.resolve(concluded.length > 0 ? { ...command, holdsTerminal: false } : command),
      transaction: (_locks: unknown, work: (given: CommandTx) => unknown) => Promise.resolve(work(tx)),
    } as unknown as CommandStore,
    store: { terminal: () => Promise.resolve({} as TerminalRecord) } as unknown as PaymentStore,
    sessions: { recoverClose: () => Promise.resolve(finding) } as unknown as TerminalSessions,
    conclusion: {
      conclude: (_id: CommandId, outcome: CommandOutcome) => {
        concluded.push(outcome);
        return Promise.resolve(command);
      },
    } as never,
    clock,
    random: new SeededRandom(1),
    log: { warn: () => undefined, alert: () => undefined },
    instanceId: 'gateway',
    assertMaySend: () => Promise.resolve(),
    ladderMs: LADDER_MS,
    isRunning: () => false,
  });
  recovery.schedule(command);
  return { clock, concluded };
}

describe('a close that its device never tells of', () => {
  it.each<SettlementFinding>([
    { finding: 'cannot_tell', conclusive: false, evidence: {} },
    { finding: 'in_progress', evidence: {} },
  ])('gives the terminal back after the ladder, also where the wall clock was set back: $finding', async (finding) => {
    const { clock, concluded } = lostClose(finding);
    clock.jump(-86_400_000);
    await clock.advance(LADDER_MS + 10 * 60_000);
    expect(concluded.map(({ status }) => status)).toEqual(['unknown']);
  });

  it('keeps it while the device works on it, although the wall clock was set ahead', async () => {
    const { clock, concluded } = lostClose({ finding: 'in_progress', evidence: {} });
    clock.jump(86_400_000);
    await clock.advance(10 * 60_000);
    expect(concluded).toEqual([]);
    await clock.advance(LADDER_MS);
    expect(concluded).toHaveLength(1);
  });
});
