import { z } from 'zod';
import { withSecretFiles } from './secret-files.ts';

const PostgresUrl = z.string().refine((text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text), 'must be a postgresql:// address');

const Environment = z.object({
  DATABASE_OWNER_URL: PostgresUrl.optional(),
  DATABASE_URL: PostgresUrl.optional(),
  /** For addresses that do not name their user themselves. */
  PAYPORT_APP_ROLE: z.string().min(1).optional(),
  MIGRATIONS_DIR: z.string().min(1).optional(),
});

/** Every variable that the migrator reads. */
export const MIGRATE_VARIABLES: readonly string[] = Object.keys(Environment.shape);

export interface MigrateConfig {
  readonly ownerUrl: string;
  /** Undefined where one role both migrates and serves: then there are no rights to give. */
  readonly appRole: string | undefined;
  readonly directory: string | undefined;
}

/** @throws Error that names the variable and the rule, never the value */
export function readMigrateConfig(environment: NodeJS.ProcessEnv = process.env): MigrateConfig {
  const parsed = Environment.safeParse(withSecretFiles(environment));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${String(issue?.path[0])}: ${issue?.message ?? 'is not valid'}.`);
  }
  const { DATABASE_OWNER_URL, DATABASE_URL, PAYPORT_APP_ROLE, MIGRATIONS_DIR } = parsed.data;
  const ownerUrl = DATABASE_OWNER_URL ?? DATABASE_URL;
  if (ownerUrl === undefined) throw new Error('DATABASE_OWNER_URL: is missing. Set it to the address of the role that owns the tables.');
  const appRole = PAYPORT_APP_ROLE ?? (DATABASE_URL === undefined ? undefined : userOf(DATABASE_URL));
  return { ownerUrl, appRole: appRole === userOf(ownerUrl) ? undefined : appRole, directory: MIGRATIONS_DIR };
}

function userOf(url: string): string | undefined {
  const { username } = new URL(url);
  return username === '' ? undefined : decodeURIComponent(username);
}
