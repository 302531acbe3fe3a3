import { parseIpNetwork, type IpNetwork } from '@payport/domain';
import { z } from 'zod';

const RULE = 'must be a list of networks such as 10.20.0.0/16 or addresses, with commas; a network of everybody is refused';

/** `WEBHOOK_ALLOWED_NETWORKS`: closed networks, and plain http in them, that messages to hotel systems may go to. */
export const AllowedNetworks = z.string().transform((text, context): readonly IpNetwork[] => {
  const networks = text.split(',').map((part) => parseIpNetwork(part.trim()));
  const known = networks.filter((network): network is IpNetwork => network !== null && network.prefix > 0);
  if (known.length === networks.length) return known;
  context.addIssue({ code: 'custom', message: RULE });
  return z.NEVER;
});
