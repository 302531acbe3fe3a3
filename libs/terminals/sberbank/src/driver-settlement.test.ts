import type { DeviceReference } from '@payport/domain';
import type { SettlementFinding, SettlementOutcome, SettlementQuery } from '@payport/terminals-core';
import type { RunScript } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { encodeText } from './encodings.ts';
import { LOCK_FILE } from './folder-lock.ts';
import { answers, APPROVED, bench, order, RecordedSession, refuses, says, SLIP, TID, type Bench } from './testing/bench.ts';
import { operations, tape } from './testing/recovery-bench.ts';
import { serializeResultFile } from './terminal-result.ts';
import { renderSettlementSlip, type TapeEntry } from './terminal-slip.ts';

const CLOSE = 'C105E000' as DeviceReference;
const entry: TapeEntry = {
  at: '20260115101200',
  number: '0001',
  cardMask: '************8943',
  entryMode: 'E1',
  cardType: 'MIR',
  authCode: '49L215',
  amountMinor: 10_000n,
};
const stamp = (ms: number): string => new Date(ms).toISOString().replace(/[-T:]/g, '').slice(0, 14);
const slipOf = (printedAt: string, agrees = true, terminalId = TID): string =>
  renderSettlementSlip({ ...SLIP, terminalId, printedAt, sections: [{ operation: 'Оплата', entries: [entry] }] }, agrees);

/** Puts files and ends, or dies where `code` is null. */
const leaves =
  (code: number | null, slip: string | null, exitCode: number | null = 0): RunScript =>
  async ({ clock, folder }) => {
    await clock.sleep(1_000);
    if (slip !== null) folder.put('p', encodeText(slip, 'cp866'));
    if (code !== null) folder.put('e', serializeResultFile({ code, terminalId: TID, dateTime: '20260115235801' }, { encoding: 'cp866' }));
    return { exitCode };
  };

const settle = (on: Bench): Promise<SettlementOutcome> => on.clock.complete(on.driver.settle({ reference: CLOSE, tid: TID }, on.session));
const ask = (on: Bench, over: Partial<SettlementQuery> = {}, at = on.clock.now()): Promise<SettlementFinding> =>
  on.clock.complete(
    on.driver.recoverSettlement(
      { reference: CLOSE, tid: TID, dispatchedAtMs: at, heldOperations: true, earlierCloseAtMs: null, ...over },
      on.session,
    ),
  );

describe('closing the day', () => {
  it('gives totals, verdict, slip and the time of the host', async () => {
    const on = bench();
    on.host.next(leaves(0, slipOf('20260115235800')));
    expect(await settle(on)).toMatchObject({
      outcome: 'done',
      result: { totals: { sales: { count: 1, amountMinor: 10_000n } }, hostAgrees: true, hostTime: '2026-01-15T23:58:01' },
    });
    expect(on.host.spawned[0]?.args).toEqual(['7']);
    expect(on.session.calls).toEqual(['beforeFirstByte', 'dispatched']);
    expect(on.folder.has(LOCK_FILE)).toBe(false);
  });

  it.each([0, 4498, 4134, 2000])('is not known by the word %i alone, which another run may have said: the device is asked', async (code) => {
    const on = bench();
    on.host.next(says(code));
    expect(await settle(on)).toMatchObject({ outcome: 'unknown', evidence: { code, bare: true } });
    expect(on.folder.has(LOCK_FILE)).toBe(true);
  });

  it.each([99, 4119, 9999])('is unknown after %i, and keeps the folder for the question', async (code) => {
    const on = bench();
    on.host.next(says(code));
    expect(await settle(on)).toMatchObject({ outcome: 'unknown', evidence: { code } });
    expect(on.folder.has(LOCK_FILE)).toBe(true);
    expect(on.session.alertKinds).toEqual(code === 9999 ? ['unmapped_code'] : []);
  });

  it('is unknown after a file with the id of a payment: it is of another run, whatever it says', async () => {
    const on = bench();
    on.host.next(answers({ fields: { code: 0, terminalId: TID, requestId: 'FB98B5D4' } }));
    expect(await settle(on)).toMatchObject({ outcome: 'unknown', evidence: { distrust: 'foreign_id' } });
  });

  it('is unknown when the program dies without a word, and done when the slip with the verdict lies there', async () => {
    const dead = bench();
    dead.host.next(leaves(null, null, null));
    expect((await settle(dead)).outcome).toBe('unknown');
    const printed = bench();
    printed.host.next(leaves(null, slipOf('20260115235800', false), null));
    expect(await settle(printed)).toMatchObject({ outcome: 'done', result: { hostAgrees: false }, evidence: { by: 'slip' } });
  });

  it('is done by its slip where the file says no: an empty folder was left, so that one of the two is of another run', async () => {
    const on = bench();
    on.host.next(leaves(4498, slipOf('20260115235800')));
    expect(await settle(on)).toMatchObject({ outcome: 'done', result: { hostAgrees: true, hostTime: null }, evidence: { code: 4498, by: 'slip' } });
  });

  it('does not believe a slip of another terminal, and tells people about a file of one', async () => {
    const on = bench();
    on.host.next(leaves(null, slipOf('20260115235800', true, '00459992')));
    expect((await settle(on)).outcome).toBe('unknown');
    const other = bench();
    other.host.next(answers({ fields: { code: 0, terminalId: '00459992' } }));
    expect((await settle(other)).outcome).toBe('unknown');
    expect(other.session.alertKinds).toEqual(['terminal_mismatch']);
  });

  it('sends nothing where it may not, and nothing beside another conversation', async () => {
    const on = bench();
    on.session.mayNotSend = true;
    expect((await settle(on)).outcome).toBe('not_sent');
    on.session.mayNotSend = false;
    on.host.next(answers({ fields: APPROVED, afterMs: 5_000 }));
    const sale = on.driver.sale(order(), on.session);
    expect(await on.driver.settle({ reference: CLOSE, tid: TID }, new RecordedSession())).toMatchObject({ outcome: 'not_sent' });
    expect((await on.clock.complete(sale)).outcome).toBe('approved');
    expect(operations(on)).toEqual(['1']);
  });
});

