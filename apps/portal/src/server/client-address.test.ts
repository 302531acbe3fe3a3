import type { IncomingHttpHeaders } from 'node:http';
import { expect, it } from 'vitest';
import { nameVisitor } from './client-address.ts';

function named(headers: IncomingHttpHeaders, trustProxy: boolean, remoteAddress = '203.0.113.7'): IncomingHttpHeaders {
  const request = { headers: { ...headers }, socket: { remoteAddress } } as Parameters<typeof nameVisitor>[0];
  nameVisitor(request, trustProxy);
  return request.headers;
}

it('a visitor cannot invent an address, a host or a scheme', () => {
  expect(
    named({ 'x-forwarded-for': '1.2.3.4', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', host: 'localhost:3000' }, false),
  ).toEqual({
    'x-forwarded-for': '203.0.113.7',
    host: 'localhost:3000',
  });
});

it('behind a trusted proxy the address that the proxy added counts, not those that came with the request', () => {
  expect(named({ 'x-forwarded-for': '1.2.3.4, 198.51.100.9' }, true, '127.0.0.1')['x-forwarded-for']).toBe('198.51.100.9');
});

it('a trusted proxy that names nobody leaves itself', () => {
  expect(named({}, true, '127.0.0.1')['x-forwarded-for']).toBe('127.0.0.1');
  expect(named({ 'x-forwarded-for': ' ' }, true, '127.0.0.1')['x-forwarded-for']).toBe('127.0.0.1');
});
