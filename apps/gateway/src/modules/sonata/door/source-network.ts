import { networkHolds, parseIpAddress, parseIpNetwork, type IpAddress } from '@payport/domain';

/** The first 96 bits of an IPv4 address that a socket for both kinds shows as IPv6. */
const MAPPED = 0xffffn;

/** An address as it was meant: `::ffff:10.0.0.1` is 10.0.0.1. */
export function sourceAddress(text: string): IpAddress | null {
  const address = parseIpAddress(text);
  if (address?.version !== 6 || address.value >> 32n !== MAPPED) return address;
  return { version: 4, value: address.value & 0xffff_ffffn };
}

/** No networks: from everywhere. One that cannot be read lets nobody in. */
export function mayComeFrom(networks: readonly string[], source: string): boolean {
  if (networks.length === 0) return true;
  const address = sourceAddress(source);
  if (!address) return false;
  return networks.some((text) => {
    const network = parseIpNetwork(text);
    return network !== null && networkHolds(network, address);
  });
}

/** Whom to count tries for: one line of IPv6 customers gets 2^64 addresses, so they count as one. */
export function sourceName(source: string): string {
  const address = sourceAddress(source);
  if (!address) return 'unknown';
  return address.version === 4 ? `4:${address.value}` : `6:${address.value >> 64n}`;
}
