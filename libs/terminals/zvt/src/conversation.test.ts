import { ManualClock, ScriptedWireHost, type DeviceLine } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { ApduReader } from './apdu.ts';
import { fromHex, joined, toHex } from './bcd.ts';
import { Conversation, type CommandHooks, type Ending } from './conversation.ts';
import { LinkBroken, recorder } from './link.ts';
import type { EcrCommand, StatusInformation } from './messages.ts';
import { zvtSettings } from './settings.ts';
import { TcpLink } from './tcp-link.ts';
import { writeAbort, writeCompletion, writeIntermediate, writePrintBlock, writeStatus } from './terminal.ts';

const PLACE = { host: '10.0.0.5', port: 20_007 };
const OPTIONS = { connectTimeoutMs: 1_000, idleTimeoutMs: null, keepAliveMs: 5_000 };
const SALE: EcrCommand = { kind: 'authorization', amountMinor: 1_000n, currency: '0978' };
const TAKEN = fromHex('800000');

let clock: ManualClock;
let device: DeviceLine;
let heard: string[];
let stages: unknown[];
let aborting: AbortController;
let link: TcpLink;
let talk: Conversation;

beforeEach(async () => {
  clock = new ManualClock();
  heard = [];
  stages = [];
  aborting = new AbortController();
  const wires = new ScriptedWireHost(clock).attach(PLACE, (line) => {
    device = line;
    const reader = new ApduReader();
    line.listen((bytes) => heard.push(...reader.push(bytes).map(toHex)));
  });
  const nothing = (): void => undefined;
  link = new TcpLink(await wires.connectTcp(PLACE, OPTIONS), clock, recorder('tcp', clock, nothing, nothing));
  talk = new Conversation(link, zvtSettings.parse({ host: PLACE.host }), clock, {
    abort: aborting.signal,
    stage: (stage) => void stages.push(stage),
  });
});

/** Runs a command in front of a terminal that says these words, one after the other. */
async function hear(words: readonly Uint8Array[], hooks: CommandHooks = {}, command: EcrCommand = SALE): Promise<Ending> {
  const ending = talk.run(command, hooks);
  for (const word of words) {
    await clock.advance(5);
    device.send(word);
  }
  return clock.complete(ending, 2_000_000);
}
const APPROVED = writeStatus({ resultCode: 0, amountMinor: 1_000n, receipt: '0041' });

describe('what a terminal says while it works is answered', () => {
  it.each([
    ['an intermediate status', writeIntermediate(0x0a), '800000'],
    ['a status information', APPROVED, '800000'],
    ['a receipt', writePrintBlock(['BELEG']), '800000'],
    ['a line of it', fromHex('06d1020041'), '800000'],
    ['the date and time', fromHex('040108aa2601150c101112'), '800000'],
    ['a wish that somebody enters something', fromHex('040d0100'), '848300'],
    ['a menu', fromHex('040e00'), '848300'],
    ['dialling through us', fromHex('06d800'), '848300'],
    ['a command that nobody knows', fromHex('0fff00'), '848300'],
    ['a status that cannot be read', fromHex('040f02ff00'), '848300'],
  ])('%s with %s', async (_name, word, answer) => {
    expect(await hear([TAKEN, word, writeCompletion()])).toMatchObject({ end: 'completed' });
    expect(heard).toEqual(['06010a04000000001000490978', answer, '800000']);
  });

  it('each once, and in its order, though all come in one piece', async () => {
    expect(await hear([joined(TAKEN, writeIntermediate(0x0a), APPROVED, writePrintBlock(['A']), writeCompletion())])).toMatchObject({
      end: 'completed',
      slip: 'A',
    });
    expect(heard.slice(1)).toEqual(['800000', '800000', '800000', '800000']);
    expect(stages).toEqual(['present_card']);
  });
});

