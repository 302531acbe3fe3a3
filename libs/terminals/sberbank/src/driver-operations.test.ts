import type { LinkReport, OrderOutcome } from '@payport/terminals-core';
import { describe, expect, it } from 'vitest';
import { encodeText } from './encodings.ts';
import { answers, APPROVED, bench, FOLDER, hangs, order, REFERENCE, refundOrder, refuses, says, SLIP, type Bench } from './testing/bench.ts';

const sale = (on: Bench): Promise<OrderOutcome> => on.clock.complete(on.driver.sale(order(), on.session));

describe('a void', () => {
  const cancel = (on: Bench, rrn: string | null = '159981153122'): Promise<OrderOutcome> =>
    on.clock.complete(on.driver.void(refundOrder(rrn), on.session));

  it('cancels the operation of the open batch by its reference number', async () => {
    const on = bench();
    on.host.next(answers({ fields: APPROVED, slip: { operation: 'Отмена' } }));
    expect(await cancel(on)).toMatchObject({ outcome: 'approved', result: { executedAs: 'void', approvedAmountMinor: 12345n } });
    expect(on.host.spawned[0]?.args).toEqual(['8', '12345', '0', 'QSELECT', '159981153122', `/q=${REFERENCE}`]);
  });

  it.each([
    [4118, 'original_not_found'],
    [4315, 'batch_closed'],
  ] as const)('answered with %s is declined: %s', async (code, declineCode) => {
    const on = bench();
    refuses(on, code);
    expect(await cancel(on)).toMatchObject({ outcome: 'declined', decline: { code: declineCode } });
  });

  it('without a reference number is never sent: the program would open its own menu', async () => {
    const on = bench();
    expect(await cancel(on, null)).toMatchObject({ outcome: 'not_sent', decline: { code: 'original_not_found' } });
    expect(on.host.spawned).toEqual([]);
  });
});

describe('a refund', () => {
  const refund = (on: Bench, rrn: string | null = '159981153122'): Promise<OrderOutcome> =>
    on.clock.complete(on.driver.refund(refundOrder(rrn), on.session));

  it('goes back to the original without the card', async () => {
    const on = bench({ refundArgument: '0', department: '2' });
    on.host.next(answers({ fields: { ...APPROVED, authCode: '' }, slip: { operation: 'Возврат', authCode: null } }));
    expect(await refund(on)).toMatchObject({
      outcome: 'approved',
      result: { executedAs: 'refund', authCode: null, approvedAmountMinor: 12345n },
    });
    expect(on.host.spawned[0]?.args).toEqual(['3', '12345', '0', '0', '159981153122', `/q=${REFERENCE}`, '/d=2']);
  });

  it.each([
    ['Отмена', 'void'],
    ['Возврат', 'refund'],
    [null, null],
  ] as const)('whose slip is titled %s was executed as %s', async (operation, executedAs) => {
    const on = bench();
    on.host.next(answers({ fields: APPROVED, slip: operation === null ? null : { operation } }));
    expect(await refund(on)).toMatchObject({ result: { executedAs } });
  });

  it('without an original asks for the card', async () => {
    const on = bench();
    on.host.next(answers({ fields: APPROVED }));
    await refund(on, null);
    expect(on.host.spawned[0]?.args).toEqual(['3', '12345', `/q=${REFERENCE}`]);
  });

  it.each(['/q=00000000', '1599 8115', '1234567890123', ''])(
    'with the reference number %j is never sent: it could be read as a switch',
    async (rrn) => {
      const on = bench();
      expect(await refund(on, rrn)).toMatchObject({ outcome: 'not_sent', decline: { code: 'original_not_found' } });
      expect(on.host.spawned).toEqual([]);
    },
  );

  it.each([
    [4118, 'original_not_found'],
    [4311, 'original_not_found'],
    [4315, 'batch_closed'],
    [4363, 'refund_exceeds_original'],
  ] as const)('is refused by %i as %s', async (code, reason) => {
    const on = bench();
    refuses(on, code);
    expect(await refund(on)).toMatchObject({ outcome: 'declined', decline: { code: reason } });
  });
});

