import type { DeviceLine } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { PACKET_DATA_LIMIT } from './constants.ts';
import type { ReadMessage } from './messages.ts';
import type { InpasSettings } from './settings.ts';
import { serializePacket } from './serializer.ts';
import { replyFields, wishFields, type BankWish } from './terminal-messages.ts';
import { approvalOf, bench, order, PLACE, TID, type Asked, type Bench } from './testing/bench.ts';

const BANK = { host: '10.9.9.9', port: 443 };
const OPEN: BankWish = { wish: 'open', ...BANK };
const withLength = (text: string): Buffer => Buffer.concat([Buffer.of(text.length & 0xff, text.length >> 8), Buffer.from(text)]);

let bank: DeviceLine | null;
let atBank: Buffer;
let bankAnswers: (line: DeviceLine, heard: Buffer) => void;
beforeEach(() => {
  bank = null;
  atBank = Buffer.alloc(0);
  bankAnswers = (line) => line.send(withLength('ANSWER'));
});

function hotel(over: Partial<InpasSettings> = {}): Bench {
  const made = bench({ bankHosts: ['10.9.9.9:443'], ...over });
  made.wires.attach(BANK, (line) => {
    bank = line;
    line.listen((bytes) => {
      atBank = Buffer.concat([atBank, bytes]);
      bankAnswers(line, atBank);
    });
  });
  return made;
}

/** A sale during which the terminal wants its bank; the replies that it got. */
async function sell(made: Bench, wishes: readonly (BankWish | ((asked: Asked) => unknown))[]) {
  const replies: (ReadMessage | null)[] = [];
  made.script = [
    async (asked) => {
      for (const wish of wishes) {
        if (typeof wish === 'function') await wish(asked);
        else replies.push(await asked.terminal.wish(wishFields(wish, TID)));
      }
      await asked.reply();
    },
  ];
  const outcome = await made.clock.complete(made.driver.sale(order(), made.session));
  await made.clock.advance(1_000);
  return { outcome, statuses: replies.map((read) => read?.message.commandStatus ?? null), replies };
}

