import { LINE } from '@payport/terminals-sberbank';
import { describe, expect, it } from 'vitest';
import { TestWorld } from '../testing/test-world.ts';

/** The two orders that the kopecks choose for, and the ledger line each leaves when it is captured. */
const ORDERS = [
  ['sale', '1', 'sale'],
  ['refund', '3', 'refund'],
] as const;

interface Expected {
  readonly kopecks: string;
  readonly what: string;
  readonly end: 'files' | 'die' | 'drop';
  readonly code: number | null;
  readonly captured: boolean;
  /** Result of asking about it afterwards, once the device answers. */
  readonly status: number;
}

const TABLE: readonly Expected[] = [
  { kopecks: '00', what: 'approved', end: 'files', code: 0, captured: true, status: 0 },
  { kopecks: '05', what: 'insufficient funds', end: 'files', code: 4451, captured: false, status: 4451 },
  { kopecks: '06', what: 'wrong PIN', end: 'files', code: 4455, captured: false, status: 4455 },
  { kopecks: '07', what: 'card expired', end: 'files', code: 4454, captured: false, status: 4454 },
  { kopecks: '08', what: 'issuer unavailable', end: 'files', code: 4491, captured: false, status: 4491 },
  { kopecks: '17', what: 'cancelled by the guest', end: 'files', code: 2000, captured: false, status: 2000 },
  { kopecks: '71', what: 'captured, reply lost', end: 'die', code: null, captured: true, status: 0 },
  { kopecks: '72', what: 'link drops before the bank is asked', end: 'drop', code: null, captured: false, status: 4311 },
  { kopecks: '73', what: 'captured, then a reboot', end: 'die', code: null, captured: true, status: 0 },
  { kopecks: '74', what: 'captured, unreadable', end: 'die', code: null, captured: true, status: 4129 },
  { kopecks: '88', what: 'slow', end: 'files', code: 0, captured: true, status: 0 },
  { kopecks: '89', what: 'no card within the limit', end: 'files', code: 2002, captured: false, status: 2002 },
];

describe.each(ORDERS)('kopecks of a %s', (_name, operation, kind) => {
  it.each(TABLE)('.$kopecks: $what', async ({ kopecks, end, code, captured, status }) => {
    const test = new TestWorld();
    const outcome = await test.run(`${operation} 1500${kopecks} /q=000000A1`);
    expect({ end: outcome.type, code: outcome.code }).toEqual({ end, code });
    expect(test.ledger()).toEqual(captured ? [`${kind} 1500${kopecks} captured`] : []);
    await test.clock.advance(5_000);
    const asked = await test.run('52 000000A1 /q=000000A2');
    expect(asked.code).toBe(status);
    // A recorded result carries the id of its order, also where the order itself left one line.
    expect(asked.lines[LINE.requestId]).toBe(status === 4311 || status === 4129 ? '000000A2' : '000000A1');
  });
});

describe('timing of the scenarios', () => {
  const durationOf = async (command: string): Promise<number> => {
    const test = new TestWorld();
    const from = test.clock.monotonic();
    await test.run(command);
    return test.clock.monotonic() - from;
  };

  it('approves an ordinary amount after 300 to 600 ms', async () => {
    expect(await durationOf('1 150000')).toBeGreaterThanOrEqual(300);
    expect(await durationOf('1 150000')).toBeLessThanOrEqual(600);
  });

  it('takes 8 s for .88, showing card, PIN and bank in turn', async () => {
    const test = new TestWorld();
    const call = test.start('1 150088');
    const seen: string[] = [];
    for (let second = 0; second < 8; second += 1) {
      await test.clock.advance(second === 0 ? 500 : 1_000);
      seen.push(test.pad().view().state);
    }
    expect(new Set(seen)).toEqual(new Set(['waiting_card', 'enter_pin', 'authorizing']));
    await test.clock.advance(500);
    expect((await call.ended).code).toBe(0);
  });

  it('gives up .89 with 2002 after 90 s, not before', async () => {
    const test = new TestWorld();
    const call = test.start('1 150089');
    await test.clock.advance(89_999);
    expect(test.pad().view().state).toBe('waiting_card');
    await test.clock.advance(1);
    expect((await call.ended).code).toBe(2002);
  });

  it('after .73 answers no link, then 5, and from 5 s on the result', async () => {
    const test = new TestWorld();
    await test.clock.complete(test.start('1 150073 /q=000000A1').ended, 1_000);
    expect(test.pad().view().state).toBe('rebooting');
    const ask = async () => await test.start('52 000000A1 /q=000000A2').ended;
    expect((await ask()).type).toBe('drop');
    await test.clock.advance(3_500);
    expect((await ask()).code).toBe(5);
    await test.clock.advance(1_500);
    expect((await ask()).code).toBe(0);
  });
});