async function lostClose(on: Bench): Promise<number> {
  const at = on.clock.now();
  on.host.next(leaves(null, null, null));
  expect((await settle(on)).outcome).toBe('unknown');
  return at;
}

describe('a close whose answer was lost', () => {
  it('is proven by the last slip, with its totals, and never closed again', async () => {
    const on = bench();
    const at = await lostClose(on);
    on.host.next(leaves(0, slipOf(stamp(on.clock.now())))).next(tape(on, []));
    expect(await ask(on, {}, at)).toMatchObject({ finding: 'done', result: { totals: { sales: { count: 1 } }, hostAgrees: true } });
    expect(operations(on)).toEqual(['7', '12', '9']);
    expect(on.folder.has(LOCK_FILE)).toBe(false);
  });

  it('is not proven by the slip of an earlier close', async () => {
    const on = bench();
    const at = await lostClose(on);
    on.host.next(leaves(0, slipOf(stamp(at - 86_400_000)))).next(tapeWithEntryOf(on, at));
    expect(await ask(on, { heldOperations: false }, at)).toMatchObject({ finding: 'cannot_tell', conclusive: true });
  });

  it('is not proven by a slip that may be of another close some minutes before', async () => {
    const on = bench();
    await on.clock.advance(600_000);
    const at = await lostClose(on);
    const slip = slipOf(stamp(at - 60_000));
    on.host.next(leaves(0, slip)).next(tapeWithEntryOf(on, at));
    expect(await ask(on, { heldOperations: false, earlierCloseAtMs: at - 60_000 }, at)).toMatchObject({ finding: 'cannot_tell', conclusive: true });
    on.host.next(leaves(0, slip)).next(tape(on, []));
    expect(await ask(on, { heldOperations: false, earlierCloseAtMs: at - 600_000 }, at)).toMatchObject({ finding: 'done' });
  });

  it('is not proven by a slip of before an operation that it would have taken along, however far our clock was set ahead', async () => {
    const on = bench();
    await on.clock.advance(3_600_000);
    const [earlier, last] = [on.clock.now() - 300_000, on.clock.now() - 120_000];
    const at = await lostClose(on);
    const setAhead = { dispatchedAtMs: at - 86_400_000, earlierCloseAtMs: earlier - 86_400_000, heldOperations: false };
    const face = (ms: number): string => new Date(ms).toISOString().slice(0, 19);
    on.host.next(leaves(0, slipOf(stamp(earlier)))).next(tapeWithEntryOf(on, at));
    expect(await ask(on, { ...setAhead, lastOperationAt: face(last) })).toMatchObject({ finding: 'cannot_tell', conclusive: true });
    on.host.next(leaves(0, slipOf(stamp(last)))).next(tapeWithEntryOf(on, at));
    expect(await ask(on, { ...setAhead, lastOperationAt: face(last) })).toMatchObject({ finding: 'cannot_tell', conclusive: true });
    on.host.next(leaves(0, slipOf(stamp(last + 60_000)))).next(tape(on, []));
    expect(await ask(on, { ...setAhead, lastOperationAt: face(last) })).toMatchObject({ finding: 'done', evidence: { by: 'last_slip' } });
  });

  it('did not happen when the tape still holds an older operation', async () => {
    const on = bench();
    await on.clock.advance(3_600_000);
    const at = await lostClose(on);
    on.host.next(says(4309)).next(tapeWithEntryOf(on, at - 1_800_000));
    expect(await ask(on, {}, at)).toMatchObject({ finding: 'not_closed_proven' });
  });

  it('happened when the tape is empty although there were operations; where none is known, there is nothing to close', async () => {
    const held = bench();
    const at = await lostClose(held);
    held.host.next(says(4309)).next(tape(held, []));
    expect(await ask(held, {}, at)).toMatchObject({ finding: 'done', result: { totals: null } });
    const idle = bench();
    const idleAt = await lostClose(idle);
    idle.host.next(says(4309)).next(tape(idle, []));
    expect(await ask(idle, { heldOperations: false }, idleAt)).toMatchObject({
      finding: 'done',
      result: { totals: null, nothingToClose: true },
      evidence: { by: 'nothing_to_close' },
    });
    const stranger = bench();
    const strangerAt = await lostClose(stranger);
    stranger.host.next(says(4309)).next(tape(stranger, [], '00459992'));
    expect(await ask(stranger, { heldOperations: false }, strangerAt)).toMatchObject({ finding: 'cannot_tell', conclusive: true });
  });

  /** A close of which the program's one word is known, found out an hour into the day. */
  async function saidOnly(code: number): Promise<{ readonly on: Bench; readonly at: number }> {
    const on = bench();
    await on.clock.advance(3_600_000);
    const at = on.clock.now();
    on.host.next(says(code));
    expect((await settle(on)).outcome).toBe('unknown');
    return { on, at };
  }

  it('did not happen where the program refused and the tape bears it out, and then in its words', async () => {
    const { on, at } = await saidOnly(4498);
    on.host.next(says(4309)).next(tapeWithEntryOf(on, at - 1_800_000));
    expect(await ask(on, {}, at)).toMatchObject({ finding: 'not_closed_proven', decline: { terminalCode: '4498' } });
    expect(operations(on)).toEqual(['7', '12', '9']);
  });

  it('happened although the program refused, where slip or tape say so: the word was another run’s', async () => {
    const printed = await saidOnly(2000);
    printed.on.host.next(leaves(0, slipOf(stamp(printed.at)))).next(tape(printed.on, []));
    expect(await ask(printed.on, {}, printed.at)).toMatchObject({ finding: 'done', evidence: { by: 'last_slip' } });
    const emptied = await saidOnly(4498);
    emptied.on.host.next(says(4309)).next(tape(emptied.on, []));
    expect(await ask(emptied.on, {}, emptied.at)).toMatchObject({ finding: 'done', evidence: { by: 'tape_is_empty' } });
  });

  it('did not happen although the program said “done”, where the tape still holds the day', async () => {
    const { on, at } = await saidOnly(0);
    on.host.next(says(4309)).next(tapeWithEntryOf(on, at - 1_800_000));
    expect(await ask(on, {}, at)).toMatchObject({ finding: 'not_closed_proven' });
  });

  it.each([0, 4498])('is for a person where neither slip nor tape bears the word %i out', async (code) => {
    const { on, at } = await saidOnly(code);
    on.host.next(says(4309)).next(says(4309));
    expect(await ask(on, { heldOperations: false }, at)).toMatchObject({ finding: 'cannot_tell', conclusive: true });
  });

  it.each([4311, 4332, 4498, 0])(
    'ends where the program says %i of a day without operations: an empty tape proves that there is nothing to close',
    async (code) => {
      const { on, at } = await saidOnly(code);
      on.host.next(says(4309)).next(tape(on, []));
      expect(await ask(on, { heldOperations: false }, at)).toMatchObject({ finding: 'done', evidence: { by: 'nothing_to_close' } });
    },
  );

  it('is not proven by a slip from the future: a clock was set back since', async () => {
    const on = bench();
    const at = await lostClose(on);
    on.host.next(leaves(0, slipOf(stamp(at + 3_600_000)))).next(tapeWithEntryOf(on, at));
    expect(await ask(on, { heldOperations: false }, at)).toMatchObject({ finding: 'cannot_tell', conclusive: true });
  });

  it('is asked about again as long as the link is down', async () => {
    const on = bench();
    const at = await lostClose(on);
    on.host.next(says(99)).next(says(99));
    expect(await ask(on, {}, at)).toMatchObject({ finding: 'cannot_tell', conclusive: false });
  });

  it('is read from the files of a run that ended while nobody watched', async () => {
    const on = bench();
    const at = on.clock.now();
    on.host.next(leaves(0, slipOf(stamp(at))));
    const dying = new RecordedSession();
    dying.frame = () => {
      throw new Error('the gateway is gone');
    };
    expect((await on.driver.settle({ reference: CLOSE, tid: TID }, dying)).outcome).toBe('unknown');
    await on.clock.advance(2_000);
    const driver = on.restart();
    const found = await on.clock.complete(
      driver.recoverSettlement({ reference: CLOSE, tid: TID, dispatchedAtMs: at, heldOperations: true, earlierCloseAtMs: null }, on.session),
    );
    expect(found).toMatchObject({ finding: 'done', evidence: { rung: 0 } });
    expect(operations(on)).toEqual(['7']);
  });

  it('keeps its evidence when a payment needs the folder first', async () => {
    const on = bench();
    const at = on.clock.now();
    on.host.next(says(99)).next(answers({ fields: APPROVED, slip: {} }));
    expect((await settle(on)).outcome).toBe('unknown');
    expect((await on.clock.complete(on.driver.sale(order(), on.session))).outcome).toBe('approved');
    on.host.next(says(4309)).next(tape(on, [{}]));
    expect(await ask(on, {}, at)).toMatchObject({ finding: 'cannot_tell' });
  });
});

