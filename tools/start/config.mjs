// @ts-check
import path from 'node:path';
import { PlainError } from './progress.mjs';

/**
 * @typedef {object} Config
 * @property {string} home absolute PAYPORT_HOME
 * @property {string} gatewayHost
 * @property {number} gatewayPort
 * @property {string} portalHost
 * @property {number} portalPort
 * @property {string | undefined} portalUrl where people open the portal, when it is not our own address
 * @property {string} simulatorHost
 * @property {number} simulatorPort
 * @property {number} postgresPort
 * @property {string | undefined} databaseUrl
 * @property {string | undefined} databaseOwnerUrl
 * @property {string | undefined} authSecret
 * @property {string | undefined} smtpUrl
 * @property {string | undefined} metricsToken
 */

/** @typedef {{name: string, rule: string}} Fault */

/** What a value must be: returns undefined for one that breaks the rule. Values are never shown: they may be secrets. */
const RULES = {
  /** @param {string} text */
  port: (text) => (/^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined),
  /** @param {string} text */
  host: (text) => (/^[A-Za-z0-9.:_-]{1,253}$/.test(text) ? text : undefined),
  /** @param {string} text */
  loopback: (text) => (['127.0.0.1', '::1', 'localhost'].includes(text) ? text : undefined),
  /** @param {string} text */
  webUrl: (text) =>
    URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && ['', '/'].includes(new URL(text).pathname)
      ? text.replace(/\/$/, '')
      : undefined,
  /** @param {string} text */
  databaseUrl: (text) =>
    URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol) && new URL(text).pathname.length > 1 ? text : undefined,
  /** @param {string} text */
  smtpUrl: (text) => (/^smtps?:\/\/[^/?#]+\/?$/.test(text) && URL.canParse(text) && new URL(text).hostname !== '' ? text : undefined),
  /** @param {string} text */
  sender: (text) => (/^(?:[^<>@\r\n"]{1,100}<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text) ? text : undefined),
  /** @param {string} text */
  secret: (text) => (text.length >= 32 ? text : undefined),
  /** @param {string} text */
  instance: (text) => (/^[A-Za-z0-9_.-]{1,64}$/.test(text) ? text : undefined),
  /** @param {number} least @param {number} most */
  whole: (least, most) => (/** @type {string} */ text) =>
    /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined,
  /** @param {string} text the gateway reads the networks themselves */
  proxies: (text) =>
    /^(loopback|[0-9A-Fa-f:.]+(\/[1-9]\d{0,2})?)(\s*,\s*(loopback|[0-9A-Fa-f:.]+(\/[1-9]\d{0,2})?))*$/.test(text) ? text : undefined,
  /** @param {string} text the gateway reads the networks themselves */
  networks: (text) => (/^[0-9A-Fa-f:.]+(\/[1-9]\d{0,2})?(\s*,\s*[0-9A-Fa-f:.]+(\/[1-9]\d{0,2})?)*$/.test(text) ? text : undefined),
  /** @param {string} text */
  logLevel: (text) => (['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].includes(text) ? text : undefined),
};

const SMTP_RULE = 'must look like smtp://user:password@host:587 or smtps://user:password@host:465, without anything after it';
const PORT_RULE = 'must be a port number from 0 to 65535 (0: any free one)';
const HOST_RULE = 'must be a host name or an IP address';
const DATABASE_RULE = 'must look like postgresql://user:password@host:5432/database';

/**
 * Reads and checks all variables of the launcher; all faults are told at once.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} root
 * @returns {Config}
 */
export function readConfig(env, root) {
  /** @type {Fault[]} */
  const faults = [];
  /**
   * @template T
   * @param {string} name
   * @param {(text: string) => T | undefined} check
   * @param {string} rule
   * @returns {T | undefined}
   */
  const read = (name, check, rule) => {
    const text = env[name]?.trim();
    if (!text) return undefined; // an empty variable is one that is not set
    const value = check(text);
    if (value === undefined) faults.push({ name, rule });
    return value;
  };
  /** @param {string} name @param {number} preset */
  const port = (name, preset) => read(name, RULES.port, PORT_RULE) ?? preset;
  /** @param {string} name */
  const host = (name) => read(name, RULES.host, HOST_RULE) ?? '127.0.0.1';

  const config = {
    home: path.resolve(root, env['PAYPORT_HOME']?.trim() || '.payport'),
    gatewayHost: host('GATEWAY_HOST'),
    gatewayPort: port('GATEWAY_PORT', 4000),
    portalHost: host('PORTAL_HOST'),
    portalPort: port('PORTAL_PORT', 3000),
    portalUrl: read('PORTAL_URL', RULES.webUrl, 'must be an http or https address without a path'),
    simulatorHost:
      read('SIMULATOR_HOST', RULES.loopback, 'must be 127.0.0.1, ::1 or localhost: the simulated bank asks nobody for a password') ?? '127.0.0.1',
    simulatorPort: port('SIMULATOR_PORT', 4100),
    postgresPort: port('POSTGRES_PORT', 5433),
    databaseUrl: read('DATABASE_URL', RULES.databaseUrl, DATABASE_RULE),
    databaseOwnerUrl: read('DATABASE_OWNER_URL', RULES.databaseUrl, DATABASE_RULE),
    authSecret: read('AUTH_SECRET', RULES.secret, 'must have at least 32 characters'),
    smtpUrl: read('SMTP_URL', RULES.smtpUrl, SMTP_RULE),
    metricsToken: read('METRICS_TOKEN', RULES.secret, 'must have at least 32 characters'),
  };
  // The parts read these themselves; here they are only checked, so that a slip is told before anything runs.
  read('RECOVERY_WINDOW_SECONDS', RULES.whole(1, 86_400), 'must be a whole number of seconds from 1 to 86400');
  read('DATABASE_POOL', RULES.whole(2, 200), 'must be a whole number from 2 to 200');
  const from = read('SMTP_FROM', RULES.sender, 'must be an e-mail address, or a name and <address>');
  if ((config.smtpUrl === undefined) !== (from === undefined) && !faults.some(({ name }) => name.startsWith('SMTP_')))
    faults.push({ name: config.smtpUrl === undefined ? 'SMTP_URL' : 'SMTP_FROM', rule: 'must be set too: SMTP_URL and SMTP_FROM go together' });
  read('LOG_LEVEL', RULES.logLevel, 'must be fatal, error, warn, info, debug, trace or silent');
  read('GATEWAY_TRUST_PROXY', RULES.proxies, 'must be a list of IP addresses, networks such as 10.0.0.0/24, or "loopback", with commas');
  read('WEBHOOK_ALLOWED_NETWORKS', RULES.networks, 'must be a list of networks such as 10.20.0.0/16 or addresses, with commas');
  read('WEBHOOK_RETENTION_DAYS', RULES.whole(7, 3_650), 'must be a whole number of days from 7 to 3650');
  read('SESSION_IDLE_MINUTES', RULES.whole(5, 10_080), 'must be a whole number of minutes from 5 to 10080');
  read('SESSION_MAX_HOURS', RULES.whole(1, 720), 'must be a whole number of hours from 1 to 720');
  read('PORTAL_TRUST_PROXY', (text) => (text === '0' || text === '1' ? text : undefined), 'must be 0 or 1');
  read('PORTAL_TRAINING_FILE', (text) => (path.isAbsolute(text) ? text : undefined), 'must be the whole path of a file');
  read('PAYPORT_INSTANCE', RULES.instance, 'may hold 1 to 64 letters, digits, dots, dashes and underscores');
  if (config.databaseOwnerUrl && !config.databaseUrl && !faults.some(({ name }) => name === 'DATABASE_URL')) {
    faults.push({ name: 'DATABASE_URL', rule: 'must be set too when DATABASE_OWNER_URL is' });
  }
  if (faults.length > 0)
    throw new PlainError(
      `The configuration is not right:\n${faults.map(({ name, rule }) => `  ${name} ${rule}.`).join('\n')}\nAll variables are described in .env.example.`,
    );
  return config;
}
