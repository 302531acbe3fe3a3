import { beforeEach, describe, expect, it } from 'vitest';
import { toHex } from './bcd.ts';
import { RESULT_ROWS } from './tables/result-codes.ts';
import { stateNote, TERMINAL_STATES } from './tables/terminal-states.ts';
import type { TerminalDialogue } from './terminal-dialogue.ts';
import { writeAbort, writeCompletion, writeIntermediate, writePrintBlock, writeStatus } from './terminal.ts';
import { bench, sale, type Bench } from './testing/bench.ts';

const WIRES = ['tcp', 'serial'] as const;
const REGISTRATION = '06000e000000be0978060626040a0206d3';
const ENQUIRY = '0501050000000306';
/** Operation, its command on the wire, and how the driver calls it. */
const OPERATIONS = [
  ['diagnosis', '067000', 'diagnose'],
  ['initialisation', '069303000000', 'initialise'],
] as const;
const SLIP = ['DIAGNOSE', 'Host erreichbar'];

let b: Bench;
beforeEach(() => {
  b = bench();
});
const run = (call: 'diagnose' | 'initialise', one = b) => one.clock.complete(one.driver[call]!(one.session));
/** Every message that left, in order, answers to the terminal's words among them. */
const sent = (one = b): readonly string[] => one.session.frames.filter(({ direction }) => direction === 'outbound').map(({ bytes }) => toHex(bytes));
const commands = (one = b): readonly string[] => sent(one).filter((hex) => !/^8[04]/.test(hex));
/** What the terminal does with the operation; all else it answers as usual. */
function whenAsked(work: (dialogue: TerminalDialogue) => Promise<unknown>, one = b): void {
  one.terminal.onMoney = async (_command, dialogue) => void (await work(dialogue));
}
const printing = async (dialogue: TerminalDialogue): Promise<void> => {
  await dialogue.say(writeIntermediate(0x04));
  await dialogue.say(writeIntermediate(0xc9));
  await dialogue.say(writePrintBlock(SLIP));
  await dialogue.say(writeCompletion());
};