const tapeWithEntryOf = (on: Bench, atMs: number): RunScript => {
  const shown = tape(on, [{}]);
  return async (run) => {
    const end = await shown(run);
    const text = new TextDecoder('ibm866').decode(run.folder.peek('p') ?? new Uint8Array());
    const printed = stamp(atMs);
    const when = `${printed.slice(6, 8)}.${printed.slice(4, 6)}.${printed.slice(2, 4)} ${printed.slice(8, 10)}:${printed.slice(10, 12)}`;
    run.folder.put('p', encodeText(text.replace(/\d\d\.\d\d\.\d\d \d\d:\d\d(?=\s+0)/, when), 'cp866'));
    return end;
  };
};

describe('the last operation', () => {
  const last = { reference: CLOSE, amountMinor: 12_345n, currency: 'RUB', authCode: '10P425', tid: TID };

  it('is rolled back by amount and authorization code', async () => {
    const on = bench();
    on.host.next(answers({ fields: { code: 0, terminalId: TID, requestId: CLOSE } }));
    expect(await on.clock.complete(on.driver.rollbackLast(last, on.session))).toMatchObject({ outcome: 'done' });
    expect(on.host.spawned[0]?.args).toEqual(['13', '12345', '10P425', `/q=${CLOSE}`]);
  });

  it.each([
    [4140, 'refused'],
    [4141, 'refused'],
    [4142, 'unknown'],
    [99, 'unknown'],
  ] as const)('with code %i ends as %s', async (code, outcome) => {
    const on = bench();
    on.host.next(says(code));
    expect(await on.clock.complete(on.driver.rollbackLast(last, on.session))).toMatchObject({ outcome, evidence: { code } });
  });

  it('is not done by a word that any other run could have said: without our id nothing is proven', async () => {
    const on = bench({ suspendCommit: true });
    on.host.next(says(0)).next(says(0));
    const committed = await on.clock.complete(on.driver.commitLast!(last, on.session));
    expect(committed).toMatchObject({ outcome: 'unknown', evidence: { code: 0, distrust: 'no_id' } });
    expect(await on.clock.complete(on.driver.rollbackLast(last, on.session))).toMatchObject({ outcome: 'unknown' });
  });

  it('is done by that word where the software knows no ids', async () => {
    const on = bench({ requestIds: false });
    on.host.next(says(0));
    expect(await on.clock.complete(on.driver.rollbackLast(last, on.session))).toMatchObject({ outcome: 'done' });
  });

  it('is never named by anything that could be read as a switch', async () => {
    const on = bench();
    expect(await on.driver.rollbackLast({ ...last, authCode: '/q=1' }, on.session)).toMatchObject({ outcome: 'not_sent' });
    expect(on.host.spawned).toEqual([]);
  });

  it('is suspended and committed by the numbers of the settings', async () => {
    const on = bench({ suspendCommit: true, suspendOperation: '115', commitOperation: '116' });
    const done = answers({ fields: { code: 0, requestId: CLOSE } });
    on.host.next(done).next(done);
    expect(await on.clock.complete(on.driver.suspendLast!(last, on.session))).toMatchObject({ outcome: 'done' });
    expect(await on.clock.complete(on.driver.commitLast!(last, on.session))).toMatchObject({ outcome: 'done' });
    expect(operations(on)).toEqual(['115', '116']);
  });
});

