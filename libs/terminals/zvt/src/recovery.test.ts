import { beforeEach, describe, expect, it } from 'vitest';
import { markOfStatus, readFacts } from './last-record.ts';
import { parseBytes } from './parser.ts';
import { writeStatus, writeTotals, type ToldStatus } from './terminal.ts';
import { bench, question, RecordedSession, sale, type Bench } from './testing/bench.ts';

let b: Bench;
beforeEach(() => {
  b = bench();
  b.terminal.last = FORMER;
});

/** A sale whose line breaks when the terminal acts as told; the terminal goes on by itself. */
async function lost(after: (told: ToldStatus) => void): Promise<void> {
  b.terminal.onMoney = (command) => {
    after(b.terminal.status(command));
    b.terminal.line!.break();
    return Promise.resolve();
  };
  const outcome = await b.clock.complete(b.driver.sale(sale(), b.session));
  expect(outcome.outcome).toBe('unknown');
}
const FORMER: ToldStatus = { resultCode: 0, amountMinor: 1_000n, receipt: '0039', time: '090000', date: '0115' };
const asked = new RecordedSession();
const ask = (changes: Parameters<typeof question>[1] = {}) => b.clock.complete(b.again().recover(question(b.session, changes), asked));

describe('a sale whose answer was lost', () => {
  it('is found as the new record over its amount, also by a gateway that starts anew', async () => {
    await lost((told) => b.terminal.book(told));
    expect(await ask()).toMatchObject({ finding: 'approved', rung: 2, result: { stan: '0041', authCode: 'A0041', approvedAmountMinor: 1_000n } });
    expect(b.terminal.count('authorization')).toBe(1);
  });

  it('is proven absent where the last record is still the one before it', async () => {
    await lost(() => undefined);
    expect(await ask()).toMatchObject({ finding: 'not_found_proven', rung: 2 });
  });

  it('is not found in a record over its amount where the terminal did not tell of any before it: that one may be older', async () => {
    b.terminal.last = null;
    await lost(() => undefined);
    b.terminal.last = FORMER;
    expect(await ask()).toMatchObject({ finding: 'cannot_tell', conclusive: true, evidence: { distrust: 'no_mark' } });
  });

  it('is not proven absent where the terminal tells of no record, as before: that may be one that it cannot read', async () => {
    b.terminal.last = null;
    await lost(() => undefined);
    expect(await ask()).toMatchObject({ finding: 'cannot_tell', conclusive: true });
  });

  it('is not proven absent where the terminal may have forgotten', async () => {
    await lost(() => undefined);
    expect(await ask({ memoryIntact: false })).toMatchObject({ finding: 'cannot_tell', conclusive: true });
  });

  it.each([
    [51, 'declined', 'insufficient_funds'],
    [0x6c, 'cancelled', 'cancelled_on_device'],
  ])('is %i where the terminal stored that', async (resultCode, finding, code) => {
    await lost((told) => (b.terminal.last = { ...told, resultCode }));
    expect(await ask()).toMatchObject({ finding, decline: { code } });
  });

  it.each([
    ['another amount', { amountMinor: 2_000n }],
    ['another currency', { currency: '0756' }],
    ['a result that proves nothing', { resultCode: 0x9b }],
    ['another terminal', { terminalId: '29001007' }],
    ['an end of day', { totals: writeTotals('0001', '0041', []) }],
  ])('goes to a person where the last record has %s', async (_name, changes) => {
    await lost((told) => (b.terminal.last = { ...told, ...changes }));
    expect(await ask()).toMatchObject({ finding: 'cannot_tell', conclusive: true });
  });

  it('is never taken for another payment of ours over the same amount', async () => {
    await lost((told) => b.terminal.book(told));
    expect(await ask({ alike: ['A0041'] })).toMatchObject({ finding: 'cannot_tell', conclusive: true });
  });

  it('that was never sent is proven absent by what was not kept', async () => {
    expect(await ask({ kept: [] })).toMatchObject({ finding: 'not_found_proven', rung: 0 });
    expect(await ask({ kept: [], memoryIntact: false })).toMatchObject({ finding: 'cannot_tell' });
  });
});

