import { bankProgramEnvironment } from '@payport/terminals-transports';
import type { IpNetwork } from '@payport/domain';
import { hostname } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { isSender, isSmtpUrl, smtpConfig, type SmtpConfig } from './smtp.config.ts';
import packageJson from '../../../../package.json' with { type: 'json' };
import { AllowedNetworks } from './allowed-networks.ts';
import { ConfigError } from './config-error.ts';
import { withSecretFiles } from './secret-files.ts';
import { TrustedProxies } from './trusted-proxies.ts';

export { ConfigError } from './config-error.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const seconds = z.coerce.number().int().min(1).max(86_400);

const Environment = z.object({
  GATEWAY_HOST: z.string().min(1).default('127.0.0.1'),
  GATEWAY_PORT: port.default(4000),
  GATEWAY_TRUST_PROXY: TrustedProxies.default(['loopback']),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://'),
  PAYPORT_INSTANCE: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'letters, digits, dot, dash and underscore, at most 64')
    .optional(),
  PORTAL_URL: z.url().default('http://localhost:3000'),
  AUTH_SECRET: z.string().min(32, 'at least 32 characters'),
  // One shift, and one day: docs/access.md says why.
  SESSION_IDLE_MINUTES: z.coerce.number().int().min(5).max(10_080).default(480),
  SESSION_MAX_HOURS: z.coerce.number().int().min(1).max(720).default(24),
  RECOVERY_WINDOW_SECONDS: seconds.default(1800),
  METRICS_TOKEN: z.string().min(32, 'at least 32 characters').optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(20),
  SMTP_URL: z
    .string()
    .refine(isSmtpUrl, 'must look like smtp://user:password@host:587 or smtps://user:password@host:465, without anything after it')
    .optional(),
  SMTP_FROM: z.string().refine(isSender, 'must be an e-mail address, or a name and <address>').optional(),
  WEBHOOK_ALLOWED_NETWORKS: AllowedNetworks.optional(),
  WEBHOOK_RETENTION_DAYS: z.coerce.number().int().min(7).max(3_650).default(90),
  PAYPORT_JOURNAL_DIR: z.string().min(1).default('.payport/journal'),
  PAYPORT_SETUP_FILE: z.string().min(1).optional(),
  BANK_FILES_FOLDER: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** Every variable that the gateway reads. */
export const GATEWAY_VARIABLES: readonly string[] = Object.keys(Environment.shape);

export interface GatewayConfig {
  readonly host: string;
  readonly port: number;
  /** Addresses and networks whose X-Forwarded-For is believed. */
  readonly trustProxy: readonly string[];
  readonly databaseUrl: string;
  readonly instanceId: string;
  /** This machine, as other gateways are told: folders of bank programs are reached from it only. */
  readonly machine: string;
  readonly portalUrl: string;
  readonly authSecret: string;
  /** A session that nobody used for this long is over, ms. */
  readonly sessionIdleMs: number;
  /** A session ends for good after this long, used or not, ms. */
  readonly sessionMaxMs: number;
  /** How long the device is asked about an unknown payment before a person has to, ms. */
  readonly recoveryWindowMs: number;
  /** What a scraper of /metrics on another machine shows; null: only this machine may look. */
  readonly metricsToken: string | null;
  /** Connections to the database. */
  readonly poolSize: number;
  /** Null: no mail is sent; links are shown only. */
  readonly smtp: SmtpConfig | null;
  /** Closed networks that messages to hotel systems may go to. */
  readonly webhookNetworks: readonly IpNetwork[];
  /** For so many days messages to hotel systems are kept after they were told. */
  readonly webhookRetentionDays: number;
  /** Where an outcome waits that the database does not take. */
  readonly journalFolder: string;
  /** Where the link for the first owner is put; null: it is printed. */
  readonly setupFile: string | null;
  /** Below it each hotel has a folder from which files of banks are taken; null: none is looked at. */
  readonly bankFolder: string | null;
  readonly logLevel: string;
  /** What bank programs see of our environment. */
  readonly bankProgramEnvironment: Readonly<Record<string, string>>;
  readonly version: string;
}

/** @throws ConfigError */
export function readConfig(env: NodeJS.ProcessEnv = process.env): GatewayConfig {
  const parsed = Environment.safeParse(withSecretFiles(env));
  if (!parsed.success) {
    const rules = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${describe(issue)}`);
    throw new ConfigError(`the gateway's environment is not valid:\n${rules.join('\n')}`);
  }
  const value = parsed.data;
  if ((value.SMTP_URL === undefined) !== (value.SMTP_FROM === undefined)) {
    throw new ConfigError("the gateway's environment is not valid:\n  SMTP_URL, SMTP_FROM: must be set both or neither");
  }
  return {
    host: value.GATEWAY_HOST,
    port: value.GATEWAY_PORT,
    trustProxy: value.GATEWAY_TRUST_PROXY,
    databaseUrl: value.DATABASE_URL,
    instanceId:
      value.PAYPORT_INSTANCE ??
      `gateway-${hostname()
        .replace(/[^\w.-]/g, '-')
        .slice(0, 48)}`,
    machine: hostname(),
    portalUrl: value.PORTAL_URL,
    authSecret: value.AUTH_SECRET,
    sessionIdleMs: value.SESSION_IDLE_MINUTES * 60_000,
    sessionMaxMs: value.SESSION_MAX_HOURS * 3_600_000,
    recoveryWindowMs: value.RECOVERY_WINDOW_SECONDS * 1000,
    metricsToken: value.METRICS_TOKEN ?? null,
    poolSize: value.DATABASE_POOL,
    smtp: value.SMTP_URL !== undefined && value.SMTP_FROM !== undefined ? smtpConfig(value.SMTP_URL, value.SMTP_FROM) : null,
    webhookNetworks: value.WEBHOOK_ALLOWED_NETWORKS ?? [],
    webhookRetentionDays: value.WEBHOOK_RETENTION_DAYS,
    journalFolder: path.resolve(value.PAYPORT_JOURNAL_DIR),
    setupFile: value.PAYPORT_SETUP_FILE ?? null,
    bankFolder: value.BANK_FILES_FOLDER === undefined ? null : path.resolve(value.BANK_FILES_FOLDER),
    logLevel: value.LOG_LEVEL,
    bankProgramEnvironment: bankProgramEnvironment(env),
    version: packageJson.version,
  };
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `is required (${issue.expected})`;
  return issue.message;
}
