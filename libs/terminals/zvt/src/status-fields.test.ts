import { describe, expect, it } from 'vitest';
import { writeApdu } from './apdu.ts';
import { fromHex, toHex } from './bcd.ts';
import { writeBitmap } from './bitmaps.ts';
import { cardResultOf, type Operation } from './card-result.ts';
import type { StatusInformation, TerminalMessage } from './messages.ts';
import { parseBytes } from './parser.ts';
import { writeTlv } from './tlv.ts';
import { encodeText } from './texts.ts';

const message = (control: number, hex: string, charset: 'cp437' | 'iso-8859-1' | 'utf-8' = 'cp437'): TerminalMessage | null =>
  parseBytes(writeApdu({ control, data: fromHex(hex) }), { charset });
function statusOf(hex: string, charset: 'cp437' | 'iso-8859-1' | 'utf-8' = 'cp437'): StatusInformation {
  const read = message(0x040f, hex, charset);
  if (read?.kind !== 'status') throw new Error(`read as ${read?.kind}`);
  return read.status;
}
const container = (...objects: Uint8Array[]): string => toHex(writeBitmap(0x06, Uint8Array.from(objects.flatMap((each) => [...each]))));

describe('one field of a status information', () => {
  it.each<[string, string, keyof StatusInformation, unknown]>([
    ['result 00', '2700', 'resultCode', 0],
    ['result 6C', '276c', 'resultCode', 0x6c],
    ['no result', '04000000001000', 'resultCode', null],
    ['amount', '04000000001000', 'amountMinor', 1_000n],
    ['largest amount', '04999999999999', 'amountMinor', 999_999_999_999n],
    ['amount of nothing', '04000000000000', 'amountMinor', 0n],
    ['amount that is no number', '0400000000100a', 'amountMinor', null],
    ['euro', '490978', 'currency', '0978'],
    ['franc', '490756', 'currency', '0756'],
    ['currency that is no number', '4909ff', 'currency', null],
    ['receipt', '870042', 'receipt', '0042'],
    ['receipt FFFF, which is none', '87ffff', 'receipt', null],
    ['trace', '0b000123', 'trace', '000123'],
    ['turnover', '88000007', 'turnover', '000007'],
    ['terminal', '2929001006', 'terminalId', '29001006'],
    ['date', '0d0115', 'date', '0115'],
    ['time', '0c235959', 'time', '235959'],
    ['expiry', '0e2712', 'expiry', '2712'],
    ['host’s answer', 'a033', 'hostResult', 0x33],
    ['merchant, padded', `2a${toHex(encodeText('100764992      ', 'cp437'))}`, 'merchantId', '100764992'],
    ['merchant of blanks', `2a${'20'.repeat(15)}`, 'merchantId', null],
    ['authorization of six letters', '3b3132333435360000', 'authCode', '123456'],
    ['authorization of eight', '3b4142434445463738', 'authCode', 'ABCDEF78'],
    ['authorization of nothing', '3b0000000000000000', 'authCode', null],
    ['card name with its end', '8bf0f55649534100', 'cardName', 'VISA'],
    ['card name without one', '8bf0f456495341', 'cardName', 'VISA'],
    ['empty card name', '8bf0f0', 'cardName', null],
    ['additional text', '3cf0f0f24f4b', 'additionalText', 'OK'],
    ['empty additional text', '3cf0f0f0', 'additionalText', null],
  ])('%s', (_name, hex, field, value) => expect(statusOf(hex)[field]).toEqual(value));

  it('that comes twice counts the first time: a second one is no correction', () => {
    expect(statusOf('2700276c').resultCode).toBe(0);
    expect(statusOf('0400000000100004000000009999').amountMinor).toBe(1_000n);
  });

  it.each([
    ['05', 'girocard'],
    ['06', 'Mastercard'],
    ['0a', 'VISA'],
    ['2e', 'Maestro'],
  ])('card type %s names the card where no name comes', (id, name) =>
    expect(statusOf(`8a${id}`).cardName?.toLowerCase()).toContain(name.toLowerCase()),
  );

  it('card type FF looks into the container, where the number has two bytes', () => {
    const hex = `8aff${container(writeTlv(0x41, fromHex('0104')))}`;
    expect(statusOf(hex).cardName).toMatch(/blue/i);
    expect(statusOf('8aff').cardName).toBeNull();
  });

  it('the name on the card wins over the number of its type', () => expect(statusOf('8a068bf0f456495341').cardName).toBe('VISA'));

  it.each([
    ['six zeros', '0b000000', '00123456'],
    ['another short number', '0b000123', '00123456'],
  ])('a long trace in the container stands for %s', (_name, hex, long) => {
    expect(statusOf(`${hex}${container(writeTlv(0x1f2b, fromHex(long)))}`).trace).toBe(long);
  });

  it('the terminal’s own words about an error are read by its code page', () => {
    const words = container(writeTlv(0x1f16, Uint8Array.of(5)), writeTlv(0x1f17, encodeText('Gerät gestört', 'cp437')));
    expect(statusOf(`276c${words}`).errorText).toBe('Gerät gestört');
    expect(statusOf(`276c${container(writeTlv(0x1f17, encodeText('Gerät', 'iso-8859-1')))}`, 'iso-8859-1').errorText).toBe('Gerät');
    expect(statusOf(`276c${container(writeTlv(0x1f17, encodeText('   ', 'cp437')))}`).errorText).toBeNull();
  });

  it('a container that cannot be read spoils nothing beside it', () => {
    expect(statusOf('270006021f17870042')).toMatchObject({ resultCode: 0, receipt: '0042', errorText: null });
  });

  it.each([
    ['too short', `60f0f1f0${'00'.repeat(10)}`],
    ['from a receipt that is no number', `60f0f5f3aaaa0041${'00'.repeat(49)}`],
    ['over a sum that is no number', `60f0f5f300010041${'01'}${'0000000000aa'}${'00'.repeat(42)}`],
  ])('sums of a day %s are none', (_name, hex) => expect(statusOf(`2700${hex}`).totals).toBeNull());

  it('sums of a day are by brand, in the protocol’s order; counts are binary', () => {
    const brands = Array.from(
      { length: 7 },
      (_, index) => `${(250 + index > 255 ? index : 250 + index).toString(16).padStart(2, '0')}00000000${index}${index}${index}${index}`,
    );
    const { totals } = statusOf(`60f0f5f300010041${brands.join('')}`);
    expect(totals?.brands.map(({ name }) => name)).toEqual(['girocard', 'JCB', 'Mastercard', 'American Express', 'Visa', 'Diners', 'other']);
    expect(totals?.brands[0]).toMatchObject({ count: 250, amountMinor: 0n });
    expect(totals?.brands[3]).toMatchObject({ count: 253, amountMinor: 3_333n });
  });

  it.each([
    ['an unknown field', '2700ff00', 'at 2'],
    ['a field that is cut', '27000400', 'at 2'],
  ])('%s makes the whole no status: an approval may stand behind it', (_name, hex, fault) =>
    expect(message(0x040f, hex)).toEqual({ kind: 'malformed', control: 0x040f, fault: `bitmap ee ${fault}` }),
  );
});

