import { describe, expect, it } from 'vitest';
import { mayComeFrom, sourceName } from './source-network.ts';

describe('networks that a key may be used from', () => {
  it.each([
    [[], '203.0.113.9', true],
    [['10.0.0.0/24'], '10.0.0.255', true],
    [['10.0.0.0/24'], '10.0.1.0', false],
    [['10.0.0.0/24'], '::ffff:10.0.0.7', true],
    [['10.0.0.0/24', '192.0.2.5'], '192.0.2.5', true],
    [['fd00::/8'], 'fd12::1', true],
    [['fd00::/8'], '10.0.0.1', false],
    [['::/0'], '10.0.0.1', false],
    [['10.0.0.0/24'], '', false],
    [['10.0.0.1/24'], '10.0.0.1', false],
    [['anything'], '10.0.0.1', false],
  ])('%j and %s: %s', (networks, source, may) => {
    expect(mayComeFrom(networks, source)).toBe(may);
  });

  it('counts the addresses of one IPv6 line as one, and IPv4 by address however it is written', () => {
    expect(sourceName('2001:db8::1')).toBe(sourceName('2001:db8::ffff:1'));
    expect(sourceName('2001:db8::1')).not.toBe(sourceName('2001:db8:0:1::1'));
    expect(sourceName('::ffff:10.0.0.1')).toBe(sourceName('10.0.0.1'));
    expect(sourceName('10.0.0.2')).not.toBe(sourceName('10.0.0.1'));
  });
});
