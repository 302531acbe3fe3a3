import { describe, expect, it } from 'vitest';
import { receiptOf } from './terminal-messages.ts';
import { answers, bench, fallsSilent, order, recoveryQuery, refundOrder, RRN, SLIP, TID, type Bench } from './testing/bench.ts';

const run = <T>(made: Bench, work: Promise<T>): Promise<T> => made.clock.complete(work);

describe('refunds and voids', () => {
  it.each([
    ['29', 29, 'refund'],
    ['3', 3, 'refund'],
    ['4', 4, null],
  ] as const)('a refund goes under code %s, with the original’s numbers', async (refundOperation, operation, executedAs) => {
    const made = bench({ refundOperation });
    const outcome = await run(made, made.driver.refund!(refundOrder(), made.session));
    expect(outcome).toMatchObject({ outcome: 'approved', result: { executedAs } });
    expect(made.requests).toEqual([expect.objectContaining({ operation, rrn: RRN, authCode: '871341', amountMinor: 12345n })]);
  });

  it('tells that the terminal ran a refund as a void', async () => {
    const made = bench();
    made.script = [answers({ operation: 4 })];
    expect(await run(made, made.driver.refund!(refundOrder(), made.session))).toMatchObject({ outcome: 'approved', result: { executedAs: 'void' } });
  });

  it('fills a short reference number up, and refunds without one where there is none', async () => {
    const made = bench();
    await run(made, made.driver.refund!(refundOrder({ original: { rrn: '31116', authCode: null } }), made.session));
    await run(made, made.driver.refund!(refundOrder({ original: { rrn: null, authCode: null } }), made.session));
    expect(made.requests.map(({ rrn }) => rrn)).toEqual(['000000031116', null]);
  });

  it('never sends a reference number that could be anything else', async () => {
    const made = bench();
    const original = { rrn: '31116\u0000;1', authCode: null };
    expect(await run(made, made.driver.refund!(refundOrder({ original }), made.session))).toMatchObject({
      outcome: 'not_sent',
      decline: { code: 'original_not_found' },
    });
    expect(await run(made, made.driver.void!(refundOrder({ original }), made.session))).toMatchObject({ outcome: 'not_sent' });
    expect(made.requests).toEqual([]);
  });

  it('voids by the reference number only', async () => {
    const made = bench();
    expect(await run(made, made.driver.void!(refundOrder(), made.session))).toMatchObject({ outcome: 'approved', result: { executedAs: 'void' } });
    expect(made.requests).toEqual([expect.objectContaining({ operation: 4, rrn: RRN })]);
    const none = await run(made, made.driver.void!(refundOrder({ original: { rrn: null, authCode: '871341' } }), made.session));
    expect(none).toMatchObject({ outcome: 'not_sent', decline: { code: 'original_not_found' } });
  });

  it('a sale is never answered by a refund', async () => {
    const made = bench();
    made.script = [answers({ operation: 4 })];
    expect(await run(made, made.driver.sale(order(), made.session))).toMatchObject({ outcome: 'unknown', evidence: { distrust: 'other_operation' } });
  });
});

describe('the link test', () => {
  it('tells that the terminal is there, who it is and that it repeats numbers', async () => {
    const made = bench();
    made.script = [answers({ amountMinor: null, receipt: null })];
    expect(await run(made, made.driver.testLink(made.session))).toMatchObject({
      reachable: true,
      evidence: { terminalId: TID, numberRepeated: true },
    });
  });

  it('tells that a terminal without numbers needs another setting', async () => {
    const made = bench();
    made.script = [answers({ transactionId: null, amountMinor: null })];
    const report = await run(made, made.driver.testLink(made.session));
    expect(report).toMatchObject({ reachable: false, evidence: { numberRepeated: false } });
    expect(!report.reachable && report.reason.ru).toContain('Терминал повторяет номер запроса');
    const told = made.driverWith({ transactionIds: false });
    expect(await run(made, told.testLink(made.session))).toMatchObject({ reachable: true });
  });

  it('tells another terminal', async () => {
    const made = bench();
    made.script = [answers({ terminalId: '00999999' })];
    expect(await run(made, made.driver.testLink(made.session))).toMatchObject({ reachable: false, evidence: { terminalId: '00999999' } });
    expect(made.session.alertKinds).toEqual(['terminal_mismatch']);
  });

  it('asks for the right to send', async () => {
    const made = bench();
    made.session.mayNotSend = true;
    expect(await run(made, made.driver.testLink(made.session))).toMatchObject({ reachable: false });
    expect(made.requests).toEqual([]);
  });
});

