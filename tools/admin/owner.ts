import { linkUrl } from '@payport/domain';
import { OneTimeLinks } from '@payport/persistence';
import path from 'node:path';
import { PROJECT_ROOT } from '../start/command-line.mjs';
import { readConfig } from '../start/config.mjs';
import { withEnvFile } from '../start/env-file.mjs';
import { portalAddress } from '../start/setup-link.mjs';
import type { AdminCommand } from './admin-command.ts';
import { systemChance, wallClock } from './world.ts';

/**
 * `npm run owner:reset`: a link to become an owner. Whoever can run this has the machine and the database, and could do
 * anything to both; the link only makes it easy.
 */
export const resetOwner: AdminCommand<{ readonly portalUrl: string }> = {
  name: 'owner:reset',
  does: 'Prints a one-time link by which a person becomes an owner of every hotel, or an owner who lost the password gets a new one.',
  options: {},
  read: () => ({ portalUrl: portalAddress(readConfig(withEnvFile(process.env, path.join(PROJECT_ROOT, '.env')), PROJECT_ROOT)) }),
  async run(db, { portalUrl }) {
    const made = await new OneTimeLinks(wallClock, systemChance).renewMachineLink(db, { onlyFirst: false });
    if (!made) throw new Error('a link that was just made is missing');
    return ['Open this link within 24 hours; it works once, and links printed before no longer work:', linkUrl(portalUrl, 'setup', made.token)];
  },
};
