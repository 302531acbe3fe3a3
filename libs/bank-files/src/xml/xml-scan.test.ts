import { SaxesParser } from 'saxes';
import { afterEach, expect, it, vi } from 'vitest';
import { scanXml, XmlFault } from './xml-scan.ts';

afterEach(() => vi.restoreAllMocks());

async function faultOf(text: string): Promise<unknown> {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from(text));
  }
  const deaf = { open: () => undefined, text: () => undefined, close: () => undefined };
  try {
    const scan = scanXml(pieces(), deaf, () => null);
    while ((await scan.next()).done !== true);
    return null;
  } catch (error) {
    return error instanceof XmlFault ? error.code : error;
  }
}

it('stops at the first error of a damaged piece, however many bytes of it are wrong', async () => {
  const fail = vi.spyOn(SaxesParser.prototype, 'fail');
  expect(await faultOf(`<a>${'\u0000'.repeat(16_384)}</a>`)).toBe('damaged');
  expect(fail).toHaveBeenCalledTimes(1);
});

it.each([
  ['<a><b></b>', 'truncated'],
  ['<a><b></b></', 'truncated'],
  ['', 'truncated'],
  ['<!DOCTYPE a><a/>', 'document_type'],
  ['<!DOCTYPE a><a/>\u0000', 'document_type'],
  ['<a/>x', 'damaged'],
  ['<a></b>', 'damaged'],
  ['<a/>', null],
])('%j ends as %s', async (text, fault) => expect(await faultOf(text)).toBe(fault));