describe('old software without request ids', () => {
  it('gets no id, and is approved by lines 0 to 9 of a run seen to end', async () => {
    const on = bench({ requestIds: false });
    on.host.next(answers({ fields: APPROVED, lines: 11 }));
    expect((await sale(on)).outcome).toBe('approved');
    expect(on.host.spawned[0]?.args).toEqual(['1', '12345']);
    on.host.next(answers({ fields: APPROVED, lines: 7 }));
    expect(await sale(on)).toMatchObject({ outcome: 'unknown', evidence: { distrust: 'cut' } });
  });

  it('does not take the last approval, written once more, for a new one', async () => {
    const on = bench({ requestIds: false });
    on.host.always(answers({ fields: APPROVED, lines: 11 }));
    expect((await sale(on)).outcome).toBe('approved');
    expect(await sale(on)).toMatchObject({ outcome: 'unknown', evidence: { distrust: 'stale' } });
  });
});

describe('the link test', () => {
  const test = (on: Bench): Promise<LinkReport> => on.clock.complete(on.driver.testLink(on.session));

  it('asks about an operation that never was, and reports what it learned', async () => {
    const on = bench();
    on.host.next(answers({ fields: { code: 4311, terminalId: '00459991' } }));
    expect(await test(on)).toMatchObject({ reachable: true, evidence: { code: 4311, terminalId: '00459991' } });
    const [operation, asked, own] = on.host.spawned[0]?.args ?? [];
    expect(operation).toBe('52');
    expect(`/q=${asked}`).not.toBe(own);
    expect(on.folder.names).toEqual([]);
    expect(on.session.calls).not.toContain('dispatched');
  });

  it.each([99, 4119, 101, 9999])('calls a terminal that answers %i not ready', async (code) => {
    const on = bench();
    on.host.next(says(code));
    expect(await test(on)).toMatchObject({ reachable: false, reason: { ru: expect.stringContaining('Терминал не готов') as string } });
  });

  it('says what stands in the way: no program, no answer, a running operation', async () => {
    const on = bench();
    on.host.refuseNext();
    expect(await test(on)).toMatchObject({ reachable: false, reason: { ru: 'Программа банка не запустилась' } });
    on.host.next(() => ({ exitCode: 1 }));
    expect(await test(on)).toMatchObject({ reachable: false, evidence: { found: 'missing' } });
    on.host.start({ program: 'sb_pilot', folder: FOLDER, args: [] }, hangs());
    expect(await test(on)).toMatchObject({ reachable: false, reason: { en: 'The terminal is busy with an earlier operation' } });
  });

  it('that hangs is stopped', async () => {
    const on = bench();
    on.host.next(hangs());
    expect(await test(on)).toMatchObject({ reachable: false });
    expect(on.host.live).toEqual([]);
  });

  it('does not disturb an operation whose outcome is still unknown', async () => {
    const on = bench();
    on.host.next(() => ({}));
    await sale(on);
    expect(await test(on)).toMatchObject({ reachable: false });
    expect(on.host.spawned).toHaveLength(1);
  });

  it('is not sent where this gateway may not', async () => {
    const on = bench();
    on.session.mayNotSend = true;
    expect(await test(on)).toMatchObject({ reachable: false });
    expect(on.host.spawned).toEqual([]);
  });

  it('reads the short tape of old software instead', async () => {
    const on = bench({ requestIds: false });
    on.host.next(says(0));
    expect(await test(on)).toMatchObject({ reachable: true });
    expect(on.host.spawned[0]?.args).toEqual(['9', '0']);
  });
});

describe('a reprint', () => {
  it('gives the last slip', async () => {
    const on = bench();
    on.host.next(answers({ fields: { code: 0 }, slip: SLIP }));
    expect(await on.clock.complete(on.driver.reprint(on.session))).toMatchObject({ slip: expect.stringContaining('159981153122') as string });
    expect(on.host.spawned[0]?.args).toEqual(['12']);
  });

  it('or says why not', async () => {
    const on = bench();
    on.host.next(({ folder }) => folder.put('e', encodeText('4309,Нечего печатать\r\n', 'cp866')));
    expect(await on.clock.complete(on.driver.reprint(on.session))).toMatchObject({
      slip: null,
      reason: { ru: expect.stringContaining('нечего напечатать') as string },
    });
  });
});
