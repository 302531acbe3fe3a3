import { expect, it } from 'vitest';
import { isSameOrigin } from './same-origin.ts';

const from = (headers: Record<string, string>): boolean => isSameOrigin(new Headers(headers));

it('our own page is let through', () => {
  expect(from({ host: 'pay.hotel.example', origin: 'https://pay.hotel.example' })).toBe(true);
  expect(from({ host: 'localhost:3000', 'x-forwarded-host': 'localhost:3000', origin: 'http://localhost:3000' })).toBe(true);
});

it.each([
  { host: 'localhost:3000', origin: 'https://evil.example' },
  { host: 'localhost:3000', origin: 'http://localhost:3001' },
  { host: 'localhost:3000', origin: 'null' },
  { host: 'localhost:3000' },
  { host: 'localhost:3000', 'sec-fetch-site': 'cross-site' },
  { host: 'localhost:3000', 'sec-fetch-site': 'none' },
  { origin: 'http://localhost:3000' },
])('%j is not', (headers) => {
  expect(from(headers)).toBe(false);
});

it('a browser that leaves Origin out is believed by its fetch metadata', () => {
  expect(from({ host: 'localhost:3000', 'sec-fetch-site': 'same-origin' })).toBe(true);
});
