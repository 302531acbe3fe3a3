import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseControlTape } from './control-tape.ts';
import { encodeText, ENCODINGS } from './encodings.ts';
import { amountAtEnd, normaliseCardMask, parseResultFile, parseSlip } from './parser.ts';
import { APPROVED, SLIP } from './testing/bench.ts';
import { serializeResultFile } from './terminal-result.ts';
import { renderSlip } from './terminal-slip.ts';

interface Vector {
  readonly name: string;
  readonly hex?: string;
  readonly text: string;
}
const vectors = JSON.parse(readFileSync(new URL('../vectors/sb-pilot.json', import.meta.url), 'utf8')) as readonly Vector[];
const vector = (start: string): Vector => {
  const found = vectors.find(({ name }) => name.startsWith(start));
  if (!found) throw new Error(start);
  return found;
};
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const fault = (bytes: Uint8Array): string | null => {
  const reading = parseResultFile(bytes, 'cp866');
  return reading.ok ? null : reading.fault;
};

describe('the result file', () => {
  const approvedVector = bytesOf(vector('result file e, approved').hex ?? '');

  it('is read from the approved vector, every field in its place', () => {
    expect(parseResultFile(approvedVector, 'cp866')).toEqual({
      ok: true,
      file: {
        code: 0,
        message: 'ОДОБРЕHО',
        lineCount: 23,
        openEnd: false,
        cardMask: '546999******4617',
        expiry: '12/26',
        authCode: '10P425',
        operationNumber: '0030',
        cardType: 'MasterCard',
        terminalId: '00459991',
        hostTime: '2020-09-11T11:05:05',
        rrn: '159981153122',
        merchant: '684444445555',
        requestId: 'FB98B5D4',
      },
    });
  });

  it('is written byte for byte as the approved vector', () => {
    const fields = { ...APPROVED, terminalId: '00459991', dateTime: '20200911110505', requestId: 'FB98B5D4' };
    expect(serializeResultFile(fields, { encoding: 'cp866' })).toEqual(approvedVector);
  });

  it('is read from the cancelled vector of one line', () => {
    const reading = parseResultFile(encodeText(vector('result file e, cancelled').text, 'cp866'), 'cp866');
    expect(reading).toMatchObject({ ok: true, file: { code: 2000, message: 'ОПЕРАЦИЯ ПРЕРВАНА', lineCount: 1, openEnd: false, requestId: null } });
  });

  it('may have no message or no comma, but a result line without its end is none: it may have been cut', () => {
    const { text } = vector('result file e, no message');
    expect(parseResultFile(ascii(`${text}\r\n`), 'cp866')).toMatchObject({ ok: true, file: { code: 5678, message: '' } });
    expect(parseResultFile(ascii('5678\n'), 'cp866')).toMatchObject({ ok: true, file: { code: 5678, message: '' } });
    expect(fault(ascii(text))).toBe('open_first_line');
    expect(fault(ascii('445'))).toBe('open_first_line');
    expect(fault(ascii('0\r'))).toBe('open_first_line');
  });

  it.each(ENCODINGS)('is read alike in %s, with CRLF and LF', (encoding) => {
    const fields = { ...APPROVED, message: 'ОДОБРЕНО' };
    const crlf = parseResultFile(serializeResultFile(fields, { encoding }), encoding);
    const lf = parseResultFile(serializeResultFile(fields, { encoding, lineEnd: '\n' }), encoding);
    expect(crlf).toEqual(lf);
    expect(crlf).toMatchObject({ ok: true, file: { message: 'ОДОБРЕНО', requestId: 'FB98B5D4' } });
  });

  it.each(['', 'x\n', ',text\n', '-1\n', '+0\n', '00\n', '0000\n', '0x0\n', '0 OK\n', '123456\n', '4451.0\n', '\n0\n'])(
    'has no code in %j',
    (content) => {
      expect(fault(ascii(content))).toBe(content === '' ? 'empty' : 'no_code');
    },
  );

  it.each([[[0x30, 0x00, 0x0a]], [[0xff, 0xfe, 0x30, 0x00, 0x0a, 0x00]], [[0x30, 0x07, 0x0a]], [[0x30, 0x0d, 0x31, 0x0a]], [[0x30, 0x7f, 0x0a]]])(
    'is no text with the bytes %j',
    (content) => {
      expect(fault(Uint8Array.from(content))).toBe('binary');
    },
  );

  it('forgives what text files of other systems carry: a mark at the start, a DOS end, doubled returns', () => {
    for (const content of ['\ufeff2000,X\r\n', '2000,X\r\n\u001a', '2000,X\r\r\n']) {
      expect(parseResultFile(ascii(content), 'utf-8')).toMatchObject({ ok: true, file: { code: 2000, message: 'X', lineCount: 1, openEnd: false } });
    }
  });

  it('takes an id of zeros for none, and sees an open end', () => {
    const reading = parseResultFile(serializeResultFile({ code: 0 }, { encoding: 'cp866' }), 'cp866');
    expect(reading).toMatchObject({ ok: true, file: { requestId: null } });
    expect(parseResultFile(ascii('4451,X\r\n5469'), 'cp866')).toMatchObject({ ok: true, file: { lineCount: 1, openEnd: true } });
  });

  it.each([
    ['20260230120000', null],
    ['2026011512000', null],
    ['20260115246000', null],
    ['20260115235959', '2026-01-15T23:59:59'],
  ])('reads the time %s as %s', (dateTime, hostTime) => {
    const reading = parseResultFile(serializeResultFile({ ...APPROVED, dateTime }, { encoding: 'cp866' }), 'cp866');
    expect(reading).toMatchObject({ ok: true, file: { hostTime } });
  });
});

