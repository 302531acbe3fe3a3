import type { PaymentId, PaymentRecord } from '@payport/domain';
import { approvedResult, ManualClock } from '@payport/testing';
import type { OrderOutcome } from '@payport/terminals-core';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { NO_CHECKPOINTS } from './checkpoints.ts';
import type { KeptOutcome, OutcomeJournal } from './outcome-journal.ts';
import { replayOutcomes } from './outcome-replay.ts';
import { OutcomeWriter } from './outcome-writer.ts';
import type { PaymentsService } from './payments.service.ts';

type Decide = Parameters<PaymentsService['conclude']>[2];

const payment = { id: '01a220c8-63a2-752f-9a2c-992381d569a7' as PaymentId, status: 'in_progress', result: null } as PaymentRecord;
const order = { reference: 'AB12CD34', amountMinor: 100n, currency: 'RUB', tid: null } as never;
const approved: OrderOutcome = { outcome: 'approved', result: approvedResult(order), evidence: { code: '0' } };
const said = { steps: [], frames: [] };

/** What happened, in its order: tries of the database, lines of the journal, what was told. */
let log: string[];
let clock: ManualClock;
let lines: KeptOutcome[];
let database: () => Promise<void>;
let disk: () => Promise<void>;
let writer: OutcomeWriter;
const journal: OutcomeJournal = {
  open: () => Promise.resolve(),
  close: () => Promise.resolve(),
  keep: async (entry) => {
    await disk();
    log.push('kept');
    if ('paymentId' in entry) lines.push(entry);
  },
  waiting: () => lines,
  closes: () => [],
  settle: (id) => {
    log.push('settled');
    lines = lines.filter(({ paymentId }) => paymentId !== id);
    return Promise.resolve();
  },
  setAside: (id) => {
    log.push('set aside');
    lines = lines.filter(({ paymentId }) => paymentId !== id);
    return Promise.resolve();
  },
};
beforeEach(() => {
  log = [];
  lines = [];
  clock = new ManualClock();
  database = () => Promise.resolve();
  disk = () => Promise.resolve();
  writer = new OutcomeWriter({
    payments: {
      conclude: async (_id, _actor, decide) => {
        log.push('asked the database');
        await database();
        return { ...payment, status: decide(payment)?.move.to ?? payment.status };
      },
    },
    clock,
    checkpoints: NO_CHECKPOINTS,
    journal,
    observer: { outcomeKept: (where) => log.push(`counted ${where}`) },
    log: { warn: (event) => log.push(event) },
  });
});
const write = (): Promise<PaymentRecord> => writer.write(payment, approved, { close: () => Promise.resolve(said), pending: () => said });
async function turns(): Promise<void> {
  for (let i = 0; i < 5; i += 1) await nextTurn();
}

describe('writing an outcome', () => {
  it('touches no disk while the database takes it', async () => {
    expect((await write()).status).toBe('approved');
    expect(log).toEqual(['asked the database']);
  });

  it('keeps it on disk before the next try, and settles it once the database has it', async () => {
    database = () => Promise.reject(new Error('connect ECONNREFUSED'));
    const written = write();
    await turns();
    expect(log).toEqual(['asked the database', 'outcome_not_written', 'kept', 'counted journal', 'outcome_journaled']);
    await clock.advance(500);
    await turns();
    expect(log.slice(5)).toEqual(['asked the database', 'outcome_not_written']);
    database = () => Promise.resolve();
    await clock.advance(500);
    expect((await written).status).toBe('approved');
    expect(log.slice(7)).toEqual(['asked the database', 'settled']);
  });

  it('keeps it when the database says nothing for a second', async () => {
    let answer = (): void => undefined;
    database = () => new Promise((resolve) => (answer = resolve));
    const written = write();
    await turns();
    await clock.advance(999);
    expect(log).toEqual(['asked the database']);
    await clock.advance(1);
    await turns();
    expect(lines).toMatchObject([{ paymentId: payment.id, outcome: approved }]);
    answer();
    await written;
    expect(log.at(-1)).toBe('settled');
  });

  it('goes on in memory when the disk is full too, says so, and tries the disk again', async () => {
    database = () => Promise.reject(new Error('connect ECONNREFUSED'));
    disk = () => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    const written = write();
    await turns();
    expect(log).toEqual(['asked the database', 'outcome_not_written', 'counted memory', 'outcome_not_journaled']);
    disk = () => Promise.resolve();
    await clock.advance(500);
    await turns();
    expect(log.slice(4)).toEqual(['asked the database', 'outcome_not_written', 'kept', 'counted journal', 'outcome_journaled']);
    database = () => Promise.resolve();
    await clock.advance(500);
    expect((await written).status).toBe('approved');
  });
});

describe('replaying the journal', () => {
  const replay = async (status: PaymentRecord['status'], outcome: OrderOutcome, found = true): Promise<string | null> => {
    lines = [{ paymentId: payment.id, atMs: 0, outcome, unwritten: said }];
    let moved: string | null = null;
    const conclude = (_id: PaymentId, _actor: string, decide: Decide): Promise<PaymentRecord> => {
      moved = decide({ ...payment, status })?.move.to ?? null;
      return database().then(() => payment);
    };
    await replayOutcomes({
      journal,
      payments: { conclude },
      store: { find: () => Promise.resolve(found ? payment : null) },
      log: { warn: (event) => log.push(event) },
      isRunning: () => false,
    });
    return moved;
  };
  const notSent: OrderOutcome = { outcome: 'not_sent', decline: {} as never, evidence: {} };

  it.each(['in_progress', 'unknown', 'manual_review', 'approved'] as const)('brings an approval to a payment that is %s', async (status) => {
    expect(await replay(status, approved)).toBe('approved');
    expect(lines).toEqual([]);
  });

  it('takes "not sent" as proof only while nobody else has asked the device', async () => {
    expect(await replay('dispatched', notSent)).toBe('failed');
    expect(await replay('unknown', notSent)).toBeNull();
  });

  it('leaves the line where the database failed, and puts it aside where the payment is not there', async () => {
    database = () => Promise.reject(new Error('connection terminated'));
    await replay('in_progress', approved);
    expect([lines.length, log]).toEqual([1, ['journal_not_replayed']]);
    await replay('in_progress', approved, false);
    expect([lines.length, log.slice(1)]).toEqual([0, ['set aside', 'journal_without_payment']]);
  });
});
