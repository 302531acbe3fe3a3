import type { CommandId, CommandRecord } from '@payport/domain';
import { ManualClock } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import type { KeptClose, OutcomeJournal } from '../payments/index.ts';
import type { CommandOutcome } from '../terminal-sessions/index.ts';
import { CloseWriter, replayCloses } from './close-writer.ts';

const ID = '01a220c8-63a2-752f-9a2c-992381000001' as CommandId;
const CLOSE = { id: ID, kind: 'settlement', status: 'in_progress' } as unknown as CommandRecord;
const DONE: CommandOutcome = {
  status: 'done',
  text: null,
  totals: null,
  message: null,
  evidence: { code: 0 },
  reachable: true,
  close: { hostAgrees: true, hostTime: null },
  sent: true,
};

/** A database that is away until `back`, and a disk. */
class Bench {
  readonly clock = new ManualClock();
  readonly log: string[] = [];
  readonly disk = new Map<string, KeptClose>();
  away = true;
  hangs = false;
  full = false;
  /** What the database says of the close. */
  known: CommandRecord | null = CLOSE;
  readonly concluded: { readonly outcome: CommandOutcome; readonly holds: boolean }[] = [];

  readonly conclusion = {
    conclude: async (_id: CommandId, outcome: CommandOutcome, holds: boolean): Promise<CommandRecord> => {
      if (this.hangs) await this.clock.sleep(60_000);
      if (this.away) throw new Error('no database');
      this.log.push('written');
      this.concluded.push({ outcome, holds });
      return CLOSE;
    },
  };
  readonly journal: OutcomeJournal = {
    open: () => Promise.resolve(),
    close: () => Promise.resolve(),
    keep: (entry) => {
      if (this.full) return Promise.reject(new Error('no space left'));
      if ('commandId' in entry) this.disk.set(entry.commandId, entry);
      this.log.push('kept');
      return Promise.resolve();
    },
    waiting: () => [],
    closes: () => [...this.disk.values()],
    settle: (id) => {
      this.disk.delete(id);
      this.log.push('settled');
      return Promise.resolve();
    },
    setAside: (id) => {
      this.disk.delete(id);
      this.log.push('aside');
      return Promise.resolve();
    },
  };

  write(command = CLOSE, outcome = DONE): Promise<CommandRecord> {
    const { clock, conclusion, journal } = this;
    const ports = { clock, conclusion, journal, log: { warn: () => undefined }, checkpoints: { reached: () => undefined } };
    return new CloseWriter({ ...ports, observer: { outcomeKept: (where) => this.log.push(`counted ${where}`) } }).write(command, outcome, []);
  }

  replay(isRunning = false): Promise<void> {
    const { conclusion, journal } = this;
    const commands = { find: () => Promise.resolve(this.known) };
    return replayCloses({ journal, commands, conclusion, log: { warn: () => undefined }, isRunning: () => isRunning });
  }
}

describe('what came of a close while the database is away', () => {
  it('is on disk at once, written when the database is back, and then settled', async () => {
    const b = new Bench();
    const writing = b.write();
    await b.clock.advance(10_000);
    expect(b.log).toEqual(['kept', 'counted journal']);
    b.away = false;
    await b.clock.complete(writing);
    expect(b.log).toEqual(['kept', 'counted journal', 'written', 'settled']);
    expect(b.concluded).toEqual([{ outcome: DONE, holds: true }]);
  });

  it('is kept as well where the database hangs', async () => {
    const b = new Bench();
    b.hangs = true;
    void b.write();
    await b.clock.advance(1_500);
    expect(b.disk.has(ID)).toBe(true);
  });

  it('is kept as soon as a full disk has room', async () => {
    const b = new Bench();
    b.full = true;
    void b.write();
    await b.clock.advance(2_000);
    expect(b.disk.size).toBe(0);
    b.full = false;
    await b.clock.advance(1_000);
    expect(b.disk.size).toBe(1);
  });

  it('costs the disk nothing where the database takes it', async () => {
    const b = new Bench();
    b.away = false;
    await b.clock.complete(b.write());
    expect(b.log).toEqual(['written']);
  });

  it('of other commands is not kept: they are asked for again', async () => {
    const b = new Bench();
    void b.write({ ...CLOSE, kind: 'reprint' });
    await b.clock.advance(5_000);
    expect(b.disk.size).toBe(0);
  });
});

describe('a close that a former run has kept', () => {
  const kept = (outcome = DONE): Bench => {
    const b = new Bench();
    b.away = false;
    b.disk.set(ID, { commandId: ID, atMs: 0, outcome, frames: [] });
    return b;
  };

  it('is written with the time at which it was kept, and settled', async () => {
    const b = kept();
    await b.replay();
    expect(b.concluded[0]?.outcome).toEqual({ ...DONE, evidence: { code: 0, journaledAt: '1970-01-01T00:00:00.000Z' } });
    expect(b.log).toEqual(['written', 'settled']);
  });

  it('stays where the database does not take it, and where its own run still insists', async () => {
    const b = kept();
    await b.replay(true);
    b.away = true;
    await b.replay();
    expect([b.disk.size, b.concluded]).toEqual([1, []]);
  });

  it('is put aside for a person where no database knows it', async () => {
    const b = kept();
    b.known = null;
    await b.replay();
    expect(b.log).toEqual(['aside']);
  });

  it('without a known end does not take the terminal again from those whom others gave it', async () => {
    const b = kept({ ...DONE, status: 'unknown' });
    b.known = { ...CLOSE, status: 'unknown' };
    await b.replay();
    expect(b.log).toEqual(['settled']);
    const fresh = kept({ ...DONE, status: 'unknown' });
    await fresh.replay();
    expect(fresh.concluded).toEqual([expect.objectContaining({ holds: true })]);
  });
});
