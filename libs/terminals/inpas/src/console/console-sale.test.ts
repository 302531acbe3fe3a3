import { describe, expect, it } from 'vitest';
import { encodeText } from '../code-page.ts';
import { order, REFERENCE, refundOrder, RRN, SLIP, TID } from '../testing/bench.ts';
import { consoleBench, hangs, leaves, type ConsoleBench } from '../testing/console-bench.ts';

const sell = (made: ConsoleBench) => made.clock.complete(made.driver.sale(order(), made.session), 900_000);

describe('a sale through the bank’s program', () => {
  it('is one run with the command line, and approved with what the files say', async () => {
    const made = consoleBench();
    made.host.next(leaves({ receipt: null, slip: SLIP.replaceAll('\n', '\r\n') }));
    expect(await sell(made)).toMatchObject({
      outcome: 'approved',
      result: {
        approvedAmountMinor: 12345n,
        rrn: RRN,
        authCode: '871341',
        cardMask: '411111******1111',
        terminalTid: TID,
        executedAs: 'sale',
        slip: SLIP,
      },
      evidence: { exitCode: 0, run: 'watched', echo: '123456789', distrust: null },
    });
    expect(made.lines()).toEqual(['-o1 -z00123456 -a12345 -c643 -n123456789']);
    expect(made.host.spawned[0]).toMatchObject({ program: 'DC Console.exe', folder: '/opt/dc' });
    expect(made.folder.has('payport.lock')).toBe(false);
    expect(made.clock.pendingTimers).toBe(0);
  });

  it('takes the slip of the result where it has one', async () => {
    const made = consoleBench();
    made.host.next(leaves({ slip: 'ДРУГОЙ' }));
    expect(await sell(made)).toMatchObject({ outcome: 'approved', result: { slip: SLIP, cardBrand: 'VISA' } });
  });

  it('asks for the right to send after the folder is ready and before the program runs', async () => {
    const made = consoleBench();
    await sell(made);
    expect(made.session.calls).toEqual(['beforeFirstByte', 'dispatched']);
    const refused = consoleBench();
    refused.session.mayNotSend = true;
    expect(await sell(refused)).toMatchObject({ outcome: 'not_sent', evidence: { cause: 'not_allowed' } });
    expect([refused.lines(), refused.folder.names]).toEqual([[], []]);
  });

  it('removes what lay there before it runs', async () => {
    const made = consoleBench();
    made.folder.put('result.txt', encodeText("[39] = '1'\r\n"));
    made.folder.put('receipt.txt', encodeText('ЧУЖОЙ ЧЕК'));
    made.host.next(({ folder }) => {
      expect(folder.names).toEqual(['payport.lock']);
      return { exitCode: 0 };
    });
    expect(await sell(made)).toMatchObject({ outcome: 'unknown', evidence: { file: 'missing' } });
  });

  it('waits a moment for files that appear after the end', async () => {
    const made = consoleBench();
    made.host.next((run) => {
      void run.clock.sleep(800).then(() => leaves({ afterMs: 0 })(run));
      return { exitCode: 0 };
    });
    expect(await sell(made)).toMatchObject({ outcome: 'approved' });
  });

  it('keeps every step cleaned, and no whole card number anywhere', async () => {
    const made = consoleBench();
    made.host.next(leaves({ card: '4111111111111111', receipt: null, slip: 'КАРТА 4111 1111 1111 1111' }));
    const outcome = await sell(made);
    expect(made.session.frames.map(({ direction, channel }) => `${direction} ${channel}`)).toEqual([
      'outbound argv',
      'inbound exit',
      'inbound file:result.txt',
    ]);
    const kept = JSON.stringify(
      [made.session.frames.map(({ bytes, text, fields }) => [Buffer.from(bytes).toString('latin1'), text, fields]), outcome],
      (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
    );
    expect(kept).toContain('411111******1111');
    expect(kept).not.toMatch(/4111 ?1111 ?1111 ?1111/);
    expect(made.session.alertKinds).toContain('full_card_number');
  });

  it('shows no digit of a file that nobody can read', async () => {
    const made = consoleBench();
    made.host.next(leaves({ spoil: () => encodeText("[10] = '4111111111111111") }));
    await sell(made);
    expect(made.session.frames.at(-1)).toMatchObject({ fields: { fault: 'cut' } });
    expect(Buffer.from(made.session.frames.at(-1)!.bytes).toString('latin1')).not.toMatch(/[0-9]/);
  });
});

describe('a sale that is not sent', () => {
  it('because the program does not start', async () => {
    const made = consoleBench();
    made.host.refuseNext();
    expect(await sell(made)).toMatchObject({
      outcome: 'not_sent',
      decline: { code: 'terminal_setup' },
      evidence: { spawnRefusal: 'program_missing' },
    });
    expect(made.folder.names).toEqual([]);
    expect(made.session.calls).not.toContain('dispatched');
  });

  it.each(['create payport.lock', 'remove result.txt', 'read payport.lock'])('because the folder fails: %s', async (call) => {
    const made = consoleBench();
    made.folder.put('result.txt', encodeText('x'));
    const [operation, name] = call.split(' ') as ['create' | 'remove' | 'read', string];
    made.folder.fail(operation, name);
    expect(await sell(made)).toMatchObject({ outcome: 'not_sent', decline: { message: { en: "The bank program's folder is not accessible" } } });
    expect(made.lines()).toEqual([]);
  });

  it('because a run that nobody here started is still there', async () => {
    const made = consoleBench();
    made.host.start({ program: 'DC Console.exe', folder: '/opt/dc', args: ['-o1'] }, hangs());
    expect(await sell(made)).toMatchObject({ outcome: 'not_sent', evidence: { cause: 'device_busy' } });
    expect(made.lines()).toEqual([]);
  });

  it('because another conversation with the terminal runs', async () => {
    const made = consoleBench();
    const first = made.driver.sale(order(), made.session);
    await made.clock.advance(10);
    expect(await made.driver.sale(order(), made.session)).toMatchObject({ outcome: 'not_sent', evidence: { cause: 'device_busy' } });
    expect(await made.clock.complete(first)).toMatchObject({ outcome: 'approved' });
    expect(made.lines()).toHaveLength(1);
  });

  it('because it was stopped before', async () => {
    const made = consoleBench();
    made.session.controller.abort();
    expect(await sell(made)).toMatchObject({ outcome: 'not_sent', decline: { code: 'cancelled_by_cashier' } });
    expect(made.lines()).toEqual([]);
  });
});

describe('answers that say no', () => {
  it.each([
    [{ status: 16, hostCode: '51' }, 'declined', 'insufficient_funds'],
    [{ status: 16, hostCode: null }, 'declined', 'card_refused'],
    [{ status: 53, hostCode: null }, 'cancelled', 'cancelled_on_device'],
  ] as const)('%j', async (over, outcome, code) => {
    const made = consoleBench();
    made.host.next(leaves({ ...over, rrn: null, authCode: null }));
    expect(await sell(made)).toMatchObject({ outcome, decline: { code } });
    expect(made.folder.has('payport.lock')).toBe(false);
  });
});

/** Drops the whole line of one field. */
const without = (number: number) => (bytes: Uint8Array) =>
  encodeText(
    Buffer.from(bytes)
      .toString('latin1')
      .split('\r\n')
      .filter((line) => !line.startsWith(`[${number}]`))
      .join('\r\n'),
  );

describe('answers that prove nothing', () => {
  it.each<[string, Parameters<typeof leaves>[0], object]>([
    ['no file', { spoil: () => null }, { file: 'missing' }],
    ['an empty file', { spoil: () => new Uint8Array() }, { file: 'empty' }],
    ['a file that was cut inside a value', { spoil: (bytes) => bytes.subarray(0, -4) }, { file: 'cut' }],
    ['a file that was cut before the amount’s end', { spoil: (bytes) => bytes.subarray(0, 9) }, { file: 'cut' }],
    ['a file without an end', { spoil: () => new Uint8Array(70_000).fill(0x41) }, { file: 'oversize' }],
    ['a field twice', { spoil: (bytes) => Uint8Array.from([...bytes, ...bytes]) }, { file: 'twice' }],
    ['bytes that are no text', { spoil: (bytes) => Uint8Array.from([...bytes, 0]) }, { file: 'binary' }],
    ['an approval with an exit code that says no', { exitCode: 1 }, { file: 'exit_code' }],
    ['a refusal with an exit code that says yes', { status: 16, hostCode: '51', exitCode: 0 }, { file: 'exit_code' }],
    ['an approval without amount', { spoil: without(0) }, { file: 'bare' }],
    ['an approval without terminal', { spoil: without(27) }, { file: 'bare' }],
    ['an approval without operation', { spoil: without(25) }, { file: 'bare' }],
    ['the number of another order', { transactionId: '999999999' }, { file: 'foreign' }],
    ['no number although the program takes one', { transactionId: null }, { distrust: 'no_number' }],
    ['another amount', { amountMinor: 1n }, { distrust: 'other_amount' }],
    ['another terminal', { terminalId: '00999999' }, { distrust: 'other_terminal' }],
    ['another operation', { operation: 29 }, { distrust: 'other_operation' }],
    ['no status', { status: null, exitCode: 1 }, { status: null }],
    ['status 0', { status: 0, exitCode: 1 }, { status: 0 }],
    ['a status that no table has', { status: 77, exitCode: 1 }, { status: 77 }],
    ['the bank against an approval', { hostCode: '51' }, { status: 1 }],
  ])('%s', async (_what, over, evidence) => {
    const made = consoleBench();
    made.host.next(leaves(over));
    expect(await sell(made)).toMatchObject({ outcome: 'unknown', decline: { retry: 'do_not_retry_check_first' }, evidence });
    expect(made.lines()).toHaveLength(1);
  });

  it('the number of another order, of which people are told', async () => {
    const made = consoleBench();
    made.host.next(leaves({ transactionId: '999999999' }));
    expect(await sell(made)).toMatchObject({ outcome: 'unknown' });
    expect(made.session.alertKinds).toEqual(['foreign_answer']);
  });

  it('an answer that lay there before the run', async () => {
    const made = consoleBench({ fieldSwitches: [] });
    await sell(made);
    const earlier = made.folder.peek('result.txt')!;
    made.host.next(async ({ clock, folder }) => {
      await clock.sleep(5_000);
      folder.put('result.txt', earlier);
      return { exitCode: 0 };
    });
    expect(await sell(made)).toMatchObject({ outcome: 'unknown', evidence: { file: 'stale' } });
    made.host.next(async ({ clock, folder }) => {
      await clock.sleep(60_000);
      const late = Buffer.from(earlier).toString('latin1').replace('871341', '999999');
      folder.put('result.txt', Buffer.from(late, 'latin1'), clock.now() - 90_000);
      return { exitCode: 0 };
    });
    expect(await sell(made)).toMatchObject({ outcome: 'unknown', evidence: { file: 'stale' } });
  });

  it('a program that died, unless its answer has our number', async () => {
    const dies =
      (over: Parameters<typeof leaves>[0] = {}) =>
      async (run: Parameters<ReturnType<typeof leaves>>[0]) => {
        await leaves(over)(run);
        return { exitCode: null, signal: 'SIGSEGV' };
      };
    const numbered = consoleBench();
    numbered.host.next(dies());
    expect(await sell(numbered)).toMatchObject({ outcome: 'approved', evidence: { run: 'crashed', signal: 'SIGSEGV' } });
    const plain = consoleBench({ fieldSwitches: [] });
    plain.host.next(dies());
    expect(await sell(plain)).toMatchObject({ outcome: 'unknown', evidence: { file: 'crashed' } });
  });

  it('a program that had to be killed, and a second one is not started', async () => {
    const made = consoleBench({ timeLimitMs: 60_000 });
    made.host.next(hangs());
    expect(await sell(made)).toMatchObject({ outcome: 'unknown', runEnded: false, evidence: { file: 'missing', end: 'killed' } });
    expect(made.clock.monotonic()).toBeLessThanOrEqual(66_000);
    expect(made.host.live).toEqual([]);
    expect(made.lines()).toHaveLength(1);
  });
});

describe('settings of the program', () => {
  it('believe every exit code where it tells nothing', async () => {
    for (const over of [{ exitCode: 7 }, { status: 16, hostCode: '51', exitCode: 0 }]) {
      const made = consoleBench({ exitCodeTells: false });
      made.host.next(leaves(over));
      expect((await sell(made)).outcome).toBe('status' in over ? 'declined' : 'approved');
    }
  });

  it('without a switch for numbers take the run itself for the proof, whatever number the program gave', async () => {
    for (const transactionId of ['1', '999999999', null]) {
      const made = consoleBench({ fieldSwitches: [] });
      made.host.next(leaves({ transactionId }));
      expect(await sell(made)).toMatchObject({ outcome: 'approved', evidence: { echo: null } });
    }
  });

  it('with one, and a terminal that does not repeat it, do the same', async () => {
    const made = consoleBench({ transactionIds: false });
    made.host.next(leaves({ transactionId: null }));
    expect(await sell(made)).toMatchObject({ outcome: 'approved' });
  });

  it('decide what exists on the driver', () => {
    const bare = consoleBench({ fieldSwitches: [] }).driver;
    expect([bare.refund, bare.void, bare.reprint, bare.totalsReport, bare.controlTape, bare.undoLost]).toEqual(Array(6).fill(undefined));
    const all = consoleBench({ emergencyReversal: true }).driver;
    expect([all.refund, all.void, all.reprint, all.totalsReport, all.controlTape, all.undoLost].every((each) => typeof each === 'function')).toBe(
      true,
    );
  });
});

describe('other operations through the program', () => {
  it.each(['29', '3', '4'] as const)('a refund goes under code %s, with the original’s numbers', async (refundOperation) => {
    const made = consoleBench({ refundOperation });
    expect(await made.clock.complete(made.driver.refund!(refundOrder(), made.session))).toMatchObject({ outcome: 'approved' });
    expect(made.lines()).toEqual([`-o${refundOperation} -z00123456 -a12345 -c643 -h871341 -r${RRN} -n123456789`]);
  });

  it('voids, undoes and closes', async () => {
    const made = consoleBench({ emergencyReversal: true });
    expect(await made.clock.complete(made.driver.void!(refundOrder(), made.session))).toMatchObject({
      outcome: 'approved',
      result: { executedAs: 'void' },
    });
    const lost = { reference: '987654321' as never, of: REFERENCE, amountMinor: 12345n, currency: 'RUB', tid: TID, tried: [] };
    made.host.next(leaves({ operation: 1, transactionId: REFERENCE, status: 0, amountMinor: 12345n }));
    expect(await made.clock.complete(made.driver.undoLost!(lost, made.session, made.session))).toMatchObject({ outcome: 'done' });
    expect(made.lines().at(-1)).toBe('-o53 -z00123456 -a12345 -c643 -h871341 -n987654321');
    made.host.next(leaves({ amountMinor: null, receipt: null, slip: 'СВЕРКА ИТОГОВ\r\nИТОГИ СОВПАЛИ' }));
    expect(await made.clock.complete(made.driver.settle({ reference: '123456789' as never, tid: TID }, made.session))).toMatchObject({
      outcome: 'done',
      result: { hostAgrees: true, slip: 'СВЕРКА ИТОГОВ\nИТОГИ СОВПАЛИ' },
    });
  });

  it('tests the link and prints reports and the copy', async () => {
    const made = consoleBench();
    made.host.next(leaves({ amountMinor: null, receipt: null }));
    expect(await made.clock.complete(made.driver.testLink(made.session))).toMatchObject({ reachable: true, evidence: { terminalId: TID } });
    const report = { command: 20, commandStatus: 0, status: null, amountMinor: null, receipt: null, slip: 'ОТЧЁТ\r\nИТОГО 2' };
    made.host
      .next(leaves(report))
      .next(leaves({ ...report, command: 21 }))
      .next(leaves({ ...report, command: 22 }));
    expect(await made.clock.complete(made.driver.totalsReport!(made.session))).toMatchObject({ text: 'ОТЧЁТ\nИТОГО 2' });
    expect(await made.clock.complete(made.driver.controlTape!(made.session))).toMatchObject({ text: 'ОТЧЁТ\nИТОГО 2' });
    expect(await made.clock.complete(made.driver.reprint!(made.session))).toEqual({ slip: 'ОТЧЁТ\nИТОГО 2' });
  });
});
