import type { OrderOutcome } from '@payport/terminals-core';
import type { RunScript } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { LOCK_FILE } from './folder-lock.ts';
import { answers, APPROVED, bench, FOLDER, order, REFERENCE, refuses, says, type Bench } from './testing/bench.ts';
import { serializeResultFile } from './terminal-result.ts';

const sale = (on: Bench): Promise<OrderOutcome> => on.clock.complete(on.driver.sale(order(), on.session));
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('a sale', () => {
  it('is approved with what the terminal said, and nothing invented', async () => {
    const on = bench();
    on.host.next(answers({ fields: APPROVED, slip: {} }));
    const outcome = await sale(on);
    expect(outcome).toMatchObject({
      outcome: 'approved',
      result: {
        approvedAmountMinor: 12345n,
        currency: 'RUB',
        rrn: '159981153122',
        authCode: '10P425',
        responseCode: '0',
        responseText: 'ОДОБРЕHО',
        cardMask: '546999******4617',
        cardBrand: 'MasterCard',
        cardExpiry: '12/26',
        cardholder: 'SOKOLOVA/ANNA',
        terminalTid: '00459991',
        merchantMid: '684444445555',
        stan: '0030',
        hostTime: '2026-01-15T12:00:05',
        executedAs: 'sale',
      },
      evidence: { code: 0, echo: REFERENCE, end: 'watched', exitCode: 0, slipAmountMinor: '12345' },
    });
    expect(outcome.outcome === 'approved' && outcome.result.slip).toContain('ОДОБРЕНО');
    expect(on.host.spawned).toEqual([{ program: 'sb_pilot', folder: FOLDER, args: ['1', '12345', `/q=${REFERENCE}`] }]);
  });

  it('leaves null what the terminal did not give', async () => {
    const on = bench();
    on.host.next(answers({ fields: { code: 0, requestId: REFERENCE } }));
    const empty = {
      rrn: null,
      authCode: null,
      cardMask: null,
      cardBrand: null,
      cardExpiry: null,
      cardholder: null,
      stan: null,
      hostTime: null,
      slip: null,
    };
    expect(await sale(on)).toMatchObject({ outcome: 'approved', result: { ...empty, terminalTid: null, merchantMid: null } });
  });

  it('sends nothing before it may, and tells of the dispatch once the program runs', async () => {
    const on = bench();
    on.host.next((run) => {
      on.session.calls.push('program runs');
      return answers({ fields: APPROVED })(run);
    });
    await sale(on);
    expect(on.session.calls).toEqual(['beforeFirstByte', 'program runs', 'dispatched']);
  });

  it('leaves its lock in the folder from before the spawn until the outcome is known', async () => {
    const on = bench();
    const seen: unknown[] = [];
    const look = (): void => void seen.push(JSON.parse(new TextDecoder().decode(on.folder.peek(LOCK_FILE) ?? text('null'))));
    on.host.next(async (run) => {
      look();
      await run.clock.sleep(100);
      look();
      return answers({ fields: APPROVED })(run);
    });
    await sale(on);
    const lock = { reference: REFERENCE, operation: 'sale', requestId: REFERENCE, limitMs: 180_000, orderKilled: false };
    expect(seen[0]).toMatchObject({ ...lock, pid: null });
    expect(seen[1]).toMatchObject({ ...lock, pid: 1001, startToken: 'start-1001' });
    expect(on.folder.names).toEqual(['e']);
  });

  it('clears the answers and abort files of the last run before it starts', async () => {
    const on = bench();
    for (const name of ['e', 'p', 'POLLING.OFF', 'POLLING.OK']) on.folder.put(name, text('old'));
    let found: readonly string[] = [];
    on.host.next(({ folder }) => {
      found = folder.names;
    });
    await sale(on);
    expect(found).toEqual([LOCK_FILE]);
  });

  it('keeps the exchange as cleaned frames, in order', async () => {
    const on = bench();
    on.host.next(answers({ fields: { ...APPROVED, cardMask: '5469991234564618' }, slip: { cardMask: '5469991234564618' } }));
    await sale(on);
    const channels = on.session.frames.map(({ direction, channel }) => `${direction} ${channel}`);
    expect(channels).toEqual(['outbound argv', 'inbound exit', 'inbound file:e', 'inbound file:p']);
    expect(on.session.text('argv')).toEqual([`1 12345 /q=${REFERENCE}`]);
    expect(on.session.text('exit')).toEqual(['exit 0']);
    expect(on.session.frames[2]?.fields).toMatchObject({ code: '0', rrn: '159981153122', encoding: 'cp866' });
    const bytes = on.session.frames.map((frame) => Array.from(frame.bytes, (byte) => String.fromCharCode(byte)).join('')).join('\n');
    const everything = JSON.stringify(on.session.frames) + bytes;
    expect(everything).not.toContain('991234564');
    expect(everything).not.toContain('0123456789ABCDEF0123');
    expect(on.session.alertKinds).toEqual(['full_card_number', 'full_card_number']);
  });

  it.each(['cp866', 'cp1251', 'koi8-r', 'utf-8'] as const)('reads the words of the terminal in %s by itself', async (encoding) => {
    const on = bench();
    on.host.next(answers({ fields: { code: 4451, message: 'НЕДОСТАТОЧНО СРЕДСТВ', requestId: REFERENCE }, encoding }));
    expect(await sale(on)).toMatchObject({
      outcome: 'declined',
      decline: { code: 'insufficient_funds' },
      result: { responseText: 'НЕДОСТАТОЧНО СРЕДСТВ', approvedAmountMinor: null, executedAs: null },
    });
  });

  it.each([
    [4451, 'declined', 'insufficient_funds'],
    [2000, 'cancelled', 'cancelled_on_device'],
    [4134, 'declined', 'terminal_setup'],
    [99, 'unknown', 'outcome_unknown'],
  ] as const)('answered with the one line %i is %s', async (code, result, reason) => {
    const on = bench();
    refuses(on, code);
    const outcome = await sale(on);
    expect(outcome).toMatchObject({ outcome: result, decline: { code: reason, terminalCode: String(code) } });
    if (outcome.outcome === 'unknown') expect(outcome.runEnded).toBe(true);
  });

  it('raises an alert for a code that no table explains', async () => {
    const on = bench();
    on.host.next(says(9999));
    expect(await sale(on)).toMatchObject({ outcome: 'unknown', decline: { code: 'unmapped' } });
    expect(on.session.alertKinds).toEqual(['unmapped_code']);
  });

  it('is approved by a file with our id even where the program then failed', async () => {
    const on = bench();
    on.host.next(answers({ fields: APPROVED, exitCode: 3 }));
    expect(await sale(on)).toMatchObject({ outcome: 'approved', evidence: { exitCode: 3 } });
    on.host.next(async (run) => {
      await answers({ fields: { ...APPROVED, rrn: '159981153123' } })(run);
      return { signal: 'SIGSEGV' };
    });
    expect(await sale(on)).toMatchObject({ outcome: 'approved', evidence: { signal: 'SIGSEGV', end: 'crashed' } });
  });
});

