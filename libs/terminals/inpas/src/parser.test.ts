import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../vectors/sa-packets.json' with { type: 'json' };
import { encodeText } from './code-page.ts';
import { FIELD } from './constants.ts';
import { FrameReader } from './frame-reader.ts';
import type { RawField, SaMessage } from './messages.ts';
import { namedFields, readFields, readMessage } from './parser.ts';
import { serializeFields } from './serializer.ts';

const vector = (name: string): Uint8Array => {
  const hex = vectors.find((each) => each.name === name)?.hex ?? '';
  const [item] = new FrameReader().push(Buffer.from(hex, 'hex'));
  if (item?.what !== 'packet') throw new Error(`${name} is no packet`);
  return item.packet.data;
};
const field = (number: number, text: string): RawField => ({ number, value: encodeText(text) });
const read = (...fields: RawField[]): SaMessage => readMessage(serializeFields(fields))!.message;

describe('fields', () => {
  it('are read as they were written', () => {
    const anyFields = fc.array(fc.record({ number: fc.nat(255), value: fc.uint8Array({ maxLength: 600 }) }), { maxLength: 12 });
    fc.assert(
      fc.property(anyFields, (fields) => {
        expect(readFields(serializeFields(fields))).toEqual(fields);
      }),
      { numRuns: 100 },
    );
  });

  it('give nothing where the bytes are cut anywhere but between two of them', () => {
    const data = vector('approved reply');
    const fields = readFields(data)!;
    const ends = new Set([0]);
    let at = 0;
    for (const { value } of fields) ends.add((at += 3 + value.length));
    for (let cut = 0; cut <= data.length; cut += 1) expect(readFields(data.subarray(0, cut)) !== null).toBe(ends.has(cut));
  });

  it('may be anything: reading never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
        readMessage(data);
      }),
      { numRuns: 300 },
    );
  });
});

describe('messages', () => {
  it('reads the approved reply of the vectors', () => {
    const { message, kept, fullCardNumber, passing } = readMessage(vector('approved reply'))!;
    expect(message).toMatchObject({
      amountMinor: 12345n,
      currency: '643',
      authCode: '871341',
      rrn: '331116000321',
      hostCode: '00',
      operation: 1,
      status: 1,
    });
    expect(message.transactionId).toBeNull();
    expect({ fullCardNumber, passing }).toEqual({ fullCardNumber: false, passing: null });
    expect(namedFields(kept)).toEqual({
      amount: '12345',
      currency: '643',
      authCode: '871341',
      rrn: '331116000321',
      hostCode: '00',
      operation: '1',
      status: '1',
    });
  });

  it('reads texts, times and cards in our words', () => {
    expect(
      read(
        field(FIELD.hostTime, '20260115103059'),
        field(FIELD.card, '4111111111111111'),
        field(FIELD.expiry, '2712'),
        field(FIELD.text, 'ОДОБРЕНО'),
        field(FIELD.merchantId, ' 684444445555 '),
        field(FIELD.receipt, '0xDE^^МИР~0xDF^^ОПЛАТА\r\nИТОГ  ~0xDA^^КОПИЯ~'),
      ),
    ).toMatchObject({
      hostTime: '2026-01-15T10:30:59',
      cardMask: '411111******1111',
      cardExpiry: '12/27',
      text: 'ОДОБРЕНО',
      merchantId: '684444445555',
      receipt: { cardType: 'МИР', slip: 'ОПЛАТА\nИТОГ', secondSlip: 'КОПИЯ' },
    });
  });

  it.each([
    ['status', FIELD.status, '1x', 'status'],
    ['status', FIELD.status, '', 'status'],
    ['status', FIELD.status, '-1', 'status'],
    ['operation', FIELD.operation, '01.', 'operation'],
    ['amount', FIELD.amount, '12,45', 'amountMinor'],
    ['amount', FIELD.amount, '-12345', 'amountMinor'],
    ['host time', FIELD.hostTime, '202601151030', 'hostTime'],
    ['expiry', FIELD.expiry, '2713', 'cardExpiry'],
  ] as const)('takes a %s that is none for not told', (_name, number, text, property) => {
    expect(read(field(number, text))[property]).toBeNull();
  });

  it('reads numbers with zeros in front', () => {
    expect(read(field(FIELD.command, '00016'), field(FIELD.status, '01'))).toMatchObject({ command: 16, status: 1 });
  });

  it('believes no message that says something twice, is empty or is cut', () => {
    expect(readMessage(serializeFields([field(FIELD.status, '16'), field(FIELD.status, '1')]))).toBeNull();
    expect(readMessage(new Uint8Array())).toBeNull();
    expect(readMessage(vector('approved reply').subarray(0, -1))).toBeNull();
  });

  it('hands bytes for the bank on untouched and keeps none of them', () => {
    const bytes = Buffer.from('4111111111111111\x00\xff', 'latin1');
    const { passing, kept, message } = readMessage(serializeFields([{ number: FIELD.data, value: bytes }]))!;
    expect(Buffer.from(passing!)).toEqual(bytes);
    expect(JSON.stringify([namedFields(kept), message], (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      '4111',
    );
  });

  it('names fields that it does not know by their number', () => {
    expect(namedFields(readMessage(serializeFields([field(201, 'x')]))!.kept)).toEqual({ field201: '<dropped>' });
  });
});
