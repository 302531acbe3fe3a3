import { expect, it } from 'vitest';
import { makeReadable, readableAddress } from './readable-address.ts';

it.each([
  ['/%ff', '/%EF%BF%BD'],
  ['/ru/%E0%A4%A', '/ru/%EF%BF%BD%EF%BF%BDA'],
  ['/ru/100%', '/ru/100%EF%BF%BD'],
  ['/ru/%zz/%c0?x=%ff', '/ru/%EF%BF%BDzz/%EF%BF%BD?x=%ff'],
])('%s is no text, and becomes an address that there is not', (url, readable) => {
  expect(readableAddress(url)).toBe(readable);
  expect(() => decodeURIComponent(readableAddress(url).split('?')[0] ?? '')).not.toThrow();
});

it.each(['/', '/ru/payments?q=%D0%B8', '/ru/%D0%B3%D0%BE%D1%81%D1%82%D1%8C', '/ru/payments/1?x=%ff', '*'])('%s is left as it came', (url) => {
  expect(readableAddress(url)).toBe(url);
});

it('a method that the framework breaks on is asked like one that it refuses', () => {
  const request = { url: '/ru/overview', method: 'TRACE' };
  makeReadable(request);
  expect(request.method).toBe('OPTIONS');
});