describe('a record that cannot be read (.74)', () => {
  it('is never reported as not found, not even after settlement or a restart', async () => {
    const test = new TestWorld();
    await test.run('1 150074 /q=000000A1');
    await test.run('7');
    expect((await test.run('52 000000A1 /q=000000A2')).code).toBe(4129);
    const restarted = new TestWorld([{}], test.records);
    expect((await restarted.run('52 000000A1 /q=000000A2')).code).toBe(4129);
  });

  it('keeps the tape from printing until the batch is settled', async () => {
    const test = new TestWorld();
    await test.run('1 150074 /q=000000A1');
    expect((await test.run('9 1')).code).toBe(4333);
    expect((await test.run('12')).code).toBe(4309);
    expect((await test.run('7')).code).toBe(0);
    expect((await test.run('9 1')).code).toBe(0);
  });

  it('leaves other orders of that terminal alone', async () => {
    const test = new TestWorld();
    await test.run('1 150074 /q=000000A1');
    expect((await test.run('1 200000 /q=000000A2')).code).toBe(0);
    await test.run('1 200071 /q=000000A3');
    expect((await test.run('52 000000A2 /q=000000A4')).code).toBe(0);
    expect((await test.run('52 000000A3 /q=000000A5')).code).toBe(0);
    expect((await test.run('52 000000FF /q=000000A6')).code).toBe(4311);
  });

  it('can be refunded by its reference number, which only the bank knows', async () => {
    const test = new TestWorld();
    await test.run('1 150074 /q=000000A1');
    const rrn = test.world.bank.ledger(null)[0]?.rrn;
    expect((await test.run(`3 50000 0 QSELECT ${rrn} /q=000000A2`)).code).toBe(0);
  });
});

describe('answers and the request id', () => {
  it.each([
    ['query', '000000A2'],
    ['original', '000000A1'],
    ['none', '00000000'],
  ] as const)('echoes in a status answer, as the terminal is set: %s', async (statusEcho, expected) => {
    const test = new TestWorld([{ statusEcho }]);
    await test.run('1 150071 /q=000000A1');
    const answer = await test.run('52 000000A1 /q=000000A2');
    expect(answer.lines[LINE.requestId]).toBe(expected);
    expect(answer.lines[LINE.rrn]).toBe(test.world.bank.ledger(null)[0]?.rrn);
    expect(answer.slip).toContain('1500.71');
  });

  it('echoes the id of an order in line 19, and zeros where it had none', async () => {
    const test = new TestWorld();
    expect((await test.run('1 150000 /q=fb98b5d4')).lines[LINE.requestId]).toBe('FB98B5D4');
    expect((await test.run('1 150000')).lines[LINE.requestId]).toBe('00000000');
  });

  it.each([
    [null, '1 100005', 23],
    [null, '1 100017', 1],
    ['short', '1 100005', 1],
    ['full', '1 100017', 23],
    ['short', '1 100000', 23],
  ] as const)('writes failures as the terminal is set (%s): %s leaves %i lines', async (errorFile, command, lines) => {
    expect((await new TestWorld([{ errorFile }]).run(command)).lines).toHaveLength(lines);
  });
});
