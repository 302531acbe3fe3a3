import { API_SCOPES as SCOPES } from '@payport/contracts';
import { apiKeyHint, createApiKey, createSigningSecret, parseIpNetwork, uuidV7 } from '@payport/domain';
import { apiKeySha256, signingSecretSeal } from '@payport/persistence';
import { PlainError } from '../start/progress.mjs';
import type { AdminCommand } from './admin-command.ts';
import { findProperty } from './property.ts';
import { systemChance, wallClock } from './world.ts';

/** Not `refunds:blind`: paying out without an original is a decision of its own. */
const USUAL = 'payments:read,payments:write,refunds:write';

/** Half a kilobyte of networks is more than any hotel has. */
const MOST_NETWORKS = 20;

export interface NewApiKey {
  readonly property: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly networks: readonly string[];
  readonly rate: { readonly perSecond: number; readonly burst: number } | null;
  /** AUTH_SECRET, where requests shall be signed. */
  readonly sealWith: string | null;
}

const INSERT = `insert into api_key (id, property_id, name, sha256, last_four, scopes, networks, signing_secret, rate_per_second, rate_burst)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

/** `npm run admin:api-key`: lets a hotel system in. The database keeps a digest only. */
export const createKeyCommand = (authSecret: () => string): AdminCommand<NewApiKey> => ({
  name: 'admin:api-key',
  does: 'Makes an API key of a hotel and prints it, once.',
  options: {
    property: { value: '<id or name>', hint: 'the hotel that the key belongs to' },
    name: { value: '"HRS Sonata"', hint: 'who uses it; shown beside every payment' },
    scopes: { value: '<a,b>', hint: `of ${SCOPES.join(', ')}; ${USUAL} without it`, optional: true },
    networks: { value: '<10.0.0.0/24,…>', hint: 'networks and addresses that calls may come from; everywhere without it', optional: true },
    rate: { value: '<100:500>', hint: 'calls a second : calls at once (at least 200)', optional: true },
    signed: { value: '', hint: 'calls have to be signed; prints the secret for that, once', optional: true, flag: true },
  },
  read({ property = '', name = '', scopes, networks, rate, signed }) {
    const sealWith = signed === undefined ? null : authSecret();
    return { property, name, scopes: readScopes(scopes ?? USUAL), networks: readNetworks(networks ?? ''), rate: readRate(rate), sealWith };
  },
  async run(db, { property: wanted, name, scopes, networks, rate, sealWith }) {
    const property = await findProperty(db, wanted);
    const key = createApiKey(systemChance);
    const id = uuidV7(wallClock, systemChance);
    const secret = sealWith === null ? null : createSigningSecret(systemChance);
    const sealed = sealWith === null || secret === null ? null : signingSecretSeal(sealWith, systemChance).seal(Buffer.from(secret), id);
    const hardening = [networks, sealed, rate?.perSecond ?? null, rate?.burst ?? null];
    await db.query(INSERT, [id, property.id, name, apiKeySha256(key), apiKeyHint(key), scopes, ...hardening]);
    const told = [`Key of ${property.name} for ${name} (${scopes.join(', ')}). It is shown this once:`, key];
    return secret === null ? told : [...told, 'Secret that signs its requests (docs/sonata-security.md), shown this once too:', secret];
  },
});

const listOf = (text: string): string[] => [...new Set(text.split(',').map((part) => part.trim()))].filter((part) => part !== '');

function readScopes(list: string): readonly string[] {
  const scopes = listOf(list);
  const unknown = scopes.filter((scope) => !SCOPES.some((known) => known === scope));
  if (unknown.length > 0) throw new PlainError(`--scopes: ${unknown.join(', ')} is not one of ${SCOPES.join(', ')}.`);
  if (scopes.length === 0) throw new PlainError(`--scopes: name at least one of ${SCOPES.join(', ')}.`);
  return scopes;
}

function readNetworks(list: string): readonly string[] {
  const networks = listOf(list);
  const wrong = networks.filter((text) => parseIpNetwork(text) === null);
  if (wrong.length > 0) throw new PlainError(`--networks: ${wrong.join(', ')} is no network such as 10.0.0.0/24 and no address.`);
  if (networks.length > MOST_NETWORKS) throw new PlainError(`--networks: at most ${MOST_NETWORKS}.`);
  return networks;
}

function readRate(text: string | undefined): NewApiKey['rate'] {
  if (text === undefined) return null;
  const [perSecond, burst] = (/^([0-9]{1,5}):([0-9]{1,6})$/.exec(text) ?? []).slice(1).map(Number);
  if (perSecond === undefined || burst === undefined || perSecond < 1 || perSecond > 10_000 || burst < 200 || burst > 100_000) {
    throw new PlainError('--rate: write calls a second (1 to 10000), a colon, and calls at once (200 to 100000), such as 100:500.');
  }
  return { perSecond, burst };
}
