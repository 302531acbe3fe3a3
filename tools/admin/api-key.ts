import { API_SCOPES as SCOPES } from '@payport/contracts';
import { apiKeyHint, createApiKey, uuidV7 } from '@payport/domain';
import { apiKeySha256 } from '@payport/persistence';
import { PlainError } from '../start/progress.mjs';
import type { AdminCommand } from './admin-command.ts';
import { findProperty } from './property.ts';
import { systemChance, wallClock } from './world.ts';

/** Not `refunds:blind`: paying out without an original is a decision of its own. */
const USUAL = 'payments:read,payments:write,refunds:write';

export interface NewApiKey {
  readonly property: string;
  readonly name: string;
  readonly scopes: readonly string[];
}

const INSERT = 'insert into api_key (id, property_id, name, sha256, last_four, scopes) values ($1, $2, $3, $4, $5, $6)';

/** `npm run admin:api-key`: lets a hotel system in. The database keeps a digest only. */
export const createKey: AdminCommand<NewApiKey> = {
  name: 'admin:api-key',
  does: 'Makes an API key of a hotel and prints it, once.',
  options: {
    property: { value: '<id or name>', hint: 'the hotel that the key belongs to' },
    name: { value: '"HRS Sonata"', hint: 'who uses it; shown beside every payment' },
    scopes: { value: '<a,b>', hint: `of ${SCOPES.join(', ')}; ${USUAL} without it`, optional: true },
  },
  read({ property = '', name = '', scopes: list = USUAL }) {
    const scopes = [...new Set(list.split(',').map((scope) => scope.trim()))].filter((scope) => scope !== '');
    const unknown = scopes.filter((scope) => !SCOPES.some((known) => known === scope));
    if (unknown.length > 0) throw new PlainError(`--scopes: ${unknown.join(', ')} is not one of ${SCOPES.join(', ')}.`);
    if (scopes.length === 0) throw new PlainError(`--scopes: name at least one of ${SCOPES.join(', ')}.`);
    return { property, name, scopes };
  },
  async run(db, { property: wanted, name, scopes }) {
    const property = await findProperty(db, wanted);
    const key = createApiKey(systemChance);
    await db.query(INSERT, [uuidV7(wallClock, systemChance), property.id, name, apiKeySha256(key), apiKeyHint(key), scopes]);
    return [`Key of ${property.name} for ${name} (${scopes.join(', ')}). It is shown this once:`, key];
  },
};
