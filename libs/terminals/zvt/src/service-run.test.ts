import { COMMON_CAUSES } from '@payport/terminals-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { toHex } from './bcd.ts';
import { stateNote, TERMINAL_STATES } from './tables/terminal-states.ts';
import { writeAbort, writeCompletion, writeTotals } from './terminal.ts';
import { bench, PLACE, TID, type Bench } from './testing/bench.ts';

let b: Bench;
beforeEach(() => {
  b = bench();
});
const done = <T>(work: Promise<T> | undefined): Promise<T> => b.clock.complete(work!);
/** What we said, in the order in which it left; answers to the terminal's own words left out. */
const said = (): readonly string[] =>
  b.session.frames
    .filter(({ direction }) => direction === 'outbound')
    .map(({ bytes }) => toHex(bytes))
    .filter((hex) => !hex.startsWith('80') && !hex.startsWith('84'));
const REGISTRATION = '06000e000000be0978060626040a0206d3';
const TOTALS = '061003000000';

describe('the link test', () => {
  it('enquires the state, then asks for the number that the terminal gives itself', async () => {
    expect(await done(b.driver.testLink(b.session))).toEqual({
      reachable: true,
      evidence: { end: 'completed', terminalStatus: '00', terminalId: TID },
    });
    expect(said()).toEqual(['0501050000000306', REGISTRATION]);
  });

  it('does not register where the settings say so', async () => {
    b = bench({ registration: false });
    expect(await done(b.driver.testLink(b.session))).toMatchObject({ reachable: true, evidence: { terminalId: null } });
    expect(said()).toEqual(['0501050000000306']);
  });

  it.each([...TERMINAL_STATES].filter(([, { remedy }]) => remedy !== 'none'))('state %i is told with what to do', async (code) => {
    b.terminal.terminalStatus = code;
    const report = await done(b.driver.testLink(b.session));
    const note = 'note' in report ? report.note : undefined;
    expect(note?.ru).toMatch(/не готов: .+ \([0-9A-F]{2}\)\. [А-Я].+/);
    expect(note?.en).toMatch(/not ready for payments: .+ \([0-9A-F]{2}\)\. [A-Z].+/);
    // A terminal that has something to do is not set up anew by the way.
    expect(b.terminal.count('registration')).toBe(0);
  });

  it.each([
    [0x51, /инициализацию/, /initialisation/],
    [0xc2, /диагностику/, /diagnosis/],
    [0xf0, /Закройте день/, /Close the day/],
    [0xdc, /Выньте карту/, /Take the card out/],
  ])('state %i names its remedy', (code, ru, en) => {
    expect(stateNote(code)?.ru).toMatch(ru);
    expect(stateNote(code)?.en).toMatch(en);
  });

  it('tells a terminal that is silent from one that hangs up', async () => {
    b.wires.attach(PLACE, () => undefined);
    const { message, step } = COMMON_CAUSES.line_silent;
    expect(await done(b.driver.testLink(b.session))).toMatchObject({ reachable: false, reason: message, step });
    b.wires.attach(PLACE, (line) => line.break());
    expect(await done(b.driver.testLink(b.session))).toMatchObject({ reachable: false, reason: COMMON_CAUSES.line_dropped.message });
  });

  it('a state that no table has is told by its code', () => expect(stateNote(0x77)?.en).toContain('(77)'));
  it('a ready terminal has nothing to tell', () => expect(stateNote(0)).toBeNull());

  it.each([
    [0x9c, true],
    [0x83, false],
  ])('an enquiry refused with %i is an answer all the same; told as a state: %j', async (error, told) => {
    b.terminal.refusal = ({ kind }) => (kind === 'status_enquiry' ? error : null);
    const report = await done(b.driver.testLink(b.session));
    expect(report.reachable).toBe(true);
    expect('note' in report).toBe(told);
  });

  it('is not passed by a terminal that takes the connection and says nothing', async () => {
    b.wires.faults.toUs = { cutAt: 0 };
    expect(await done(b.driver.testLink(b.session))).toMatchObject({ reachable: false });
  });
});