describe.each(OPERATIONS)('%s', (kind, command, call) => {
  it.each(WIRES)('over %s is registered, told, heard to its end, and followed by a question about the state', async (connection) => {
    const one = bench({ connection });
    whenAsked(printing, one);
    expect(await run(call, one)).toEqual({
      outcome: 'done',
      text: SLIP.join('\n'),
      note: null,
      evidence: { end: 'completed', resultCode: null, abortCode: null, terminalStatus: '00' },
    });
    // Registration and its end; the operation, two states, the slip, the end; the enquiry and its end.
    expect(sent(one)).toEqual([REGISTRATION, '800000', command, '800000', '800000', '800000', '800000', ENQUIRY, '800000']);
  });

  it('sends the password of the settings, where the command has one', async () => {
    b = bench({ password: '123456' });
    await run(call);
    expect(commands()[1]).toBe(command.replace('000000', '123456'));
  });

  it('asks before its first byte, and sends nothing where this gateway may not', async () => {
    b.session.mayNotSend = true;
    await expect(run(call)).rejects.toThrow('lease');
    expect(b.terminal.commands).toEqual([]);
  });

  it('shows what the terminal waits for, and tells nothing of it as a result', async () => {
    // "Declined", "approved": words on the screen.
    whenAsked(async (dialogue) => {
      for (const code of [0x04, 0x1d, 0x1c, 0x0b]) await dialogue.say(writeIntermediate(code));
      await dialogue.say(writeCompletion());
    });
    expect(await run(call)).toMatchObject({ outcome: 'done', text: null });
    expect(b.session.stages).toContain('authorizing');
    expect(b.session.stages).toContain('remove_card');
  });

  it('waits as long as the terminal says that it takes', async () => {
    whenAsked(async (dialogue) => {
      await dialogue.say(writeIntermediate(0x04, 5));
      await b.clock.sleep(299_000);
      await dialogue.say(writeCompletion());
    });
    expect(await run(call)).toMatchObject({ outcome: 'done' });
    expect(b.terminal.count('abort')).toBe(0);
  });

  it('tells a state in which the terminal still is not ready, with what to do', async () => {
    for (const [state] of [...TERMINAL_STATES, [0x42] as const]) {
      b = bench();
      b.terminal.terminalStatus = state;
      expect(await run(call)).toMatchObject({ outcome: 'done', note: stateNote(state) });
    }
  });

  it('is done although nobody answers the question about the state afterwards', async () => {
    b.terminal.refusal = (asked) => (asked.kind === 'status_enquiry' ? 0x83 : null);
    expect(await run(call)).toMatchObject({ outcome: 'done', note: null, evidence: { terminalStatus: null } });
  });

  it('is told also where the terminal refuses the registration: it may need just this', async () => {
    b.terminal.refusal = (asked) => (asked.kind === 'registration' ? 0xc2 : null);
    expect(await run(call)).toMatchObject({ outcome: 'done', evidence: { registration: 'C2' } });
    b = bench();
    b.terminal.work = async (asked, dialogue) => {
      if (asked.kind === 'registration') await dialogue.say(writeAbort(0x51));
      else await dialogue.say(writeCompletion(asked.kind === 'status_enquiry' ? { terminalStatus: 0 } : {}));
    };
    expect(await run(call)).toMatchObject({ outcome: 'done', evidence: { registration: 'aborted' } });
  });

  it('does not register where the settings say so', async () => {
    b = bench({ registration: false });
    await run(call);
    expect(commands()).toEqual([command, ENQUIRY]);
  });

  it('is not told to a terminal that says nothing to the registration', async () => {
    b.wires.faults.toUs = { cutAt: 0 };
    expect(await run(call)).toMatchObject({ outcome: 'failed', sent: false, evidence: { registration: 'no_answer' } });
    expect(b.terminal.count(kind)).toBe(0);
    expect(b.session.calls).not.toContain('dispatched');
  });

  it('that finds no terminal, or one that serves a guest, has sent nothing and says so', async () => {
    b.wires.refuseNext();
    expect(await run(call)).toMatchObject({ outcome: 'failed', sent: false, evidence: { end: 'refused' } });
    b.terminal.onMoney = () => new Promise(() => undefined);
    const selling = b.driver.sale(sale(), b.session);
    await b.clock.advanceUntil(() => b.terminal.count('authorization') === 1);
    expect(await b.driver[call]!(b.session)).toMatchObject({ outcome: 'failed', sent: false, evidence: { end: 'busy' } });
    await b.clock.complete(selling);
    expect(b.terminal.count(kind)).toBe(0);
  });

  it.each(RESULT_ROWS.map(([code, , en, ru]) => [code.toString(16).toUpperCase(), code, en, ru] as const))(
    'refused with %s at once has failed, in the table’s words',
    async (hex, code, en, ru) => {
      b.terminal.refusal = (asked) => (asked.kind === kind ? code : null);
      expect(await run(call)).toEqual({
        outcome: 'failed',
        sent: true,
        text: null,
        reason: { en: `The terminal refused: ${en} (${hex})`, ru: `Терминал отказал: ${ru} (${hex})` },
        evidence: { end: 'refused', error: hex },
      });
    },
  );

  it.each([
    ['an abort with a code', [writeAbort(0x9b)], '(9B)'],
    ['an abort with the host’s code', [writeAbort(0x05)], 'host refused the terminal: code 05'],
    ['an abort with a code that no table has', [writeAbort(0xd7)], 'unknown code D7'],
    ['an abort without a code', [Uint8Array.of(0x06, 0x1e, 0x00)], 'did not say why'],
    ['an abort that says success', [writeAbort(0)], 'did not say why'],
    ['a status that refuses, and an end', [writeStatus({ resultCode: 0xc2 }), writeCompletion()], '(C2)'],
    ['a status that refuses, and an abort without a code', [writeStatus({ resultCode: 0xa3 }), Uint8Array.of(0x06, 0x1e, 0x00)], '(A3)'],
  ])('ended by %s has failed, and what was printed until then is kept', async (_name, words, told) => {
    whenAsked(async (dialogue) => {
      await dialogue.say(writePrintBlock(['FEHLER']));
      for (const word of words) await dialogue.say(word);
    });
    const report = await run(call);
    expect(report).toMatchObject({ outcome: 'failed', sent: true, text: 'FEHLER' });
    expect('reason' in report && report.reason.en).toContain(told);
    expect('reason' in report && report.reason.ru).toMatch(/[а-я]/);
    expect(b.terminal.count('status_enquiry')).toBe(0);
  });

  it('that ends with a status of success is done', async () => {
    whenAsked(async (dialogue) => {
      await dialogue.say(writeStatus({ resultCode: 0 }));
      await dialogue.say(writeCompletion());
    });
    expect(await run(call)).toMatchObject({ outcome: 'done', evidence: { resultCode: 0 } });
  });

  it('that falls silent is stopped by an abort, and its answer is lost', async () => {
    whenAsked(() => new Promise(() => undefined));
    expect(await run(call)).toMatchObject({ outcome: 'unknown', evidence: { end: 'silent', started: true } });
    expect(commands()).toEqual([REGISTRATION, command, '06b000']);
  });

  it('that is not taken up in time is lost, and not told a second time', async () => {
    b.terminal.refusal = (asked) => {
      if (asked.kind === kind) b.terminal.line!.break();
      return null;
    };
    expect(await run(call)).toMatchObject({ outcome: 'unknown', evidence: { end: 'broken', started: false } });
    expect(b.terminal.count(kind)).toBe(1);
  });

  it.each(WIRES)('over %s is judged by what was said where the line breaks at any byte, and touches neither money nor batch', async (connection) => {
    const whole = bench({ connection });
    whenAsked(printing, whole);
    await run(call, whole);
    const toUs = whole.wires.opened[0]!.line.log.filter(({ from }) => from === 'device');
    const length = toUs.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const outcomes = new Set<string>();
    for (let cutAt = 0; cutAt < length; cutAt += 1) {
      const one = bench({ connection });
      whenAsked(printing, one);
      one.wires.faults.toUs = { cutAt };
      const report = await run(call, one);
      expect([cutAt, one.terminal.booked, one.session.kept, one.terminal.count('end_of_day')]).toEqual([cutAt, [], [], 0]);
      if (report.outcome === 'failed') expect([cutAt, report.sent, one.terminal.count(kind)]).toEqual([cutAt, false, 0]);
      // Done is what the terminal has said itself: only then is it asked about its state.
      expect([cutAt, report.outcome === 'done']).toEqual([cutAt, commands(one).includes(ENQUIRY)]);
      outcomes.add(report.outcome);
    }
    expect([...outcomes].sort()).toEqual(['done', 'failed', 'unknown']);
  });

  it('leaves the last payment where it was: it is found afterwards as before', async () => {
    const sold = await b.clock.complete(b.driver.sale(sale(), b.session));
    expect(sold.outcome).toBe('approved');
    const { booked, last } = { booked: [...b.terminal.booked], last: b.terminal.last };
    await run(call);
    expect([b.terminal.booked, b.terminal.last]).toEqual([booked, last]);
  });
});