describe('an approval that was kept, and whose acknowledgement may be lost', () => {
  /** The gateway keeps the answer, and the line breaks before its acknowledgement arrives. */
  async function keptOnly(then: (told: ToldStatus) => void): Promise<void> {
    b.session.keeping = (facts) => {
      if ('answer' in facts) b.terminal.line!.break();
      return Promise.resolve();
    };
    b.terminal.onMoney = async (command, dialogue) => {
      const told = b.terminal.status(command);
      if (!(await dialogue.told(writeStatus(told)))) then(told);
    };
    expect((await b.clock.complete(b.driver.sale(sale(), b.session))).outcome).toBe('unknown');
    expect(b.session.kept.at(-1)).toMatchObject({ receipt: '0041', resultCode: 0 });
  }

  it('is approved where the terminal left it booked', async () => {
    await keptOnly((told) => b.terminal.book(told));
    expect(await ask()).toMatchObject({ finding: 'approved', result: { stan: '0041' } });
  });

  it('is proven absent where the terminal undid it and kept its former record', async () => {
    b.terminal.last = FORMER;
    await keptOnly(() => undefined);
    expect(await ask()).toMatchObject({ finding: 'not_found_proven' });
  });

  it('goes to a person where the terminal stored the undoing as a record of its own', async () => {
    await keptOnly((told) => (b.terminal.last = { ...told, receipt: '0042', trace: '000042' }));
    expect(await ask()).toMatchObject({ finding: 'cannot_tell', conclusive: true, evidence: { distrust: 'receipt' } });
  });
});

describe('a terminal that is not ready', () => {
  it.each([
    ['waits', 0x9c],
    ['has a card inside', 0xdc],
  ])('and %s still works on the order', async (_name, state) => {
    await lost(() => undefined);
    b.terminal.terminalStatus = state;
    expect(await ask()).toMatchObject({ finding: 'in_progress' });
  });

  it.each([0x9c, 0x83, 0xa0])('and answers the enquiry with %i still works on the order', async (error) => {
    await lost(() => undefined);
    b.terminal.refusal = ({ kind }) => (kind === 'status_enquiry' ? error : null);
    expect(await ask()).toMatchObject({ finding: 'in_progress' });
  });

  it.each([0x9c, 0xa0])('and refuses to repeat its record with %i is asked again', async (error) => {
    await lost((told) => b.terminal.book(told));
    b.terminal.refusal = ({ kind }) => (kind === 'repeat_receipt' ? error : null);
    expect(await ask()).toMatchObject({ finding: 'cannot_tell', conclusive: false });
  });

  it('and silent, or not there, is asked again', async () => {
    await lost(() => undefined);
    b.wires.refuseNext();
    expect(await ask()).toMatchObject({ finding: 'cannot_tell', conclusive: false });
    b.wires.faults.toUs = { cutAt: 0 };
    expect(await ask()).toMatchObject({ finding: 'cannot_tell', conclusive: false });
  });

  it('at any byte of the question proves nothing wrong', async () => {
    await lost((told) => b.terminal.book(told));
    const findings = new Set<string>();
    for (let at = 0; at < 160; at += 1) {
      b.wires.faults.toUs = { cutAt: at };
      findings.add((await ask()).finding);
    }
    expect([...findings].every((finding) => finding === 'cannot_tell' || finding === 'approved')).toBe(true);
  });
});

describe('what is kept', () => {
  it('is read back: the newest of each', () => {
    expect(readFacts([{ before: 'a' }, { answer: 'x', receipt: '0001' }, { answer: 'y', receipt: '0002' }])).toEqual({
      before: 'a',
      receipt: '0002',
      answered: true,
      unusedMinor: null,
    });
    expect(readFacts([])).toEqual({ before: null, receipt: null, answered: false, unusedMinor: null });
  });

  it('marks a record so that no other one of the terminal has the same mark', () => {
    const mark = (told: ToldStatus): string => {
      const message = parseBytes(writeStatus(told));
      if (message?.kind !== 'status') throw new Error('no status');
      return markOfStatus(message.status);
    };
    const one = { receipt: '0001', trace: '000001', date: '0115', time: '101112', amountMinor: 1n };
    expect(mark(one)).toBe(mark(one));
    // Receipt numbers start anew each day.
    for (const change of [{ receipt: '0002' }, { trace: '000002' }, { date: '0116' }, { time: '101113' }, { amountMinor: 2n }]) {
      expect(mark({ ...one, ...change })).not.toBe(mark(one));
    }
  });
});
