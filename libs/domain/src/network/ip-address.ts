/** An address as a number, so that networks are compared by bits and never by their spelling. */
export interface IpAddress {
  readonly version: 4 | 6;
  readonly value: bigint;
}

export interface IpNetwork extends IpAddress {
  /** How many of the first bits name the network. */
  readonly prefix: number;
}

const BITS = { 4: 32, 6: 128 } as const;
const OCTET = /^(?:0|[1-9][0-9]{0,2})$/;
const GROUP = /^[0-9A-Fa-f]{1,4}$/;
const PREFIX = /^(?:0|[1-9][0-9]{0,2})$/;

/** Reads the plain spellings only: four decimal octets, or RFC 4291 without a zone. Null for everything else. */
export function parseIpAddress(text: string): IpAddress | null {
  const value = text.includes(':') ? readIpv6(text) : readIpv4(text);
  return value === null ? null : { version: text.includes(':') ? 6 : 4, value };
}

/** `10.0.0.0/24`, or one address. Null where bits behind the prefix are set: such a network was meant differently. */
export function parseIpNetwork(text: string): IpNetwork | null {
  const [written = '', bits, ...more] = text.split('/');
  const address = parseIpAddress(written);
  if (!address || more.length > 0 || (bits !== undefined && !PREFIX.test(bits))) return null;
  const size = BITS[address.version];
  const prefix = bits === undefined ? size : Number(bits);
  if (prefix > size) return null;
  const network = { ...address, prefix };
  return (address.value & hostMask(network)) === 0n ? network : null;
}

/** True where the address is one of the network. An IPv4 address written as IPv6 is an IPv6 address here. */
export function networkHolds(network: IpNetwork, address: IpAddress): boolean {
  return network.version === address.version && (network.value | hostMask(network)) === (address.value | hostMask(network));
}

const hostMask = ({ version, prefix }: Pick<IpNetwork, 'version' | 'prefix'>): bigint => (1n << BigInt(BITS[version] - prefix)) - 1n;

function readIpv4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => OCTET.test(part) && Number(part) <= 255)) return null;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function readIpv6(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map((half, i) => groupsOf(half, i === halves.length - 1));
  if (!head || (halves.length === 2 && !tail)) return null;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail ? missing < 1 : missing !== 0) return null;
  const groups = tail ? [...head, ...Array.from({ length: missing }, () => 0n), ...tail] : head;
  return groups.reduce((value, group) => (value << 16n) | group, 0n);
}

/** Sixteen-bit groups; the very last one may be an IPv4 address, which is two of them. */
function groupsOf(text: string, atEnd: boolean): readonly bigint[] | null {
  if (text === '') return [];
  const parts = text.split(':');
  const last = parts.at(-1) ?? '';
  const embedded = last.includes('.') && atEnd ? readIpv4(last) : null;
  if (last.includes('.') && embedded === null) return null;
  const plain = embedded === null ? parts : parts.slice(0, -1);
  if (!plain.every((part) => GROUP.test(part))) return null;
  const groups = plain.map((part) => BigInt(`0x${part}`));
  return embedded === null ? groups : [...groups, embedded >> 16n, embedded & 0xffffn];
}
