import { ManualClock } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { fromHex, toHex } from './bcd.ts';
import { TerminalDialogue } from './terminal-dialogue.ts';
import { writeCompletion, writeStatus } from './terminal.ts';

let clock: ManualClock;
let said: string[];
let taken: boolean[];
let dialogue: TerminalDialogue;

beforeEach(() => {
  clock = new ManualClock();
  said = [];
  taken = [];
  dialogue = new TerminalDialogue(
    (apdu) => said.push(toHex(apdu)),
    clock,
    async (command, own) => {
      if (command.kind === 'authorization') taken.push(await own.told(writeStatus({ resultCode: 0 })));
      await own.say(writeCompletion());
    },
  );
});
const hear = (...hexes: string[]): void => hexes.forEach((hex) => dialogue.received(fromHex(hex)));
const ORDER = '06010704000000001000';

describe('a terminal in a dialogue', () => {
  it('takes the next command that comes in one piece with the answer to its last word', async () => {
    hear('067000');
    await clock.advance(0);
    hear('800000', '067000');
    await clock.advance(0);
    expect(said).toEqual(['800000', '060f00', '800000', '060f00']);
  });

  it('takes no second command while one runs, and aborts it when asked', async () => {
    hear(ORDER);
    await clock.advance(0);
    hear(ORDER);
    expect(said.at(-1)).toBe('849c00');
    const { stop } = dialogue;
    hear('06b000');
    expect([said.at(-1), stop.aborted]).toEqual(['800000', true]);
  });

  it('has nothing to abort when it rests, and knows what it does not know', () => {
    hear('06b000', '069900', '06');
    expect(said).toEqual(['848300', '848300']);
  });

  it.each([
    ['takes', ['800000'], [true]],
    ['also takes by 84 00', ['840000'], [true]],
    ['refuses', ['84ff00'], [false]],
  ])('tells a result that the cash desk %s', async (_name, answers, wanted) => {
    hear(ORDER);
    await clock.advance(0);
    hear(...answers);
    await clock.advance(0);
    expect(taken).toEqual(wanted);
  });

  it('tells it again to one who says "wait", a few times, and not to one who is silent', async () => {
    hear(ORDER);
    for (let time = 0; time < 6; time += 1) {
      await clock.advance(0);
      hear('849c00');
      await clock.advance(2_000);
    }
    expect(said.filter((word) => word.startsWith('040f'))).toHaveLength(6);
    expect(taken).toEqual([false]);
    hear('800000', ORDER);
    await clock.advance(5_000);
    expect(taken).toEqual([false, false]);
  });

  it('says and hears nothing after its connection', async () => {
    hear(ORDER);
    await clock.advance(0);
    dialogue.end();
    await clock.advance(0);
    const before = said.length;
    hear(ORDER);
    expect([said.length, taken, dialogue.over]).toEqual([before, [false], true]);
  });
});
