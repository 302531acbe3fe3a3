import type { PaymentEvent, PaymentRecord, TerminalId } from '@payport/domain';
import { MemoryCommandStore, scriptedDecline, SeededRandom } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { CommandsService } from '../../src/modules/service-commands/index.ts';
import { TerminalSessions } from '../../src/modules/terminal-sessions/index.ts';
import { MemoryHotel, PROPERTY } from './memory-hotel.ts';

let hotel: MemoryHotel;
let lost: PaymentRecord;
let undoSeenMs: number;
beforeEach(async () => {
  undoSeenMs = 0;
  hotel = new MemoryHotel();
  hotel.addTerminal('t1');
  hotel.terminal.onOrder = () => Promise.resolve({ outcome: 'unknown', decline: scriptedDecline(), runEnded: true, evidence: {} });
  lost = await hotel.paid();
});

/** A close over the lost payment, which is accepted; tells the refusal, or `taken`. */
async function close(isAsking: () => boolean): Promise<string> {
  const drivers = hotel.drivers();
  const service = new CommandsService({
    commands: new MemoryCommandStore(hotel.store),
    drivers,
    sessions: new TerminalSessions(drivers),
    clock: hotel.clock,
    random: new SeededRandom(9),
    instanceId: 'gateway',
    recovery: { isAsking, askedForMs: () => 0, undoSeenForMs: () => undoSeenMs },
  });
  const request = {
    propertyId: PROPERTY,
    terminalId: 't1' as TerminalId,
    kind: 'settlement',
    requestedBy: { kind: 'pms', name: 'PMS', id: null },
    acknowledged: [lost.id],
    idempotencyKey: null,
    dueAtMs: null,
  } as const;
  const started = await service.start(request, true);
  return started.ok ? 'taken' : started.error.code;
}
const holders = (): unknown[] => [...hotel.database.claims.values()].map(({ paymentId, commandId }) => paymentId ?? commandId);

describe('a close over a payment of unknown outcome that somebody accepted', () => {
  it('takes its device', async () => {
    expect(await close(() => false)).toBe('taken');
    expect(holders()).toEqual([...hotel.database.commands.keys()]);
  });

  it('does not while something is being said to the device about it', async () => {
    expect(await close(() => true)).toBe('terminal-busy');
    expect(holders()).toEqual([lost.id]);
  });

  it('does not where somebody begins to speak while the close is being written', async () => {
    let looks = 0;
    expect(await close(() => (looks += 1) > 1)).toBe('terminal-busy');
    expect([holders(), hotel.database.commands.size]).toEqual([[lost.id], 0]);
  });
});

describe('a close over a payment whose undo has no answer', () => {
  const VOID = { step: 'void', reference: '0000000A' };
  /** Held, and undone by a void that the guest sees. */
  async function undoes(...answers: readonly (readonly [cause: string, evidence: PaymentEvent['evidence']])[]): Promise<void> {
    const stored = hotel.database.payments.get(lost.id);
    if (stored) hotel.database.payments.set(lost.id, { ...stored, status: 'reversal_unknown' });
    const note = { paymentId: lost.id, type: 'note', from: 'reversal_unknown', to: 'reversal_unknown', stage: null, actor: 'gateway' } as const;
    for (const [cause, evidence] of [['step_sent', VOID] as const, ...answers]) {
      const seq = (await hotel.read(lost)).lastSeq + 1;
      await hotel.store.transaction([], async (tx) => {
        await tx.lock(lost.id);
        await tx.append({ ...note, seq, atMs: hotel.clock.now(), cause, evidence });
      });
    }
  }

  it('is refused while that void may be on the device: freed, it would charge the next guest', async () => {
    await undoes();
    expect([await close(() => false), holders()]).toEqual(['terminal-busy', [lost.id]]);
    undoSeenMs = hotel.terminal.stepLimitMs - 1;
    expect(await close(() => false)).toBe('terminal-busy');
    undoSeenMs = hotel.terminal.stepLimitMs;
    expect(await close(() => false)).toBe('taken');
  });

  it.each([{ answer: 'unknown', runEnded: true }, { answer: 'absent' }])('is taken where nothing of it is on the device: %o', async (said) => {
    await undoes(['step_answered', { ...VOID, ...said }]);
    expect(await close(() => false)).toBe('taken');
  });
});