describe('other words of a terminal', () => {
  it.each<[string, number, string, Partial<TerminalMessage>]>([
    ['80 00', 0x8000, '', { kind: 'positive' }],
    ['80 00 with data', 0x8000, '2700', { kind: 'positive' }],
    ['84 00, which is positive too', 0x8400, '', { kind: 'positive' }],
    ['84 83', 0x8483, '', { kind: 'negative', error: 0x83 }],
    ['84 9C', 0x849c, '', { kind: 'negative', error: 0x9c }],
    ['84 1E with a currency', 0x841e, '6f0978', { kind: 'negative', error: 0x1e }],
    ['an abort with its code', 0x061e, '6c', { kind: 'abort', resultCode: 0x6c, errorText: null }],
    ['an abort without one', 0x061e, '', { kind: 'abort', resultCode: null, errorText: null }],
    [
      'an abort with words',
      0x061e,
      `6c${container(writeTlv(0x1f17, encodeText('ENDE', 'cp437')))}`,
      { kind: 'abort', resultCode: 0x6c, errorText: 'ENDE' },
    ],
    ['a date and time', 0x0401, 'aa2601150c101112', { kind: 'clock', date: '260115', time: '101112' }],
    ['a date that is none', 0x0401, 'aa26011f0c101112', { kind: 'clock', date: null, time: '101112' }],
    ['a wish to enter something', 0x040d, '00', { kind: 'request', control: 0x040d }],
    ['a menu', 0x040e, '', { kind: 'request', control: 0x040e }],
    ['a command that nobody knows', 0x0fff, '00', { kind: 'request', control: 0x0fff }],
    ['an intermediate status', 0x04ff, '0a', { kind: 'intermediate', code: 0x0a, timeoutMinutes: null, text: null }],
    ['one with minutes', 0x04ff, '0e05', { kind: 'intermediate', code: 0x0e, timeoutMinutes: 5, text: null }],
    ['one with minutes in BCD', 0x04ff, '0e12', { kind: 'intermediate', code: 0x0e, timeoutMinutes: 12, text: null }],
    ['one with minutes that are no number', 0x04ff, '0e1f', { kind: 'intermediate', code: 0x0e, timeoutMinutes: null, text: null }],
    ['a bare completion', 0x060f, '', { kind: 'completion', terminalStatus: null, terminalId: null, currency: null }],
    [
      'a completion of a registration',
      0x060f,
      '190029290010064909 78'.replace(' ', ''),
      { kind: 'completion', terminalId: '29001006', currency: '0978' },
    ],
  ])('%s', (_name, control, hex, read) => expect(message(control, hex)).toMatchObject(read));

  it('texts on the display come with an intermediate status, line after line', () => {
    const texts = writeTlv(
      0x24,
      Uint8Array.from([...writeTlv(0x07, encodeText('BITTE', 'cp437')), ...writeTlv(0x07, encodeText('WARTEN', 'cp437'))]),
    );
    const read = message(0x04ff, `0e00${container(texts)}`);
    expect(read).toMatchObject({ kind: 'intermediate', code: 0x0e });
    expect(read?.kind === 'intermediate' && read.text).toMatch(/BITTE[\s\S]*WARTEN/);
  });

  it.each([
    ['00', 'TEXT', false],
    ['40', 'TEXT', false],
    ['01', 'TEXT', false],
    ['81', 'TEXT', true],
    ['8f', 'TEXT', true],
  ])('a printed line with the attribute %s', (attribute, text, last) => {
    const read = message(0x06d1, `${attribute}${toHex(encodeText(text, 'cp437'))}`);
    expect(read).toMatchObject({ kind: 'print', lines: [{ text: expect.stringContaining(text) as string, last }] });
  });
});

