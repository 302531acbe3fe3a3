import { expect, it } from 'vitest';
import { safeReturnPath } from './return-path.ts';

it.each(['/ru/payments', '/en/payments?outcome=unknown&q=%D0%B0', '/ru/payments/0199c0de-0000-7000-8000-000000000001'])('goes back to %s', (path) => {
  expect(safeReturnPath(path)).toBe(path);
});

it.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/..//evil.example',
  'javascript:alert(1)',
  'ru/payments',
  '',
  '/ru/sign-in',
  '/en/sign-in?next=%2Fru%2Fsign-in',
  `/${'a'.repeat(3000)}`,
  ['/ru/payments', '/en'],
  undefined,
])('does not go to %j', (path) => {
  expect(safeReturnPath(path)).toBeNull();
});

it('drops the fragment: it may hold what the server never saw', () => {
  expect(safeReturnPath('/ru/payments#x')).toBe('/ru/payments');
});