describe('an answer that proves nothing leaves a sale unknown', () => {
  const approval = serializeResultFile(APPROVED, { encoding: 'cp866' });
  const refusal = serializeResultFile({ code: 4451 }, { encoding: 'cp866', lines: 1 });
  const leaves =
    (bytes: Uint8Array, exit: object = {}): RunScript =>
    ({ folder }) => {
      folder.put('e', bytes);
      return exit;
    };

  it.each([
    ['no file', () => ({ exitCode: 0 }), 'missing'],
    ['no file after a crash', () => ({ signal: 'SIGKILL' }), 'missing'],
    ['a refusal after a crash', leaves(refusal, { signal: 'SIGSEGV' }), 'crashed'],
    ['an empty file', leaves(text('')), 'empty'],
    ['a file that is too long', leaves(new Uint8Array(70_000).fill(0x30)), 'oversize'],
    ['a cut approval', leaves(approval.subarray(0, 60)), 'no_id'],
    ['a cut first line', leaves(text('445')), 'open_first_line'],
    ['binary noise', leaves(Uint8Array.from([0, 255, 1])), 'binary'],
    ['the approval of another request', answers({ fields: { ...APPROVED, requestId: '12345678' } }), 'foreign_id'],
    ['an approval without an id', answers({ fields: { ...APPROVED, requestId: '00000000' } }), 'no_id'],
    ['the approval of another terminal', answers({ fields: { ...APPROVED, terminalId: '00459992' } }), 'other_terminal'],
    ['a file from before the run', ({ folder, clock }) => folder.put('e', approval, clock.now() - 60_000), 'stale'],
  ] satisfies readonly (readonly [string, RunScript, string])[])('%s', async (_, script, distrust) => {
    const on = bench();
    on.host.next(script);
    expect(await sale(on)).toMatchObject({
      outcome: 'unknown',
      runEnded: true,
      decline: { code: 'outcome_unknown', retry: 'do_not_retry_check_first' },
      evidence: { distrust },
    });
    expect(on.folder.has(LOCK_FILE)).toBe(true);
  });

  it.each([
    [{ requestId: '12345678' }, 'foreign_answer'],
    [{ terminalId: '00459992' }, 'terminal_mismatch'],
  ])('and with %o raises the alert %s', async (fields, kind) => {
    const on = bench();
    on.host.next(answers({ fields: { ...APPROVED, ...fields } }));
    await sale(on);
    expect(on.session.alertKinds).toEqual([kind]);
  });

  it('but an answer that appears a moment after the end of the program is waited for', async () => {
    const on = bench();
    on.host.next(({ folder, clock }) => {
      clock.after(1500, () => folder.put('e', approval));
    });
    expect((await sale(on)).outcome).toBe('approved');
  });

  it('and an unreadable folder after the run is no answer either', async () => {
    const on = bench();
    on.host.next(({ folder }) => folder.fail('read', 'e'));
    expect(await sale(on)).toMatchObject({ outcome: 'unknown', runEnded: false, evidence: { fault: 'Error' } });
  });
});
