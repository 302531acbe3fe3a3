import { describe, expect, it } from 'vitest';
import vectors from '../vectors/sa-packets.json' with { type: 'json' };
import { checksum } from './checksum.ts';
import { FIELD } from './constants.ts';
import { FrameReader } from './frame-reader.ts';
import type { SaRequest } from './messages.ts';
import { namedFields, readFields } from './parser.ts';
import { hostReplyFields, requestFields, serializePacket } from './serializer.ts';

const hexOf = (name: string): string => vectors.find((each) => each.name === name)?.hex ?? '';
const SENDER = { terminalId: '00123456', cashTime: '20240115103000' };
const told = (request: SaRequest): Record<string, string> => ({ ...namedFields(requestFields(request, SENDER)) });
const MONEY = { amountMinor: 12_345n, transactionId: '123456789' };
const OWN = { cashTime: '20240115103000', transactionId: '123456789', terminalId: '00123456' };

describe('packets', () => {
  it('has the checksum of the vectors', () => {
    expect(checksum(Buffer.from('123456789')).toString(16).toUpperCase()).toBe(hexOf('CRC check value'));
  });

  it('writes the sale of the vectors byte by byte', () => {
    const fields = requestFields({ kind: 'sale', amountMinor: 12_345n, transactionId: '1' }, SENDER);
    expect(Buffer.from(serializePacket(fields)).toString('hex').toUpperCase()).toBe(hexOf('sale 123.45'));
  });

  it('writes what its own reader reads', () => {
    const fields = requestFields({ kind: 'settlement', transactionId: '123456789' }, SENDER);
    const [item] = new FrameReader().push(serializePacket(fields));
    expect(item?.what === 'packet' && readFields(item.packet.data)).toEqual(
      fields.map(({ number, value }) => ({ number, value: new Uint8Array(value) })),
    );
  });

  it('writes lengths with the low byte first', () => {
    const packet = serializePacket([{ number: 90, value: new Uint8Array(300) }]);
    expect([...packet.subarray(0, 6)]).toEqual([0x02, 0x2f, 0x01, 90, 0x2c, 0x01]);
  });
});

describe('requests', () => {
  it('asks for a sale with amount, currency, our number and the terminal', () => {
    expect(told({ kind: 'sale', ...MONEY })).toEqual({ ...OWN, amount: '12345', currency: '643', operation: '1' });
  });

  it('names the original of a refund or void, its number filled up to twelve', () => {
    expect(told({ kind: 'refund', operation: 29, rrn: '31116000321', authCode: '871341', ...MONEY })).toEqual({
      ...OWN,
      amount: '12345',
      currency: '643',
      authCode: '871341',
      rrn: '031116000321',
      operation: '29',
    });
    expect(told({ kind: 'void', operation: 4, rrn: '331116000321', authCode: null, ...MONEY })).toEqual({
      ...OWN,
      amount: '12345',
      currency: '643',
      rrn: '331116000321',
      operation: '4',
    });
    expect(told({ kind: 'refund', operation: 3, rrn: null, authCode: null, ...MONEY })).not.toHaveProperty('rrn');
  });

  it('asks for the undo of the last operation with its code', () => {
    expect(told({ kind: 'emergency_reversal', authCode: '871341', ...MONEY })).toEqual({
      ...OWN,
      amount: '12345',
      currency: '643',
      authCode: '871341',
      operation: '53',
    });
  });

  it.each([
    ['settlement', { currency: '643', operation: '59' }],
    ['link_test', { operation: '26' }],
    ['short_report', { currency: '643', operation: '63', command: '00020' }],
    ['full_report', { currency: '643', operation: '63', command: '00021' }],
    ['copy', { currency: '643', operation: '63', command: '00022' }],
  ] as const)('asks for %s without an amount', (kind, own) => {
    expect(told({ kind, transactionId: '123456789' })).toEqual({ ...OWN, ...own });
  });

  it('answers the terminal about its bank with the same command, the outcome and the bytes', () => {
    const fields = hostReplyFields({ command: 17, status: 0, data: Buffer.from([0, 0x80]) }, SENDER);
    expect(namedFields(fields)).toMatchObject({ operation: '63', command: '00017', commandStatus: '0', terminalId: '00123456' });
    expect(fields.find(({ number }) => number === FIELD.data)?.value).toEqual(Buffer.from([0, 0x80]));
    expect(hostReplyFields({ command: 16, status: 2, data: null }, SENDER).some(({ number }) => number === FIELD.data)).toBe(false);
  });
});
