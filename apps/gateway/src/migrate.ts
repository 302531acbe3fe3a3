import { migrate } from '@payport/persistence';
import { readMigrateConfig, type MigrateConfig } from './config/migrate.config.ts';

/** `node dist/gateway/migrate.js`: brings the database to this version and ends; exit code 1 and one line when it cannot. */
async function main(): Promise<number> {
  let config: MigrateConfig | undefined;
  try {
    config = readMigrateConfig();
    const { applied } = await migrate(config.ownerUrl, { appRole: config.appRole, directory: config.directory });
    for (const name of applied) console.log(`applied ${name}`);
    if (applied.length === 0) console.log('The database is up to date.');
    if (config.appRole === undefined)
      console.error(
        'Warning: one role both migrates and serves, so the gateway could change its own history. Set DATABASE_URL to a role of its own.',
      );
    return 0;
  } catch (error) {
    console.error(withoutPassword(error instanceof Error ? error.message : String(error), config?.ownerUrl));
    return 1;
  }
}

/** Whatever the driver or the server repeats of its address, the password is not shown. One of three letters would garble words. */
function withoutPassword(text: string, url: string | undefined): string {
  const password = url === undefined ? '' : new URL(url).password;
  return [password, decodeURIComponent(password)]
    .filter((secret) => secret.length > 3)
    .reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}

process.exitCode = await main();
