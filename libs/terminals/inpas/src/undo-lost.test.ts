import type { DeviceReference } from '@payport/domain';
import type { LostOperation, UndoOutcome } from '@payport/terminals-core';
import { describe, expect, it } from 'vitest';
import { STATUS } from './constants.ts';
import { answers, bench, fallsSilent, RecordedSession, REFERENCE, RRN, TID, type Bench, type Script } from './testing/bench.ts';

const UNDO = '987654321' as DeviceReference;
const LOST: LostOperation = { reference: UNDO, of: REFERENCE, amountMinor: 12345n, currency: 'RUB', tid: TID, tried: [] };
/** The sale itself as the terminal's last operation, whose outcome it does not know. */
const OURS = { operation: 1, transactionId: REFERENCE, amountMinor: 12345n, status: 0, hostCode: null, rrn: null, authCode: null, receipt: null };
const ours = (over: Parameters<typeof answers>[0] = {}): Script => answers({ ...OURS, ...over });

const made = (...script: Script[]): Bench => Object.assign(bench({ emergencyReversal: true }), { script });
const undo = (world: Bench, over: Partial<LostOperation> = {}, sending = new RecordedSession()): Promise<UndoOutcome> =>
  world.clock.complete(world.driver.undoLost!({ ...LOST, ...over }, world.session, sending), 900_000);
const kinds = ({ requests }: Bench): (string | null)[] => requests.map(({ kind }) => kind);

describe('an emergency reversal', () => {
  it('exists only by setting, and only where the terminal tells which operation it would undo', () => {
    expect(bench().driver.undoLost).toBeUndefined();
    expect(bench({ emergencyReversal: true, transactionIds: false }).driver.undoLost).toBeUndefined();
    expect(bench({ emergencyReversal: true, connection: 'process', program: 'dc', folder: '/dc' }).driver.undoLost).toBeUndefined();
    expect(bench({ emergencyReversal: true }).driver.undoLost).toBeTypeOf('function');
  });

  it('leaves once its own sale is the terminal’s last operation, with its amount and the code that the record has', async () => {
    const world = made(ours({ authCode: '871341' }), answers({}));
    const sending = new RecordedSession();
    expect(await undo(world, {}, sending)).toMatchObject({ outcome: 'done' });
    expect(world.requests).toMatchObject([
      { kind: 'copy', command: 22 },
      { kind: 'emergency_reversal', operation: 53, transactionId: UNDO, amountMinor: 12345n, authCode: '871341' },
    ]);
    expect([world.session.calls, sending.calls]).toEqual([
      ['beforeFirstByte', 'dispatched'],
      ['beforeFirstByte', 'dispatched'],
    ]);
  });

  it.each([
    ['another sale', { transactionId: '111111111', status: 1 }, 'copy_of_another'],
    ['a void under our number', { operation: 4 }, 'other_operation'],
    ['another amount under our number', { amountMinor: 999n }, 'other_amount'],
    ['nobody knows whose', { operation: 63, command: 22, transactionId: null }, 'copy_of_unknown'],
    ['nothing at all', { operation: 63, command: 22, commandStatus: 1, transactionId: null }, 'copy_of_unknown'],
    ['our sale, which was refused', { status: 16, hostCode: '51' }, 'nothing_to_undo'],
    ['our sale, which the guest stopped', { status: 53 }, 'nothing_to_undo'],
  ])('undoes nothing where the last operation is %s', async (_name, over, reason) => {
    const world = made(ours(over));
    expect(await undo(world)).toMatchObject({ outcome: 'not_last', evidence: { reason } });
    expect(kinds(world)).toEqual(['copy']);
  });

  it('undoes nothing on a terminal that is another one, and people hear of it', async () => {
    const world = made(ours({ terminalId: '00999999' }));
    expect(await undo(world)).toMatchObject({ outcome: 'not_sent' });
    expect([kinds(world), world.session.alertKinds]).toEqual([['copy'], ['terminal_mismatch']]);
  });

  it('is not sent where the copy does not come, or this gateway may not send', async () => {
    const silent = made(fallsSilent);
    expect(await undo(silent)).toMatchObject({ outcome: 'not_sent' });
    expect(new Set(kinds(silent))).toEqual(new Set(['copy']));
    const world = made(ours(), answers({}));
    const sending = Object.assign(new RecordedSession(), { mayNotSend: true });
    expect(await undo(world, {}, sending)).toMatchObject({ outcome: 'not_sent' });
    expect(kinds(world)).toEqual(['copy']);
  });

  const called: Readonly<Record<keyof typeof STATUS, UndoOutcome['outcome']>> = {
    undefined: 'unknown',
    approved: 'done',
    declined: 'refused',
    approvedOffline: 'done',
    noConnection: 'unknown',
    aborted: 'refused',
    abortedToo: 'refused',
  };
  it.each(Object.entries(called))('answered with status %s is %s', async (status, outcome) => {
    const number = STATUS[status as keyof typeof STATUS];
    const world = made(ours(), answers({ status: number, hostCode: outcome === 'done' ? '00' : null }));
    expect(await undo(world)).toMatchObject({ outcome });
  });

  it.each([
    ['over another amount', answers({ amountMinor: 1n })],
    ['under another code', answers({ operation: 1 })],
    ['by another terminal', answers({ terminalId: '00999999' })],
    ['without our number', answers({ transactionId: null })],
    ['by nobody', fallsSilent],
  ])('answered %s is unknown', async (_name, answer) => {
    const world = made(ours(), answer);
    expect(await undo(world)).toMatchObject({ outcome: 'unknown' });
    expect(kinds(world)).toEqual(['copy', 'emergency_reversal']);
  });
});

describe('an emergency reversal whose answer was lost', () => {
  const tried = { reference: '555555555' as DeviceReference, tried: [UNDO] };
  const record = { operation: 53, transactionId: UNDO, amountMinor: 12345n, rrn: RRN };
  /** The terminal can no longer work on it. */
  const later = async (world: Bench): Promise<Bench> => {
    await undo(world, tried);
    await world.clock.advance(400_000);
    return world;
  };

  it('is not looked into while the terminal may still work on it', async () => {
    const world = made(answers({ ...record, status: 1 }));
    expect(await undo(world, tried)).toMatchObject({ outcome: 'not_sent', evidence: { reason: 'terminal_may_still_work' } });
    expect(world.requests).toEqual([]);
  });

  it.each([
    [1, '00', 'done'],
    [16, '25', 'refused'],
    [0, null, 'unknown'],
  ] as const)('is what the terminal’s record of it says: status %d', async (status, hostCode, outcome) => {
    const world = await later(made(answers({ ...record, status, hostCode })));
    expect(await undo(world, tried)).toMatchObject({ outcome });
    expect(kinds(world)).toEqual(['copy']);
  });

  it.each([
    ['the sale is still the last operation', { ...OURS }],
    ['another operation is the last', { ...OURS, transactionId: '111111111' }],
    ['the record names another amount', { ...record, status: 1, amountMinor: 1n }],
  ])('is never sent again, also where %s', async (_name, over) => {
    const world = await later(made(answers(over)));
    expect(await undo(world, tried)).toMatchObject({ outcome: 'unknown' });
    expect(kinds(world)).toEqual(['copy']);
  });
});
