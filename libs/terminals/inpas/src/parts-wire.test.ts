import { ManualClock } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import vectors from '../vectors/sa-packets.json' with { type: 'json' };
import { MESSAGE_LIMIT } from './constants.ts';
import { FrameReader } from './frame-reader.ts';
import type { ReadMessage } from './messages.ts';
import { readMessage } from './parser.ts';
import { PartJoiner } from './parts.ts';
import { serializeFields, serializePacket, serializePart } from './serializer.ts';
import { TerminalLine } from './terminal-line.ts';
import { readRequest, receiptOf, replyFields } from './terminal-messages.ts';
import { approvalOf, bench, order, PLACE, type Bench } from './testing/bench.ts';

const vector = (name: string) => vectors.find((each) => each.name === name)!;
const partsOf = (name: string): Buffer[] => (vector(name).parts ?? []).map((hex) => Buffer.from(hex, 'hex'));
const REPLY = partsOf('approved reply in parts');
const WHOLE = Buffer.from(vector('approved reply whole').hex ?? '', 'hex');
const sell = (made: Bench) => made.clock.complete(made.driver.sale(order(), made.session), 900_000);

/** A terminal that sends these packets, each once the one before was acknowledged; says what it heard of us. */
function terminalOf(made: Bench, packets: readonly Uint8Array[], acknowledges = (byte: number): boolean => byte === 0x06): number[] {
  const heard: number[] = [];
  made.wires.attach(PLACE, (line) => {
    let next = 0;
    line.listen((bytes) => {
      heard.push(bytes[0] ?? 0);
      if (bytes[0] === 0x02) line.send(Uint8Array.of(0x06));
      if (bytes[0] === 0x02 || acknowledges(bytes[0] ?? 0)) {
        const packet = packets[next];
        next += 1;
        if (packet !== undefined) line.send(packet);
      }
    });
  });
  return heard;
}

describe('the vectors of large messages', () => {
  it('are what we write: byte by byte, part by part', () => {
    const data = WHOLE.subarray(3, -2);
    const written = REPLY.map((_part, index) => Buffer.from(serializePart(REPLY.length - 1 - index, data.subarray(index * 60, (index + 1) * 60))));
    expect(written).toEqual(REPLY);
    expect(Buffer.from(serializePacket(readMessage(data)!.kept))).toEqual(WHOLE);
  });

  it('are what we read: the parts together are the whole message', () => {
    const reader = new FrameReader();
    const joiner = new PartJoiner();
    const joined = REPLY.flatMap((part) => reader.push(part)).map((item) => (item.what === 'packet' ? joiner.accept(item.packet) : null));
    expect(joined.slice(0, -1).every((each) => each?.joined === 'more')).toBe(true);
    const last = joined.at(-1);
    expect(last?.joined === 'whole' && readMessage(last.data)?.message).toMatchObject({
      amountMinor: 12345n,
      transactionId: '123456789',
      status: 1,
      receipt: { slip: 'ОПЛАТА\nСумма 123.45\nОДОБРЕНО', cardType: 'VISA' },
    });
  });

  it('of a cash desk are read by a terminal, each part acknowledged', () => {
    const said: number[] = [];
    const requests: ReadMessage[] = [];
    let say: (bytes: Uint8Array) => void = () => undefined;
    new TerminalLine({ send: (bytes) => void said.push(bytes[0] ?? 0), listen: (heard) => (say = heard) }, new ManualClock(), {
      request: (read) => void requests.push(read),
      eot: () => undefined,
    });
    for (const part of partsOf('sale in parts')) say(part);
    expect(said).toEqual(partsOf('sale in parts').map(() => 0x06));
    expect(requests.map(({ message }) => readRequest(message))).toEqual([
      expect.objectContaining({ kind: 'sale', amountMinor: 12345n, transactionId: '123456789', terminalId: '00123456' }),
    ]);
  });
});

