import type { DeviceReference, PaymentEvent, PaymentId, PaymentRecord, TerminalId, TerminalRecord } from '@payport/domain';
import type { RecoveryFinding, RecoveryQuery } from '@payport/terminals-core';
import { ManualClock } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { LadderTime } from '../recovery/index.ts';
import type { TwoPhasePorts } from './two-phase-ports.ts';
import { UndoStep } from './undo-step.ts';

const ID = 'payment' as PaymentId;
const T1 = 't1' as TerminalId;
const VOID = { step: 'void', reference: '0000000A' as DeviceReference };
const LADDER_MS = 1_800_000;
const CANNOT_TELL: RecoveryFinding = { finding: 'cannot_tell', conclusive: true, evidence: {} };
const SILENT: RecoveryFinding = { finding: 'cannot_tell', conclusive: false, evidence: {} };
const WORKS: RecoveryFinding = { finding: 'in_progress', evidence: {} };

let clock: ManualClock;
let closed: boolean;
let payment: Partial<PaymentRecord>;
let finding: RecoveryFinding;
/** With what "not found" was to be believed, question after question. */
let intact: boolean[];
/** What it was told of that it cannot be. */
let alike: RecoveryQuery['alike'];
/** The hotel's other payments. */
let others: unknown[];
let moved: string[];
let ports: TwoPhasePorts;

beforeEach(() => {
  clock = new ManualClock();
  closed = false;
  payment = { id: ID, terminalId: T1, amountMinor: 100n, status: 'reversal_unknown', holdsTerminal: true, absenceCountsAfterMs: null };
  others = [];
  finding = WORKS;
  intact = [];
  moved = [];
  ports = {
    clock,
    ladder: new LadderTime(clock, LADDER_MS),
    undos: new LadderTime(clock, LADDER_MS),
    store: {
      closedSince: () => Promise.resolve(closed),
      nowMs: () => Promise.resolve(clock.now()),
      list: () => Promise.resolve({ payments: others }),
      events: () => Promise.resolve([{ cause: 'step_sent', evidence: { step: 'void' } }]),
    },
    held: {
      recoverVoid: (_payment: unknown, _terminal: unknown, sent: Pick<RecoveryQuery, 'memoryIntact' | 'alike'>) => {
        intact.push(sent.memoryIntact);
        alike = sent.alike;
        return Promise.resolve(finding);
      },
    },
    payments: {
      note: () => Promise.resolve(payment),
      conclude: (_id: unknown, _actor: unknown, decide: (current: unknown) => { readonly move: { readonly to: string } } | null) => {
        moved.push(decide(payment)?.move.to ?? 'nothing');
        return Promise.resolve(payment);
      },
    },
  } as unknown as TwoPhasePorts;
  ports.ladder.begin(ID);
});

/** Looks once at a payment that is being undone by a void whose answer is lost. */
const look = (sentAtMs = clock.now()): Promise<unknown> => {
  const events = [
    { cause: 'step_sent', evidence: VOID, atMs: sentAtMs },
    { type: 'state', to: 'reversing', evidence: {}, atMs: sentAtMs },
  ];
  return new UndoStep(ports, payment as PaymentRecord, {} as TerminalRecord, events as unknown as PaymentEvent[]).run();
};

describe('a void whose answer was lost', () => {
  it('is absent only where its device has forgotten nothing since, and nobody can send it any more', async () => {
    await look();
    closed = true;
    await look();
    closed = false;
    payment = { ...payment, holdsTerminal: false };
    await look();
    payment = { ...payment, holdsTerminal: true, absenceCountsAfterMs: clock.now() + 1 };
    await look();
    expect(intact).toEqual([true, false, false, false]);
  });

  it('is not another void or refund over the same amount, nor another undo', async () => {
    const another = { terminalId: T1, amountMinor: -100n, status: 'approved', result: { authCode: 'A1' } };
    const undone = { ...another, amountMinor: 100n, status: 'reversed', result: { authCode: 'A2' } };
    const elsewhere = { ...another, terminalId: 't2' };
    others = [payment, another, undone, elsewhere, { ...another, status: 'declined' }, { ...another, amountMinor: -101n }];
    await look();
    expect(alike).toEqual(['A1', null]);
  });

  it('that the device cannot tell of goes to a person, but not before its absence would count', async () => {
    finding = CANNOT_TELL;
    payment = { ...payment, absenceCountsAfterMs: clock.now() + 1_000 };
    expect([await look(), moved]).toEqual([expect.any(Number), []]);
    await clock.advance(1_000);
    expect([await look(), moved]).toEqual([null, ['manual_review']]);
  });

  it('keeps its device while it may be on it, however long the roll-back before it was tried', async () => {
    const began = clock.now();
    await clock.advance(LADDER_MS);
    ports.undos.begin(ID);
    finding = SILENT;
    expect([await look(began), moved]).toEqual([expect.any(Number), []]);
    await clock.advance(300_000);
    expect([await look(began), moved]).toEqual([null, ['manual_review']]);
  });

  it('keeps its device while the device works on it, although a wall clock that was set ahead has ended the ladder', async () => {
    const began = clock.now();
    ports.undos.begin(ID);
    clock.jump(LADDER_MS);
    await clock.advance(300_000);
    expect([await look(began), moved]).toEqual([expect.any(Number), []]);
    finding = SILENT;
    expect([await look(began), moved]).toEqual([null, ['manual_review']]);
  });
});
