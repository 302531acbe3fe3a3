import type { DriverSession } from '@payport/terminals-core';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { declineFor } from './result-map.ts';
import { STATUS } from './constants.ts';
import type { InpasDriver } from './driver.ts';
import { STATUS_ROWS } from './tables/statuses.ts';
import type { TerminalReply } from './terminal-messages.ts';
import { answers, bench, order, recoveryQuery, refundOrder, TID, type Bench } from './testing/bench.ts';

const table = readFileSync(new URL('tables/statuses.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
  .map(([status, verdict, en, ru]) => ({ status: Number(status), verdict: verdict as Verdict, en: en ?? '', ru: ru ?? '' }));

type Verdict = 'approved' | 'declined' | 'cancelled' | 'unknown';

describe('the table of statuses', () => {
  it('is the same as code and as text', () => {
    expect(STATUS_ROWS).toEqual(table.map(({ status, en, ru }) => [status, en, ru]));
  });

  it('has a row for every status that the driver knows by name, and no other', () => {
    expect(table.map(({ status }) => status)).toEqual(Object.values(STATUS));
  });

  it.each(table)('of $status is what people read where the terminal gave no words', ({ status, en, ru }) => {
    const { message } = declineFor('outcome_unknown', { status, hostCode: null, text: null });
    expect([message.en, message.ru]).toEqual([expect.stringContaining(en), expect.stringContaining(ru)]);
  });
});

const CLOSE = { reference: '123456789' as never, tid: TID };
const PART = { amountMinor: 20_000n, givenBackMinor: 0n, inOpenBatch: true } as const;

/** Every order there is: what is asked, what the answer names, and what the four verdicts are called there. */
interface Operation {
  readonly name: string;
  readonly run: (driver: InpasDriver, session: DriverSession) => Promise<{ readonly outcome: string }>;
  readonly answer: Partial<TerminalReply>;
  readonly called: Readonly<Record<Verdict, string>>;
}
const AS_IS = { approved: 'approved', declined: 'declined', cancelled: 'cancelled', unknown: 'unknown' };
const ORDERS: readonly Operation[] = [
  { name: 'a sale', run: (driver, session) => driver.sale(order(), session), answer: {}, called: AS_IS },
  { name: 'a refund', run: (driver, session) => driver.refund!(refundOrder(), session), answer: {}, called: AS_IS },
  { name: 'a void', run: (driver, session) => driver.void!(refundOrder(), session), answer: {}, called: AS_IS },
  {
    name: 'a partial reversal',
    run: (driver, session) => driver.refund!(refundOrder({ original: { rrn: '331116000321', authCode: null, ...PART } }), session),
    answer: {},
    called: AS_IS,
  },
  {
    name: 'a close of the batch',
    run: (driver, session) => driver.settle(CLOSE, session),
    answer: { amountMinor: null },
    called: { approved: 'done', declined: 'failed', cancelled: 'failed', unknown: 'unknown' },
  },
];

/** What an answer with this status has beside it; a refusal has the bank's code only where the bank was asked. */
const answerWith = (status: number, verdict: string): Partial<TerminalReply> => ({
  status,
  hostCode: verdict === 'approved' ? '00' : null,
  text: null,
});
const all = (): Bench => bench({ partialReversal: true });

describe.each(ORDERS)('$name that is answered', ({ run, answer, called }) => {
  it.each(table)('with status $status', async ({ status, verdict }) => {
    const made = all();
    made.script = [answers({ ...answer, ...answerWith(status, verdict) })];
    const outcome = await made.clock.complete(run(made.driver, made.session));
    expect(outcome.outcome).toBe(called[verdict]);
    expect(made.session.alerts).toEqual([]);
    expect(made.requests).toHaveLength(1);
  });

  it.each([2, 15, 18, 33, 52, 55, 99, 160])('with status %d, which no table has, is unknown, and people are told', async (status) => {
    const made = all();
    made.script = [answers({ ...answer, status, text: null })];
    expect((await made.clock.complete(run(made.driver, made.session))).outcome).toBe('unknown');
    expect(made.session.alertKinds).toEqual(['unmapped_code']);
  });

  it.each([
    ['without a status', { status: null }],
    ['with the bank against an approval', { status: 1, hostCode: '05' }],
    ['with the bank against a refusal', { status: 16, hostCode: '00' }],
    ['by another terminal', { status: 1, terminalId: '00999999' }],
    ['under the code of something else', { status: 1, operation: 26 }],
    ['without our number', { status: 1, transactionId: null }],
  ])('%s is unknown', async (_name, over) => {
    const made = all();
    made.script = [answers({ ...answer, ...over })];
    expect((await made.clock.complete(run(made.driver, made.session))).outcome).toBe('unknown');
  });

  it.each(['declined', 'unknown'] as const)('with “no connection” is as the settings say: %s', async (noConnection) => {
    const made = bench({ partialReversal: true, noConnection });
    made.script = [answers({ ...answer, ...answerWith(34, 'unknown') })];
    expect((await made.clock.complete(run(made.driver, made.session))).outcome).toBe(called[noConnection]);
  });

  it('with nothing is unknown, sent once, and not sent only where no line stood', async () => {
    const made = all();
    made.script = [() => undefined];
    expect((await made.clock.complete(run(made.driver, made.session), 900_000)).outcome).toBe('unknown');
    expect(made.requests).toHaveLength(1);
    made.wires.refuseNext();
    expect((await made.clock.complete(run(made.driver, made.session))).outcome).toBe('not_sent');
    expect(made.requests).toHaveLength(1);
  });
});

describe('a copy of the order itself', () => {
  const found = { approved: 'approved', declined: 'declined', cancelled: 'cancelled', unknown: 'cannot_tell' };
  const copied = [
    { operation: 'sale', code: 1 },
    { operation: 'refund', code: 29 },
    { operation: 'refund', code: 3 },
    { operation: 'refund', code: 4 },
    { operation: 'void', code: 4 },
  ] as const;
  const rows = copied.flatMap((each) => table.map((row) => ({ ...each, ...row })));

  it.each(rows)('$operation under code $code with status $status', async ({ operation, code, status, verdict }) => {
    const made = bench();
    made.script = [answers({ operation: code, transactionId: '123456789', amountMinor: 12345n, ...answerWith(status, verdict) })];
    const query = recoveryQuery(made.clock.now() - 10_000, { operation });
    expect(await made.clock.complete(made.driver.recover(query, made.session))).toMatchObject({ finding: found[verdict] });
  });

  it.each(table)('of a close with status $status', async ({ status, verdict }) => {
    const made = bench();
    made.script = [answers({ operation: 59, transactionId: '123456789', amountMinor: null, ...answerWith(status, verdict) })];
    const query = { ...CLOSE, dispatchedAtMs: made.clock.now(), heldOperations: true, earlierCloseAtMs: null };
    const look = () => made.clock.complete(made.driver.recoverSettlement(query, made.session));
    const proven = { approved: 'done', declined: 'not_closed_proven', cancelled: 'not_closed_proven', unknown: null }[verdict];
    expect(await look()).toMatchObject({ finding: proven ?? 'in_progress' });
    await made.clock.advance(400_000);
    expect(await look()).toMatchObject({ finding: proven ?? 'cannot_tell' });
  });
});