describe('reports and the copy of the last slip', () => {
  it.each([
    ['short_report', 'totalsReport', 20],
    ['full_report', 'controlTape', 21],
  ] as const)('%s', async (kind, method, command) => {
    const made = bench();
    made.script = [
      answers({ operation: 63, command, commandStatus: 0, status: null, amountMinor: null, receipt: receiptOf('ОТЧЁТ\nИТОГО 2', null) }),
    ];
    expect(await run(made, made.driver[method]!(made.session))).toMatchObject({ text: 'ОТЧЁТ\nИТОГО 2', totals: null });
    expect(made.requests[0]?.kind).toBe(kind);
  });

  it('prints the last slip again', async () => {
    const made = bench();
    made.script = [answers({ operation: 63, command: 22, commandStatus: 0 })];
    expect(await run(made, made.driver.reprint!(made.session))).toEqual({ slip: SLIP });
    expect(made.requests[0]?.kind).toBe('copy');
  });

  it.each([
    ['nothing to print', { commandStatus: 1, receipt: null }],
    ['no receipt', { receipt: null }],
    ['a failure', { commandStatus: 2 }],
    ['a refusal', { status: 16 }],
    ['another terminal', { terminalId: '00999999' }],
  ])('has no text with %s', async (_name, over) => {
    const made = bench();
    made.script = [answers({ operation: 63, command: 22, ...over })];
    const report = await run(made, made.driver.reprint!(made.session));
    expect(report.slip).toBeNull();
    expect(report.slip === null && report.reason.ru.length).toBeGreaterThan(5);
  });

  it('does not take the answer to another report', async () => {
    const made = bench({ answerTimeoutMs: 5_000 });
    made.script = [answers({ operation: 63, command: 21 })];
    expect(await run(made, made.driver.totalsReport!(made.session))).toMatchObject({ text: null });
  });
});

describe('the close of the batch', () => {
  const close = { reference: '123456789' as never, tid: TID };

  it('is done with the report and the bank’s verdict where it says one', async () => {
    const made = bench();
    made.script = [answers({ amountMinor: null, receipt: receiptOf('СВЕРКА ИТОГОВ\nИТОГИ СОВПАЛИ', null) })];
    expect(await run(made, made.driver.settle(close, made.session))).toMatchObject({ outcome: 'done', result: { hostAgrees: true, totals: null } });
    made.script = [answers({ amountMinor: null, receipt: receiptOf('ИТОГИ НЕ СОВПАЛИ', null) })];
    expect(await run(made, made.driver.settle(close, made.session))).toMatchObject({ outcome: 'done', result: { hostAgrees: false } });
    made.script = [answers({ amountMinor: null, receipt: null })];
    expect(await run(made, made.driver.settle(close, made.session))).toMatchObject({ outcome: 'done', result: { hostAgrees: null, slip: null } });
  });

  it('failed only where the terminal refused it', async () => {
    const made = bench();
    made.script = [answers({ status: 16, hostCode: '95', amountMinor: null })];
    expect(await run(made, made.driver.settle(close, made.session))).toMatchObject({ outcome: 'failed' });
    made.script = [answers({ status: 0, amountMinor: null })];
    expect(await run(made, made.driver.settle(close, made.session))).toMatchObject({ outcome: 'unknown' });
    made.script = [answers({ status: 78, amountMinor: null })];
    expect(await run(made, made.driver.settle(close, made.session))).toMatchObject({ outcome: 'unknown' });
    expect(made.session.alertKinds).toEqual(['unmapped_code']);
    made.script = [answers({ operation: 1, amountMinor: null })];
    expect(await run(made, made.driver.settle(close, made.session))).toMatchObject({ outcome: 'unknown', evidence: { distrust: 'other_operation' } });
    made.script = [fallsSilent];
    expect(await run(made, made.driver.settle(close, made.session))).toMatchObject({ outcome: 'unknown' });
    made.wires.refuseNext();
    expect(await run(made, made.driver.settle(close, made.session))).toMatchObject({ outcome: 'not_sent' });
  });

  it('is looked into by the copy, and never closed again', async () => {
    const made = bench();
    const query = { ...close, dispatchedAtMs: made.clock.now(), heldOperations: true, earlierCloseAtMs: null };
    const ask = () => run(made, made.driver.recoverSettlement(query, made.session));
    made.script = [answers({ operation: 59, transactionId: '123456789', amountMinor: null })];
    expect(await ask()).toMatchObject({ finding: 'done' });
    made.script = [answers({ operation: 59, transactionId: '123456789', status: 16, hostCode: '95', amountMinor: null })];
    expect(await ask()).toMatchObject({ finding: 'not_closed_proven' });
    made.script = [answers({ operation: 1, transactionId: '555555555' })];
    expect(await ask()).toMatchObject({ finding: 'in_progress' });
    made.script = [answers({ operation: 1, transactionId: '123456789' })];
    expect(await ask()).toMatchObject({ finding: 'in_progress' });
    await made.clock.advance(400_000);
    expect(await ask()).toMatchObject({ finding: 'cannot_tell', conclusive: true });
    made.wires.refuseNext();
    expect(await ask()).toMatchObject({ finding: 'cannot_tell', conclusive: false });
    made.script = [fallsSilent];
    expect(await ask()).toMatchObject({ finding: 'cannot_tell', conclusive: false });
    expect(new Set(made.requests.map(({ kind }) => kind))).toEqual(new Set(['copy']));
  });
});

it('asks again on a line of its own each time', async () => {
  const made = bench();
  await run(made, made.driver.sale(order(), made.session));
  await run(made, made.driver.recover(recoveryQuery(made.clock.now()), made.session));
  await made.clock.advance(1_000);
  expect(made.wires.opened).toHaveLength(2);
  expect(made.wires.opened.every(({ line }) => line.over)).toBe(true);
});
