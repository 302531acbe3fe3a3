import { describe, expect, it } from 'vitest';
import { networkHolds, parseIpAddress, parseIpNetwork } from './ip-address.ts';

describe('an IP address', () => {
  it.each([
    ['0.0.0.0', 4, 0n],
    ['127.0.0.1', 4, 0x7f000001n],
    ['255.255.255.255', 4, 0xffffffffn],
    ['::', 6, 0n],
    ['::1', 6, 1n],
    ['1::', 6, 1n << 112n],
    ['::ffff:10.0.0.1', 6, 0xffff0a000001n],
    ['2001:DB8:0:0:8:800:200C:417A', 6, 0x20010db80000000000080800200c417an],
    ['1:2:3:4:5:6:7:8', 6, 0x00010002000300040005000600070008n],
  ] as const)('is read from %s', (text, version, value) => {
    expect(parseIpAddress(text)).toEqual({ version, value });
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '0x7f.0.0.1',
    '1.2.3.-4',
    '１.2.3.4',
    ' 1.2.3.4',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '::12345',
    '::g',
    'fe80::1%eth0',
    '[::1]',
    '::1.2.3',
    '1.2.3.4::',
    ':1:2:3:4:5:6:7',
  ])('is not read from %j', (text) => {
    expect(parseIpAddress(text)).toBeNull();
  });
});

describe('a network', () => {
  it.each([
    ['10.0.0.0/8', '10.255.255.255', '11.0.0.0'],
    ['10.1.2.3', '10.1.2.3', '10.1.2.4'],
    ['0.0.0.0/0', '255.1.1.1', '::1'],
    ['fd00::/8', 'fdff::1', 'fe00::1'],
    ['::1', '::1', '::2'],
    ['::/0', 'ffff::', '1.1.1.1'],
  ])('%s holds %s and not %s', (text, inside, outside) => {
    const network = parseIpNetwork(text);
    expect(network && networkHolds(network, parseIpAddress(inside)!)).toBe(true);
    expect(network && networkHolds(network, parseIpAddress(outside)!)).toBe(false);
  });

  it.each(['10.0.0.1/8', '10.0.0.0/33', '::/129', '10.0.0.0/', '10.0.0.0/08', '10.0.0.0/8/8', 'hotel/8', '/8'])('is not read from %j', (text) => {
    expect(parseIpNetwork(text)).toBeNull();
  });
});
