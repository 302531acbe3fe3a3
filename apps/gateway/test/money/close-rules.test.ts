import type { PaymentRecord, TerminalId } from '@payport/domain';
import { MemoryCommandStore, scriptedDecline, SeededRandom } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { CommandsService } from '../../src/modules/service-commands/index.ts';
import { TerminalSessions } from '../../src/modules/terminal-sessions/index.ts';
import { MemoryHotel, PROPERTY } from './memory-hotel.ts';

let hotel: MemoryHotel;
let lost: PaymentRecord;
beforeEach(async () => {
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
    recovery: { isAsking, askedForMs: () => 0 },
  });
  const started = await service.start({
    propertyId: PROPERTY,
    terminalId: 't1' as TerminalId,
    kind: 'settlement',
    requestedBy: { kind: 'pms', name: 'PMS', id: null },
    acknowledged: [lost.id],
    idempotencyKey: null,
    dueAtMs: null,
  });
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