describe('the terminal’s way to its bank', () => {
  it('carries bytes both ways, whole messages back, and is closed with the sale', async () => {
    const made = hotel();
    const { outcome, statuses, replies } = await sell(made, [
      OPEN,
      { wish: 'send', bytes: Buffer.from('ISO\x00\xff', 'latin1') },
      { wish: 'read' },
      { wish: 'close' },
    ]);
    expect(outcome).toMatchObject({ outcome: 'approved', evidence: { bankLink: '10.9.9.9:443 connected', bytesToBank: 5, bytesFromBank: 8 } });
    expect(statuses).toEqual([0, 0, 0, 0]);
    expect(atBank).toEqual(Buffer.from('ISO\x00\xff', 'latin1'));
    expect(Buffer.from(replies[2]?.passing ?? [])).toEqual(withLength('ANSWER'));
    expect(replies[0]?.message).toMatchObject({ operation: 63, command: 16, terminalId: TID });
    expect((await bank!.ended).reason).toBe('closed_by_us');
  });

  it('is closed even where the terminal forgets to', async () => {
    const made = hotel();
    await sell(made, [OPEN]);
    expect((await bank!.ended).reason).toBe('closed_by_us');
    expect(made.wires.opened.every(({ line }) => line.over)).toBe(true);
  });

  it('leads nowhere that the settings do not allow', async () => {
    const made = hotel({ bankHosts: ['10.9.9.8:443', '10.9.9.9:444'] });
    const { outcome, statuses } = await sell(made, [OPEN, { wish: 'send', bytes: Buffer.from('x') }, { wish: 'read' }]);
    expect(statuses).toEqual([2, 2, 2]);
    expect(outcome).toMatchObject({ evidence: { bankLink: '10.9.9.9:443 not allowed' } });
    expect(bank).toBeNull();
    expect((await sell(hotel({ bankHosts: [] }), [OPEN])).statuses).toEqual([2]);
  });

  it.each(['10.9.9.9', '10.9.9.9;', ';443', '10.9.9.9;443;x', '-x;443', '10.9.9.9;0'])('leads nowhere for the place %j', async (place) => {
    const made = hotel();
    const raw = wishFields(OPEN, TID).map((field) => (field.number === 70 ? { ...field, value: Buffer.from(place) } : field));
    let status: number | null | undefined;
    await sell(made, [async ({ terminal }) => (status = (await terminal.wish(raw))?.message.commandStatus)]);
    expect(status).toBe(2);
    expect(bank).toBeNull();
  });

  it('keeps nothing of what passes', async () => {
    const made = hotel();
    bankAnswers = (line) => line.send(withLength('TRACK 4111111111111111 PIN'));
    const { outcome } = await sell(made, [OPEN, { wish: 'send', bytes: Buffer.from(';4111111111111111=2512') }, { wish: 'read' }]);
    const kept = JSON.stringify(
      [outcome, made.session.frames.map(({ bytes, fields }) => [Buffer.from(bytes).toString('latin1'), fields])],
      (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
    );
    expect(kept).toContain('<22 bytes>');
    expect(kept).not.toContain('4111111');
    expect(kept).not.toContain('TRACK');
  });

  it('says "no data" while the bank has not answered, and gives a message when it is whole', async () => {
    const made = hotel();
    bankAnswers = () => undefined;
    const whole = withLength('LATE');
    const { statuses } = await sell(made, [
      OPEN,
      { wish: 'send', bytes: Buffer.from('x') },
      { wish: 'read' },
      () => bank!.send(whole.subarray(0, 3)),
      { wish: 'read' },
      () => bank!.send(whole.subarray(3)),
      { wish: 'read' },
    ]);
    expect(statuses).toEqual([0, 0, 1, 1, 0]);
  });

  it('hands on whatever has come where messages have no borders', async () => {
    const made = hotel({ hostMessages: 'stream' });
    bankAnswers = (line) => line.send(Buffer.from('ab'));
    const { replies } = await sell(made, [OPEN, { wish: 'send', bytes: Buffer.from('x') }, { wish: 'read' }]);
    expect(Buffer.from(replies[2]?.passing ?? []).toString()).toBe('ab');
  });

  it('fails where the bank cannot be reached, or hangs up before it answered', async () => {
    const made = hotel();
    made.wires.detach(BANK);
    expect((await sell(made, [OPEN, { wish: 'read' }])).statuses).toEqual([2, 2]);
    bankAnswers = (line) => line.hangUp();
    const gone = await sell(hotel(), [OPEN, { wish: 'send', bytes: Buffer.from('x') }, { wish: 'read' }, { wish: 'send', bytes: Buffer.from('y') }]);
    expect(gone.statuses).toEqual([0, 0, 2, 2]);
    expect(gone.outcome).toMatchObject({ outcome: 'approved', evidence: { bankLink: 'broken' } });
  });

  it('still gives what the bank said before it hung up', async () => {
    bankAnswers = (line) => {
      line.send(withLength('BYE'));
      line.hangUp();
    };
    expect((await sell(hotel(), [OPEN, { wish: 'send', bytes: Buffer.from('x') }, { wish: 'read' }])).statuses).toEqual([0, 0, 0]);
  });

  it('breaks on a bank that sends more than any message holds', async () => {
    bankAnswers = (line) => line.send(Buffer.alloc(70_000, 0x41));
    expect((await sell(hotel(), [OPEN, { wish: 'send', bytes: Buffer.from('x') }, { wish: 'read' }])).statuses).toEqual([0, 0, 2]);
    bankAnswers = (line) => line.send(Buffer.of(PACKET_DATA_LIMIT & 0xff, PACKET_DATA_LIMIT >> 8));
    expect((await sell(hotel(), [OPEN, { wish: 'send', bytes: Buffer.from('x') }, { wish: 'read' }])).statuses).toEqual([0, 0, 2]);
  });

  it.each([
    ['asks the same again', 'wish'],
    ['refuses the reply', 'nak'],
  ])('never says something to the bank twice where the terminal %s', async (_name, how) => {
    const made = hotel();
    bankAnswers = () => undefined;
    const pay = serializePacket(wishFields({ wish: 'send', bytes: Buffer.from('PAY') }, TID));
    const answer = serializePacket(replyFields(approvalOf({ operation: 1, transactionId: '123456789', amountMinor: 12345n } as never)));
    const ack = Buffer.of(0x06);
    const steps = [[ack, serializePacket(wishFields(OPEN, TID))], [ack, pay], [how === 'wish' ? pay : Buffer.of(0x15)], [ack, answer]];
    const packets: Buffer[] = [];
    made.wires.attach(PLACE, (line) => {
      line.listen((bytes) => {
        if (bytes[0] !== 0x02) return;
        packets.push(Buffer.from(bytes));
        for (const piece of steps[packets.length - 1] ?? []) line.send(piece);
      });
    });
    const outcome = await made.clock.complete(made.driver.sale(order(), made.session));
    expect(outcome).toMatchObject({ outcome: 'approved' });
    expect(atBank.toString()).toBe('PAY');
    expect(packets).toHaveLength(4);
    expect(packets[3]).toEqual(packets[2]);
  });
});
