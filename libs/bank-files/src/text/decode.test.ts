import { describe, expect, it } from 'vitest';
import { encodePage } from '../testing/encode-page.ts';
import { decodeText } from './decode.ts';
import { codePageOf, encodingOf, type FileEncoding } from './encoding.ts';

const SAMPLES = [
  'Наименование организации;Номер терминала;Сумма операции\r\nООО «Балтика»;12345678;1 500,00',
  'СЕКЦИЯДОКУМЕНТ=ПЛАТЁЖНОЕ ПОРУЧЕНИЕ',
  'Зачисление средств по операциям эквайринга. Мерчант №100000000001. Комиссия 700.00. НДС не облагается.',
  'Возврат',
];
const LABELS = { cp1251: 'windows-1251', cp866: 'ibm866', 'koi8-r': 'koi8-r' } as const;

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function decoded(bytes: Uint8Array, size = 7, asked: FileEncoding | 'auto' = 'auto'): Promise<string | null> {
  const result = await decodeText(pieces(bytes, size), asked);
  if (result === null) return null;
  let text = '';
  for await (const chunk of result.chunks) text += chunk;
  return text;
}

describe('the encoding of a file', () => {
  it.each(SAMPLES.flatMap((text) => (['cp1251', 'cp866', 'koi8-r'] as const).map((page) => [page, text] as const)))('is %s for %j', (page, text) => {
    const bytes = encodePage(text.replace(/[№«»]/g, page === 'koi8-r' ? '' : page === 'cp866' ? '' : '$&'), LABELS[page]);
    expect(codePageOf(bytes)).toBe(page);
  });

  it('is UTF-8 where the bytes are, with and without a mark', async () => {
    for (const text of SAMPLES) {
      expect(await decoded(new TextEncoder().encode(text))).toBe(text);
      expect(await decoded(new TextEncoder().encode(`\ufeff${text}`))).toBe(text);
    }
  });

  it('is UTF-16 by its mark', async () => {
    const little = Buffer.from('\ufeffСумма', 'utf16le');
    expect(await decoded(little)).toBe('Сумма');
    expect(await decoded(Buffer.from(little).swap16())).toBe('Сумма');
  });

  it('is told as no text where zero bytes stand', () => expect(encodingOf(Uint8Array.of(0x50, 0x4b, 0, 0))).toBeNull());

  it('is thought over again where Russian comes late in the file', async () => {
    const ascii = 'TRANS_DATE;SUM\r\n'.repeat(10_000);
    for (const page of ['cp1251', 'cp866'] as const) {
      const bytes = Buffer.concat([Buffer.from(ascii), encodePage('Возврат покупки; отель', LABELS[page])]);
      expect(await decoded(bytes, 70_001)).toBe(`${ascii}Возврат покупки; отель`);
    }
    const late = Buffer.from(`${ascii}Возврат покупки`);
    // Cut inside a character, wherever that is.
    for (let size = ascii.length + 1; size < ascii.length + 6; size += 1) expect(await decoded(late, size)).toBe(`${ascii}Возврат покупки`);
  });

  it('one bad byte of a UTF-8 file spoils one character', async () => {
    const bytes = Buffer.concat([Buffer.from('Сумма;'), Uint8Array.of(0xff), Buffer.from(';Итого')]);
    expect(await decoded(bytes, 4)).toBe('Сумма;\ufffd;Итого');
    const late = Buffer.concat([Buffer.from('Сумма;'.repeat(20_000)), Uint8Array.of(0xff), Buffer.from(';Итого')]);
    expect((await decoded(late, 65_536))!.endsWith(';\ufffd;Итого')).toBe(true);
  });

  it('is the one that was asked for', async () => expect(await decoded(encodePage('Сумма', 'ibm866'), 2, 'cp866')).toBe('Сумма'));
});
