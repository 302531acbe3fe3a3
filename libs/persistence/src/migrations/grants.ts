import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { escapeIdentifier, type Client } from 'pg';
import { MigrationError } from './migration-error.ts';

/** The app role's name in `grants.sql`, in psql's own syntax: `psql -v app_role=…` runs the same file. */
const PLACEHOLDER = ':"app_role"';

interface RoleRow {
  readonly is_owner: boolean;
  readonly is_member: boolean;
  readonly rolsuper: boolean;
}

/**
 * Gives the app role exactly what `grants.sql` says; what an earlier version gave beyond that is taken away.
 * @throws MigrationError when the role does not exist or stands above all grants
 */
export async function applyGrants(client: Client, directory: string, appRole: string): Promise<void> {
  const { rows } = await client.query<RoleRow>(
    `select rolname = current_user as is_owner, pg_has_role(oid, current_user, 'member') as is_member, rolsuper
     from pg_roles where rolname = $1`,
    [appRole],
  );
  const role = rows[0];
  if (!role) throw new MigrationError(`The role ${appRole} does not exist. Create it, then start again.`);
  if (role.is_owner || role.is_member || role.rolsuper) {
    throw new MigrationError(
      `The role ${appRole} may change what it likes (it is a superuser, or it owns the tables). Give the gateway a role of its own.`,
    );
  }
  await allowSessionTables(client, appRole);
  const template = await readFile(path.join(path.dirname(directory), 'grants.sql'), 'utf8');
  // Several statements in one message are one transaction.
  await client.query(template.replaceAll(PLACEHOLDER, escapeIdentifier(appRole)));
}

/**
 * The matching gathers what it works on in temporary tables. A right on the database, which only its owner can give: where
 * everybody lost it (`revoke all on database … from public`), the role gets it here.
 * @throws MigrationError when it lacks the right and the migrating role cannot give it
 */
async function allowSessionTables(client: Client, appRole: string): Promise<void> {
  const { rows } = await client.query<{ readonly name: string; readonly has: boolean; readonly owned: boolean }>(
    `select datname as name, has_database_privilege($1, oid, 'TEMPORARY') as has, pg_has_role(datdba, 'usage') as owned
     from pg_database where datname = current_database()`,
    [appRole],
  );
  const database = rows[0];
  if (!database || database.has) return;
  const grant = `grant temporary on database ${escapeIdentifier(database.name)} to ${escapeIdentifier(appRole)}`;
  if (!database.owned) throw new MigrationError(`The role ${appRole} may not make temporary tables. As the database's owner, run: ${grant};`);
  await client.query(grant);
}
