import { describe, expect, it } from 'vitest';
import { forgetToken, takeToken } from './link-token.ts';

function tab(address: string) {
  const kept = new Map<string, string>();
  const bar = { address };
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const open = (to: string) => {
    bar.address = to;
    const { hash, search, pathname } = new URL(to, 'https://pay.hotel.example');
    const history = { state: null, replaceState: (_: unknown, __: string, url: string) => void (bar.address = url) };
    return { location: { hash, search, pathname }, history, sessionStorage: storage } as unknown as Window;
  };
  return { bar, open, first: open(address) };
}

describe('the token of a link', () => {
  it.each(['/ru/setup#token=abc', '/ru/setup?token=abc'])('is read from %s and leaves the address bar', (address) => {
    const { bar, first } = tab(address);
    expect(takeToken('setup', first)).toBe('abc');
    expect(bar.address).toBe('/ru/setup');
  });

  it('survives a reload and the other language, until it is forgotten', () => {
    const { open, first } = tab('/ru/setup#token=abc');
    takeToken('setup', first);
    expect(takeToken('setup', open('/en/setup'))).toBe('abc');
    expect(takeToken('invitation', open('/en/invitation'))).toBeNull();
    forgetToken('setup', first);
    expect(takeToken('setup', open('/en/setup'))).toBeNull();
  });

  it('of a newer link takes the place of an older one', () => {
    const { open, first } = tab('/ru/setup#token=abc');
    takeToken('setup', first);
    expect(takeToken('setup', open('/ru/setup#token=def'))).toBe('def');
  });
});