describe('an answer in parts on the line', () => {
  it('is approved once the last part is here, each of them acknowledged', async () => {
    const made = bench();
    const heard = terminalOf(made, REPLY);
    expect(await sell(made)).toMatchObject({ outcome: 'approved', result: { slip: 'ОПЛАТА\nСумма 123.45\nОДОБРЕНО' } });
    expect(heard.filter((byte) => byte === 0x06)).toHaveLength(REPLY.length);
  });

  it.each(REPLY.map((_part, index) => index))('counts once where part %d comes twice, because our acknowledgement was lost', async (index) => {
    const made = bench();
    terminalOf(made, [...REPLY.slice(0, index + 1), ...REPLY.slice(index)]);
    expect(await sell(made)).toMatchObject({ outcome: 'approved' });
  });

  it.each(REPLY.slice(1).map((_part, index) => index))('is never believed without part %d', async (index) => {
    const made = bench({ answerTimeoutMs: 5_000 });
    const heard = terminalOf(made, [...REPLY.slice(0, index), ...REPLY.slice(index + 1)]);
    expect(await sell(made)).toMatchObject({ outcome: 'unknown', runEnded: false });
    if (index > 0) expect(heard).toContain(0x15);
  });

  it('is never believed without its last part', async () => {
    const made = bench({ answerTimeoutMs: 5_000 });
    terminalOf(made, REPLY.slice(0, -1));
    expect(await sell(made)).toMatchObject({ outcome: 'unknown' });
  });

  it.each(REPLY.map((_part, index) => index))('is asked for again where part %d is damaged', async (index) => {
    const damaged = Buffer.from(REPLY[index]!);
    damaged[damaged.length - 3] = (damaged.at(-3) ?? 0) ^ 1;
    const made = bench();
    const heard = terminalOf(made, [...REPLY.slice(0, index), damaged, ...REPLY.slice(index)], (byte) => byte === 0x06 || byte === 0x15);
    expect(await sell(made)).toMatchObject({ outcome: 'approved' });
    expect(heard).toContain(0x15);
    // What in a damaged part looked like another head is given up after the time that a byte may take.
    expect(made.clock.monotonic()).toBeLessThanOrEqual(15_200);
  });

  it('begins anew where the terminal does', async () => {
    const made = bench();
    terminalOf(made, [...REPLY.slice(0, 2), ...REPLY]);
    expect(await sell(made)).toMatchObject({ outcome: 'approved' });
  });

  it('is dropped by a whole message in between, which counts itself', async () => {
    const made = bench();
    terminalOf(made, [...REPLY.slice(0, 2), WHOLE]);
    expect(await sell(made)).toMatchObject({ outcome: 'approved' });
  });

  it('restarts the patience with each part', async () => {
    const made = bench({ answerTimeoutMs: 10_000 });
    made.wires.attach(PLACE, (line) => {
      let next = 0;
      line.listen((bytes) => {
        if (bytes[0] === 0x02) line.send(Uint8Array.of(0x06));
        if (bytes[0] !== 0x02 && bytes[0] !== 0x06) return;
        const packet = REPLY[next];
        next += 1;
        if (packet !== undefined) void made.clock.sleep(8_000).then(() => line.send(packet));
      });
    });
    expect(await sell(made)).toMatchObject({ outcome: 'approved' });
    expect(made.clock.monotonic()).toBeGreaterThanOrEqual(8_000 * REPLY.length);
  });
});

describe('receipts over many parts', () => {
  const long = Array.from({ length: 900 }, (_unused, index) => `Операция ${String(index).padStart(4, '0')}   1500.00   ОДОБРЕНО`).join('\n');

  it.each([40, 200, 1_000, 16_000])('of a report come whole in parts of %d bytes', async (partBytes) => {
    const text = partBytes < 100 ? long.slice(0, 4_000).trimEnd() : long;
    const made = bench();
    made.script = [
      ({ request, terminal }) => {
        const reply = approvalOf(request, {
          operation: 63,
          command: 21,
          commandStatus: 0,
          status: null,
          amountMinor: null,
          receipt: receiptOf(text, null),
        });
        return terminal.send(replyFields(reply), partBytes);
      },
    ];
    expect(await made.clock.complete(made.driver.controlTape!(made.session), 900_000)).toMatchObject({ text });
  });

  it('of a sale come with its outcome', async () => {
    const made = bench();
    made.script = [({ request, terminal }) => terminal.send(replyFields(approvalOf(request, { receipt: receiptOf(long, 'МИР') })), 900)];
    expect(await sell(made)).toMatchObject({ outcome: 'approved', result: { slip: long, cardBrand: 'МИР' } });
  });

  it('that are longer than any message are refused, and prove nothing', async () => {
    const made = bench({ answerTimeoutMs: 5_000 });
    const huge = serializeFields([{ number: 90, value: new Uint8Array(MESSAGE_LIMIT + 10).fill(0x41) }]);
    const parts = Array.from({ length: 7 }, (_unused, index) => serializePart(6 - index, huge.subarray(index * 9_000, (index + 1) * 9_000)));
    const heard = terminalOf(made, parts);
    expect(await sell(made)).toMatchObject({ outcome: 'unknown' });
    expect(heard).toContain(0x15);
  });

  it('keep no card number that lies across two parts', async () => {
    const made = bench();
    const receipt = receiptOf(`${'x'.repeat(20)} 4111 1111 1111 1111 КОНЕЦ`, null);
    made.script = [({ request, terminal }) => terminal.send(replyFields(approvalOf(request, { receipt })), 7)];
    const outcome = await sell(made);
    expect(outcome).toMatchObject({ outcome: 'approved', result: { slip: expect.stringContaining('411111******1111 КОНЕЦ') as string } });
    const frames = made.session.frames.map(({ bytes }) => Buffer.from(bytes).toString('latin1')).join('');
    expect(frames).not.toMatch(/4111 1111|41111111/);
  });
});
