import { networkHolds, parseIpNetwork, type IpAddress, type IpNetwork } from '@payport/domain';

/** Why an address is not the open internet. */
export type ClosedReason =
  'unspecified' | 'private' | 'shared' | 'loopback' | 'link-local' | 'metadata' | 'multicast' | 'translated' | 'documentation' | 'reserved';

/**
 * Addresses behind which our own machine, its network or its cloud answers: IANA's special-purpose registries for IPv4 and
 * IPv6 (RFC 6890), and cloud services that live at ordinary addresses. The first line that fits names the reason.
 */
const CLOSED: readonly (readonly [string, ClosedReason])[] = [
  ['169.254.169.254', 'metadata'],
  ['100.100.100.200', 'metadata'],
  ['168.63.129.16', 'metadata'],
  ['192.0.0.192', 'metadata'],
  ['0.0.0.0/8', 'unspecified'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'shared'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'reserved'],
  ['192.0.2.0/24', 'documentation'],
  ['192.88.99.0/24', 'translated'],
  ['192.168.0.0/16', 'private'],
  ['198.18.0.0/15', 'reserved'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'],
  ['fd00:ec2::254', 'metadata'],
  ['fd20:ce::254', 'metadata'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::ffff:0:0/96', 'translated'],
  ['::/96', 'translated'],
  ['64:ff9b::/96', 'translated'],
  ['64:ff9b:1::/48', 'translated'],
  ['fe80::/10', 'link-local'],
  ['fec0::/10', 'private'],
  ['fc00::/7', 'private'],
  ['ff00::/8', 'multicast'],
  ['2001::/23', 'reserved'],
  ['2001:db8::/32', 'documentation'],
  ['2002::/16', 'translated'],
  ['3fff::/20', 'documentation'],
];
const RULES = CLOSED.map(([text, reason]) => ({ network: known(text), reason }));
/** Everything that is global unicast today lies here; the rest of IPv6 is not given out. */
const GIVEN_OUT = known('2000::/3');

/** Null for an address of the open internet. */
export function closedReason(address: IpAddress): ClosedReason | null {
  const rule = RULES.find(({ network }) => networkHolds(network, address));
  if (rule) return rule.reason;
  return address.version === 6 && !networkHolds(GIVEN_OUT, address) ? 'reserved' : null;
}

function known(text: string): IpNetwork {
  const network = parseIpNetwork(text);
  if (!network) throw new Error(`${text} is no network`);
  return network;
}