describe('preauthorization, capture and release', () => {
  it('go by the numbers of the settings, and claim no kind that they are not', async () => {
    const on = bench({ preauthorization: true, preauthorizationOperation: '51', captureOperation: '53', releaseOperation: '43' });
    for (const operationNumber of ['0030', '0031', '0032']) on.host.next(answers({ fields: { ...APPROVED, operationNumber } }));
    const reserved = await on.clock.complete(on.driver.preauthorize!(order(), on.session));
    expect(reserved).toMatchObject({ outcome: 'approved', result: { approvedAmountMinor: 12_345n, executedAs: null } });
    const captured = on.driver.capture!({ ...order(), original: { rrn: '159981153122', authCode: null } }, on.session);
    expect((await on.clock.complete(captured)).outcome).toBe('approved');
    const released = on.driver.release!({ ...order(), original: { rrn: '159981153122', authCode: null } }, on.session);
    expect(await on.clock.complete(released)).toMatchObject({ outcome: 'approved', result: { executedAs: null } });
    expect(on.host.spawned.map(({ args }) => args.slice(0, 5))).toEqual([
      ['51', '12345', '/q=FB98B5D4'],
      ['53', '12345', '0', 'QSELECT', '159981153122'],
      ['43', '12345', '0', 'QSELECT', '159981153122'],
    ]);
  });

  it('release by the cancel where the settings name nothing else, and only what has a reference', async () => {
    const on = bench({ preauthorization: true });
    refuses(on, 4315);
    const original = { rrn: '159981153122', authCode: null };
    const refused = on.driver.release!({ ...order(), original }, on.session);
    expect(await on.clock.complete(refused)).toMatchObject({ outcome: 'declined', decline: { code: 'batch_closed' } });
    expect(on.host.spawned[0]?.args.slice(0, 5)).toEqual(['8', '12345', '0', 'QSELECT', '159981153122']);
    const unnamed = on.driver.release!({ ...order(), original: { rrn: null, authCode: null } }, on.session);
    expect((await unnamed).outcome).toBe('not_sent');
  });
});

describe('reports', () => {
  it.each([
    ['totalsReport', ['9', '0']],
    ['controlTape', ['9', '1']],
  ] as const)('%s gives the text and its totals', async (member, args) => {
    const on = bench();
    on.host.next(tape(on, [{}]));
    expect(await on.clock.complete(on.driver[member](on.session))).toMatchObject({
      text: expect.stringContaining('Контрольная лента'),
      totals: { sales: { count: 1, amountMinor: 12_345n } },
    });
    expect(on.host.spawned[0]?.args).toEqual(args);
  });

  it('say why there is none', async () => {
    const on = bench();
    on.host.next(says(4333));
    expect(await on.clock.complete(on.driver.totalsReport(on.session))).toMatchObject({ text: null, evidence: { code: 4333 } });
  });

  it('do not call a terminal that has nothing to print out of order', async () => {
    const on = bench();
    on.host.next(says(4309));
    expect(await on.clock.complete(on.driver.reprint(on.session))).toEqual({
      slip: null,
      reason: { ru: 'Терминалу нечего напечатать', en: 'The terminal has nothing to print' },
    });
  });
});
