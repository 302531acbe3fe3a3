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
  const template = await readFile(path.join(path.dirname(directory), 'grants.sql'), 'utf8');
  // Several statements in one message are one transaction.
  await client.query(template.replaceAll(PLACEHOLDER, escapeIdentifier(appRole)));
}