describe('the card mask', () => {
  it.each([
    ['546999******4617', '546999******4617'],
    ['5469 99** **** 4617', '546999******4617'],
    ['546999xxxxxxxxx4617', '546999******4617'],
    ['************8943', '******8943'],
    ['****4617', '******4617'],
    ['546999***4617', '******4617'],
    ['546999****34617', '546999******4617'],
    ['5469991234564617', '546999******4617'],
    ['4111111111119', '*********1119'],
    ['', null],
    ['0', null],
    ['abc', null],
    ['546999******46', null],
  ])('%j becomes %j', (printed, mask) => {
    expect(normaliseCardMask(printed)).toBe(mask);
  });

  it('a row of thousands of stars that ends in no number is walked through once', () => {
    const startMs = performance.now();
    for (const end of ['', 'x', '12', 'АБВГ']) expect(normaliseCardMask(`546999${'*'.repeat(60_000)}${end}`)).toBeNull();
    // By a row that is tried from each of its stars it would be minutes.
    expect(performance.now() - startMs).toBeLessThan(2_000);
    expect(normaliseCardMask(`546999${'*'.repeat(60_000)}1234`)).toBe('546999******1234');
  });
});

/** As seen on real paper: 40 columns. */
const REAL_SLIP = `         ТЕСТОВЫЙ POS ТЕРМИНАЛ
                  Город
           т.8(800)350-01-23
11.09.20     11:07            ЧЕК   0006
ПАО СБЕРБАНК                     Возврат
Терминал: 00459991 Мерчант: 454444445555
           Visa Credit    A0000000031010
Карта:(E)               ************8943
Клиент:                                /
Сумма (Руб):                      100.84
Комиссия за операцию - 0 Руб.
Номер ссылки:               111111111111
   ________________________________
            подпись клиента
5DC51BB11DD3BA80F86EBDE97C140EA2A5A28148
Срок возврата до 5 дней.
========================================
`;

describe('the slip', () => {
  it('tells operation, amount and terminal as printed by a real terminal', () => {
    const slip = parseSlip(encodeText(REAL_SLIP, 'cp1251'), 'cp1251');
    expect(slip).toMatchObject({ operation: 'refund', amountMinor: 10084n, terminalId: '00459991', cardholder: null });
    expect(slip?.text).toContain('5DC51BB11DD3BA80F86EBDE97C140EA2A5A28148');
  });

  it('finds an amount that narrow paper pushed to the next line', () => {
    const narrow = 'Оплата\nТерминал:               00569988\nСумма (Руб):\n                75.00\n';
    expect(parseSlip(encodeText(narrow, 'koi8-r'), 'koi8-r')).toMatchObject({ operation: 'sale', amountMinor: 7500n, terminalId: '00569988' });
    expect(parseSlip(encodeText('Сумма (Руб):     1 500,00\n', 'cp866'), 'cp866')?.amountMinor).toBe(150_000n);
  });

  it.each([
    [32, '\u0001'],
    [40, '~S'],
    [36, '\u001bi'],
    [40, '\u0001\r\n\b\r\n'],
  ] as const)('is read back as rendered in %i columns with the cut mark %j', (width, cutMark) => {
    for (const operation of ['Оплата', 'Возврат', 'Отмена'] as const) {
      const slip = parseSlip(encodeText(renderSlip({ ...SLIP, operation }, { width, copies: 2, cutMark }), 'utf-8'), 'utf-8');
      expect(slip).toMatchObject({
        operation: { Оплата: 'sale', Возврат: 'refund', Отмена: 'void' }[operation],
        amountMinor: 12345n,
        terminalId: SLIP.terminalId,
        cardholder: 'SOKOLOVA/ANNA',
      });
      expect(slip?.text.split('\n').filter((line) => line.startsWith('====')).length).toBe(2);
      expect([...(slip?.text ?? '')].every((char) => char >= ' ' || char === '\n')).toBe(true);
    }
  });

  it('is none where nothing is printed', () => {
    expect(parseSlip(ascii('\r\n\u0001\r\n'), 'cp866')).toBeNull();
  });
});

it('a slip full of blanks is read as fast as any other', () => {
  const blanks = ascii(`${' '.repeat(30_000)}x${'\n'.repeat(30_000)}x${' '.repeat(4_000)}\n`);
  const startMs = performance.now();
  expect(parseSlip(blanks, 'cp866')?.text).toMatch(/^ +x\n\nx$/);
  // With a square of the blanks it would be seconds.
  expect(performance.now() - startMs).toBeLessThan(500);
});

describe('a file of one character and nothing else', () => {
  const LONG = 60_000;
  it.each([
    ['carriage returns in a result', () => parseResultFile(Buffer.from(`0${'\r'.repeat(LONG)}x\n`), 'cp866')],
    ['carriage returns in a tape', () => parseControlTape(Buffer.from(`x${'\r'.repeat(LONG)}x\n`), 'cp866')],
    ['blanks in a slip', () => parseSlip(Buffer.from(`x${' '.repeat(LONG)}x\n${'\r'.repeat(LONG)}x`), 'cp866')],
    ['groups of digits behind the word for an amount', () => amountAtEnd(`1 ${'000 '.repeat(LONG / 4)}x`)],
  ])('is read at once: %s', (_what, read) => {
    const startMs = performance.now();
    read();
    // Walked through once they are a few ms; tried from each place to the end they were seconds.
    expect(performance.now() - startMs).toBeLessThan(1_000);
  });

  it.each([
    ['1 500,00   ', 150_000n],
    [`СУММА${' '.repeat(80)}100.84`, 10_084n],
    [`1${' 000'.repeat(20)}.00`, null],
  ])('leaves an amount what it is: %j', (line, amount) => expect(amountAtEnd(line)).toBe(amount));
});