describe('the end of a command', () => {
  it.each<[string, readonly Uint8Array[], Partial<Ending>]>([
    ['refused at once', [fromHex('849c00')], { end: 'refused', error: 0x9c }],
    ['refused with more', [fromHex('841e036f0978')], { end: 'refused', error: 0x1e }],
    ['taken by 84 00, which is no refusal', [fromHex('840000'), writeCompletion()], { end: 'completed' }],
    ['completed without a result', [TAKEN, writeCompletion()], { end: 'completed', status: null, taken: false, slip: null }],
    ['completed after a result', [TAKEN, APPROVED, writeCompletion()], { end: 'completed', taken: true }],
    ['given up', [TAKEN, writeAbort(0x6c)], { end: 'aborted', resultCode: 0x6c, taken: false }],
    ['given up without a code', [TAKEN, fromHex('061e00')], { end: 'aborted', resultCode: null }],
    ['given up after an approval that was taken', [TAKEN, APPROVED, writeAbort(0x6c)], { end: 'aborted', taken: true }],
  ])('%s', async (_name, words, ending) => expect(await hear(words)).toMatchObject(ending));

  it('is told with the last result that came, and whether that one was taken', async () => {
    const wrongPin = writeStatus({ resultCode: 55 });
    expect(await hear([TAKEN, wrongPin, APPROVED, writeCompletion()])).toMatchObject({ status: { resultCode: 0 }, taken: true });
    expect(await hear([TAKEN, APPROVED, wrongPin, writeCompletion()])).toMatchObject({ status: { resultCode: 55 }, taken: true });
  });

  it('is broken where the line is, and silent where nothing comes; both tell whether the terminal had begun', async () => {
    const broken = talk.run(SALE);
    await clock.advance(5);
    device.send(TAKEN);
    await clock.advance(5);
    device.break();
    expect(await clock.complete(broken)).toMatchObject({ end: 'broken', started: true });
    expect(await clock.complete(talk.run(SALE))).toMatchObject({ end: 'broken', started: false });
  });

  it('that never came is silent, not refused', async () => {
    expect(await hear([])).toMatchObject({ end: 'silent', started: false });
    expect(heard).toEqual(['06010a04000000001000490978']);
  });
});

describe('a status information', () => {
  const asks = (answer: 'take' | 'wait' | 'refuse'): CommandHooks => ({ answer: () => Promise.resolve(answer) });

  it.each([
    ['take', '800000', true],
    ['wait', '849c00', false],
    ['refuse', '84ff00', false],
  ] as const)('that we %s is answered %s', async (answer, hex, taken) => {
    const ending = await hear([TAKEN, APPROVED, writeCompletion()], asks(answer));
    expect(heard[1]).toBe(hex);
    expect(ending).toMatchObject({ taken });
  });

  it('is answered only when somebody has decided about it', async () => {
    let decide: (answer: 'take') => void = () => undefined;
    const ending = talk.run(SALE, { answer: () => new Promise((resolve) => (decide = resolve)) });
    await clock.advance(5);
    device.send(joined(TAKEN, APPROVED));
    await clock.advance(1_000);
    expect(heard).toHaveLength(1);
    decide('take');
    device.send(writeCompletion());
    expect(await clock.complete(ending)).toMatchObject({ end: 'completed', taken: true });
  });

  it('of something earlier is acknowledged, asked nobody about, and is no result', async () => {
    const asked: StatusInformation[] = [];
    const ending = await hear([TAKEN, APPROVED, writeCompletion()], {
      isEarlier: () => true,
      answer: (status) => (asked.push(status), Promise.resolve('take')),
    });
    expect(ending).toMatchObject({ end: 'completed', status: null, taken: false });
    expect([asked, heard[1]]).toEqual([[], '800000']);
  });

  it('that approves before the terminal has taken our order is another’s, and is not committed', async () => {
    expect(await hear([APPROVED, TAKEN, writeCompletion()])).toMatchObject({ end: 'completed', status: null, taken: false });
    expect(heard[1]).toBe('84ff00');
  });

  it('that refuses, before that, is another’s too; nothing is lost by taking note of it', async () => {
    expect(await hear([writeStatus({ resultCode: 0x6c }), TAKEN, writeCompletion()])).toMatchObject({ end: 'completed', status: null });
    expect(heard[1]).toBe('800000');
  });
});

describe('a completion that was there before our word for the result left', () => {
  /** While somebody decides about the result, the end of an earlier dialogue arrives; then these words follow our own. */
  async function heardEarly(afterwards: () => void = () => undefined): Promise<Ending> {
    let decide: (answer: 'take') => void = () => undefined;
    const ending = talk.run(SALE, { answer: () => new Promise((resolve) => (decide = resolve)) });
    await clock.advance(5);
    device.send(joined(TAKEN, APPROVED));
    await clock.advance(5);
    device.send(writeCompletion({ terminalId: '11111111' }));
    await clock.advance(5);
    decide('take');
    await clock.advance(1_000);
    afterwards();
    return clock.complete(ending);
  }

  it('does not end the line before the terminal has heard us: its own word counts', async () => {
    expect(await heardEarly(() => device.send(joined(writePrintBlock(['A']), writeCompletion({ terminalId: '29001006' }))))).toMatchObject({
      end: 'completed',
      taken: true,
      slip: 'A',
      message: { terminalId: '29001006' },
    });
    expect(await heardEarly(() => device.send(writeAbort(0x6c)))).toMatchObject({ end: 'aborted', resultCode: 0x6c });
  });

  it('is the end where nothing more comes', async () => {
    expect(await heardEarly()).toMatchObject({ end: 'completed', taken: true, message: { terminalId: '11111111' } });
  });

  it('proves nothing where the line breaks then', async () => {
    expect(await heardEarly(() => device.break())).toMatchObject({ end: 'broken', taken: true });
  });
});

