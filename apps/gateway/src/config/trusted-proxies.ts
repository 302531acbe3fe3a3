import { z } from 'zod';

const address = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6(), z.literal('loopback')]);
/** A network of everybody: then everybody could say who he is. */
const EVERYBODY = /\/0+$/;

/**
 * `GATEWAY_TRUST_PROXY`: reverse proxies, and the portal, whose X-Forwarded-For is believed. A list of addresses and
 * networks; `loopback` is this machine.
 */
export const TrustedProxies = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine(
    (parts) => parts.every((part) => address.safeParse(part).success && !EVERYBODY.test(part)),
    'must be a list of IP addresses, networks (10.0.0.0/24) or "loopback", separated by commas; a network of everybody is refused',
  );