describe('what a payment becomes of a status', () => {
  const NOW = Date.UTC(2026, 0, 15, 12);
  const status = (changes: Partial<StatusInformation> = {}): StatusInformation => ({
    ...statusOf('2700040000000010000d01150c101112870042'),
    ...changes,
  });
  const result = (changes: Partial<StatusInformation> = {}, context: Partial<Parameters<typeof cardResultOf>[1]> = {}) =>
    cardResultOf(status(changes), { operation: 'sale', currency: 'EUR', amountMinor: 1_000n, slip: null, nowMs: NOW, ...context });

  it.each([
    ['today', '0115', NOW, '2026-01-15T10:11:12'],
    ['yesterday', '0114', NOW, '2026-01-14T10:11:12'],
    ['tomorrow, where its clock runs before ours', '0116', NOW, '2026-01-16T10:11:12'],
    ['in December, seen in January: last year', '1231', NOW, '2025-12-31T10:11:12'],
    ['in January, seen on New Year’s Eve: told by a clock that runs before ours', '0101', Date.UTC(2026, 11, 31, 23), '2026-01-01T10:11:12'],
    ['on a leap day', '0229', Date.UTC(2028, 1, 29, 12), '2028-02-29T10:11:12'],
  ])('its time %s', (_name, date, nowMs, hostTime) => expect(result({ date }, { nowMs }).hostTime).toBe(hostTime));

  it.each([[{ date: null }], [{ time: null }]])('no time where it tells only half of one: %j', (changes) =>
    expect(result(changes).hostTime).toBeNull(),
  );

  it.each<[Operation, string | null]>([
    ['sale', 'sale'],
    ['refund', 'refund'],
    ['void', 'void'],
    ['preauthorization', null],
    ['capture', null],
    ['release', null],
  ])('%s is executed as %s', (operation, executedAs) => expect(result({}, { operation }).executedAs).toBe(executedAs));

  it('its amount is ours, which the terminal’s was held against, and none where no money moved', () => {
    expect(result({ amountMinor: 900n }).approvedAmountMinor).toBe(1_000n);
    expect(result({ amountMinor: null }).approvedAmountMinor).toBe(1_000n);
    expect(result({ amountMinor: 900n }, { amountMinor: null })).toMatchObject({ approvedAmountMinor: null, executedAs: null });
  });

  it('its reference number stays empty: this protocol has none, and nothing else is put there', () => {
    expect(result({ trace: '000123', receipt: '0042', turnover: '000007' })).toMatchObject({ rrn: null, stan: '0042' });
  });

  it.each([
    [0, '00'],
    [5, '05'],
    [51, '51'],
    [0x6c, '6C'],
    [0xff, 'FF'],
    [null, null],
  ])('its result %s is written %s', (resultCode, text) => expect(result({ resultCode }).responseCode).toBe(text));

  it.each([
    ['2712', '12/27'],
    ['9901', '01/99'],
    [null, null],
  ])('its expiry %s is shown as %s', (expiry, shown) => expect(result({ expiry }).cardExpiry).toBe(shown));

  it('its text is the additional one, else what it says about an error', () => {
    expect(result({ additionalText: 'A', errorText: 'B' }).responseText).toBe('A');
    expect(result({ errorText: 'B' }).responseText).toBe('B');
  });
});
