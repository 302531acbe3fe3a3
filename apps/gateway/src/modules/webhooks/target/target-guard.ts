import { networkHolds, ok, parseIpAddress, refuse, type IpAddress, type IpNetwork, type Result } from '@payport/domain';
import { closedReason } from './address-rules.ts';

/** All addresses of a name, as text. Empty where there is none. */
export type ResolveHost = (name: string) => Promise<readonly string[]>;

export interface Target {
  readonly url: URL;
  /** What the name stood for when it was looked at. Only these may be connected to. */
  readonly addresses: readonly string[];
}

/** `format`: no such URL may be; `scheme`: http outside the operator's networks; `address`: not the open internet. */
export type TargetRefusal = 'format' | 'scheme' | 'host-not-found' | 'address';

/**
 * Says where messages may go. A name is resolved here, every address of it has to pass, and the caller connects to the very
 * addresses that passed: what the name stands for a moment later does not matter.
 */
export class TargetGuard {
  constructor(
    private readonly resolve: ResolveHost,
    private readonly allowed: readonly IpNetwork[],
  ) {}

  async check(text: string): Promise<Result<Target, TargetRefusal>> {
    const url = readTarget(text);
    if (!url) return refuse('format');
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const addresses = parseIpAddress(host) ? [host] : await this.resolve(host);
    if (addresses.length === 0) return refuse('host-not-found');
    const parsed = addresses.map(parseIpAddress);
    const isAllowed = (address: IpAddress | null): boolean => address !== null && this.allowed.some((network) => networkHolds(network, address));
    if (!parsed.every((address) => isAllowed(address) || (address !== null && closedReason(address) === null))) return refuse('address');
    if (url.protocol === 'http:' && !parsed.every(isAllowed)) return refuse('scheme');
    return ok({ url, addresses });
  }
}

/** Printable ASCII without spaces: the URL parser would silently drop or turn round everything else. */
const PLAIN = /^[\x21-\x5b\x5d-\x7e]{1,2000}$/;

/** A URL that may be a target at all: http or https, a host, nobody's name and password, no fragment. Null otherwise. */
export function readTarget(text: string): URL | null {
  if (!PLAIN.test(text) || !/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  const bare = url.username === '' && url.password === '' && !text.includes('#') && !authorityOf(text).includes('@');
  return bare && url.hostname !== '' ? url : null;
}

const authorityOf = (text: string): string => text.replace(/^https?:\/\//i, '').split(/[/?]/, 1)[0] ?? '';
