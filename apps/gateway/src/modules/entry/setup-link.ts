import { linkUrl, type Clock, type Random } from '@payport/domain';
import { inTransaction, OneTimeLinks } from '@payport/persistence';
import { rename, writeFile } from 'node:fs/promises';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';

export interface SetupLinkPorts {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
  readonly config: Pick<GatewayConfig, 'portalUrl' | 'setupFile'>;
  /** Where people read it; never the log. */
  readonly print: (text: string) => void;
}

/**
 * While nobody owns anything here, every start makes a link for the first owner, and the former one stops working. Who
 * started the gateway gets it in a private file, where one was named, else on the screen.
 */
export async function printSetupLink({ pool, clock, random, config, print }: SetupLinkPorts): Promise<void> {
  const links = new OneTimeLinks(clock, random);
  const made = await inTransaction(pool, (db) => links.renewMachineLink(db, { onlyFirst: true }));
  if (!made) return;
  const url = linkUrl(config.portalUrl, 'setup', made.token);
  if (config.setupFile === null) {
    print(`Nobody owns this PayPort yet. Open this link within 24 hours; it works once:\n${url}\n`);
    return;
  }
  // Whole or not at all, and private from the first byte.
  const draft = `${config.setupFile}.new`;
  await writeFile(draft, `${url}\n`, { mode: 0o600 });
  await rename(draft, config.setupFile);
}