describe('sums of the open batch', () => {
  it('are asked for and told by brand; they are no totals to compare, since they are net', async () => {
    expect(await done(b.driver.totalsReport?.(b.session))).toMatchObject({ text: 'UMSATZSUMMEN 0001-0041\ngirocard: 2  30.50', totals: null });
    expect(said()).toEqual([REGISTRATION, TOTALS]);
  });

  it('are none where the terminal tells none', async () => {
    b.terminal.totals = null;
    expect(await done(b.driver.totalsReport?.(b.session))).toMatchObject({ text: null, reason: { en: 'The terminal has nothing to print' } });
  });

  it.each([0x6b, 0x83, 0x9c])('are not there where the terminal refuses with %i, which is said', async (error) => {
    b.terminal.refusal = ({ kind }) => (kind === 'turnover_totals' ? error : null);
    const report = await done(b.driver.totalsReport?.(b.session));
    expect(report).toMatchObject({ text: null, evidence: { end: 'refused' } });
    expect('reason' in report && report.reason.ru).toMatch(/[а-я]/);
  });

  it('are not asked of a terminal that does not take our registration', async () => {
    b.terminal.refusal = ({ kind }) => (kind === 'registration' ? 0x6f : null);
    expect(await done(b.driver.totalsReport?.(b.session))).toMatchObject({ text: null });
    expect(b.terminal.count('turnover_totals')).toBe(0);
  });

  it('are not asked where this gateway may not send', async () => {
    b.session.mayNotSend = true;
    await expect(done(b.driver.totalsReport?.(b.session))).rejects.toThrow('lease');
    expect(b.terminal.commands).toEqual([]);
  });

  it.each(['totalsReport', 'controlTape', 'reprint'] as const)(
    '%s says so where the terminal is not there, or busy with another conversation',
    async (what) => {
      b.wires.refuseNext();
      const missing = await done<object>(b.driver[what]?.(b.session));
      expect(JSON.stringify(missing)).toContain('no connection');
      b.terminal.onMoney = () => new Promise(() => undefined);
      const selling = b.driver.sale({ reference: 'AB' as never, amountMinor: 1n, currency: 'EUR', tid: null }, b.session);
      await b.clock.advanceUntil(() => b.terminal.count('authorization') === 1);
      expect(JSON.stringify(await b.driver[what]?.(b.session))).toMatch(/busy/);
      await done(selling);
    },
  );
});

describe('the control tape', () => {
  it('is every receipt from the first to the last number that the sums name', async () => {
    expect(await done(b.driver.controlTape?.(b.session))).toMatchObject({
      text: 'HÄNDLERBELEG\nBetrag EUR 10,00',
      evidence: { fromReceipt: '0001', toReceipt: '0041' },
    });
    expect(said()).toEqual([REGISTRATION, TOTALS, '06120700000000010041']);
  });

  it.each([
    ['no sums', null],
    ['an empty batch', writeTotals('0000', '0000', [])],
  ])('has nothing to print with %s, and asks for no receipt', async (_name, totals) => {
    b.terminal.totals = totals;
    expect(await done(b.driver.controlTape?.(b.session))).toMatchObject({ text: null, reason: { ru: 'Терминалу нечего напечатать' } });
    expect(b.terminal.count('reprint_receipts')).toBe(0);
  });

  it('is refused where the terminal refuses the receipts', async () => {
    b.terminal.refusal = ({ kind }) => (kind === 'reprint_receipts' ? 0x83 : null);
    expect(await done(b.driver.controlTape?.(b.session))).toMatchObject({ text: null, evidence: { end: 'refused', error: '83' } });
  });
});

describe('a terminal that prints by itself', () => {
  beforeEach(() => {
    b = bench({ receipts: 'terminal' });
    b.terminal.lines = [];
    b.terminal.last = { resultCode: 0, amountMinor: 1n, receipt: '0041' };
  });

  it.each(['controlTape', 'reprint'] as const)('%s says where the paper is', async (what) => {
    expect(JSON.stringify(await done<object>(b.driver[what]?.(b.session)))).toContain('on its own paper');
  });

  it('still tells its sums', async () => {
    expect(await done(b.driver.totalsReport?.(b.session))).toMatchObject({ text: expect.stringContaining('30.50') as string });
    expect(said()[0]).toBe('06000e000000380978060626040a0206d3');
  });
});

describe('the last receipt', () => {
  it('is printed again by its command, and nothing else is', async () => {
    b.terminal.last = { resultCode: 0, amountMinor: 1n, receipt: '0041' };
    expect(await done(b.driver.reprint?.(b.session))).toEqual({ slip: 'HÄNDLERBELEG\nBetrag EUR 10,00' });
    expect(said()).toEqual([REGISTRATION, '062003000000']);
  });

  it('that is not there is told in the terminal’s own words', async () => {
    expect(await done(b.driver.reprint?.(b.session))).toMatchObject({ slip: null, reason: { ru: expect.stringMatching(/[а-я]/) as string } });
  });
});

it.each([
  ['an abort', () => writeAbort(0x9b)],
  ['an abort without a code', () => Uint8Array.of(0x06, 0x1e, 0x00)],
  ['a broken line', () => null],
])('%s in the middle of a report is no report', async (_name, word) => {
  b.terminal.onMoney = null;
  b.terminal.lines = ['half of it'];
  b.terminal.work = async (command, dialogue) => {
    if (command.kind !== 'turnover_totals') return void (await dialogue.say(writeCompletion({ terminalId: TID })));
    const last = word();
    if (last === null) b.terminal.line!.break();
    else await dialogue.say(last);
  };
  expect(await done(b.driver.totalsReport?.(b.session))).toMatchObject({ text: null });
});