describe('a wish to stop', () => {
  it('is passed on once, however often it is wished, and its answer is no end', async () => {
    const ending = talk.run(SALE, { mayAbort: true });
    await clock.advance(5);
    device.send(TAKEN);
    await clock.advance(5);
    aborting.abort();
    aborting.abort();
    await clock.advance(5);
    device.send(TAKEN);
    await clock.advance(5);
    device.send(writeAbort(0x6c));
    expect(await clock.complete(ending)).toMatchObject({ end: 'aborted', resultCode: 0x6c });
    expect(heard.filter((hex) => hex === '06b000')).toHaveLength(1);
    expect(talk.stopped).toBe(true);
  });

  it.each(['80', '84'])('is over when the terminal says how it ended, not when it answers %s', async (first) => {
    const ending = talk.run(SALE, { mayAbort: true });
    await clock.advance(5);
    device.send(TAKEN);
    await clock.advance(5);
    aborting.abort();
    await clock.advance(5);
    device.send(fromHex(`${first}${first === '84' ? '83' : '00'}00`));
    device.send(APPROVED);
    device.send(writeCompletion());
    expect(await clock.complete(ending)).toMatchObject({ end: 'completed', taken: true });
  });

  it('from before the command leaves right after it was taken', async () => {
    aborting.abort();
    await hear([TAKEN, writeAbort(0x6c)], { mayAbort: true });
    expect(heard[1]).toBe('06b000');
  });

  it('is none of a command that may not be stopped', async () => {
    aborting.abort();
    await hear([TAKEN, writeCompletion()], {}, { kind: 'end_of_day', password: '000000' });
    expect(heard).not.toContain('06b000');
    expect(talk.stopped).toBe(false);
  });

  it('leaves nobody listening when the command is over', async () => {
    await hear([TAKEN, writeCompletion()], { mayAbort: true });
    aborting.abort();
    await clock.advance(1_000);
    expect(heard).not.toContain('06b000');
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('a registration', () => {
  it.each([
    [{ receipts: 'gateway' }, '06000e000000be0978060626040a0206d3'],
    [{ receipts: 'terminal' }, '06000e000000380978060626040a0206d3'],
    [{ currency: 'CHF', password: '123456' }, '06000e123456be0756060626040a0206d3'],
    [{ currency: 'RUB' }, '06000e000000be0643060626040a0206d3'],
  ] as const)('by %j is %s', async (settings, hex) => {
    talk = new Conversation(link, zvtSettings.parse({ host: PLACE.host, ...settings }), clock, { abort: aborting.signal, stage: () => undefined });
    const ending = talk.register();
    await clock.advance(5);
    device.send(joined(TAKEN, writeCompletion({ terminalId: '29001006' })));
    expect(await clock.complete(ending)).toMatchObject({ end: 'completed', message: { terminalId: '29001006' } });
    expect(heard[0]).toBe(hex);
  });
});

describe('a TCP connection', () => {
  const words = [TAKEN, writeIntermediate(0x0a), APPROVED, writeCompletion()];

  it.each([1, 2, 3, 5, 8, 13])('that cuts everything into pieces of %i loses nothing', async (size) => {
    const all = joined(...words);
    const ending = talk.run(SALE);
    await clock.advance(5);
    for (let at = 0; at < all.length; at += size) device.send(all.slice(at, at + size));
    expect(await clock.complete(ending)).toMatchObject({ end: 'completed', taken: true });
  });

  it('that ends in the middle of a message has told what was whole', async () => {
    const ending = talk.run(SALE);
    await clock.advance(5);
    device.send(joined(TAKEN, APPROVED, writeCompletion().slice(0, 2)));
    await clock.advance(5);
    device.hangUp();
    expect(await clock.complete(ending)).toMatchObject({ end: 'broken', started: true, taken: true, status: { resultCode: 0 } });
  });

  it('drops what nobody asked for before a new command', async () => {
    device.send(joined(TAKEN, APPROVED, writeCompletion()));
    await clock.advance(5);
    expect(await hear([fromHex('846b00')])).toEqual({ end: 'refused', error: 0x6b });
  });

  it('over which a whole message never ends is closed, not held in memory', async () => {
    const waiting = link.next(60_000).catch((error: unknown) => error);
    for (let left = 3; left > 0; left -= 1) device.send(joined(fromHex('040fffffff'), new Uint8Array(65_000)));
    device.send(new Uint8Array(200_000));
    await clock.advance(5);
    const first = await waiting;
    expect(first instanceof LinkBroken || first instanceof Uint8Array).toBe(true);
    await expect(
      clock.complete(
        link
          .next(60_000)
          .then(() => link.next(60_000))
          .then(() => link.next(60_000))
          .then(() => link.next(1)),
      ),
    ).rejects.toThrow(LinkBroken);
  });
});
