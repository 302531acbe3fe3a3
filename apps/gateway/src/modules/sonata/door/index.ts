import type { Clock, Random } from '@payport/domain';
import { signingSecretSeal } from '@payport/persistence';
import type { Pool } from 'pg';
import { ApiKeyRepository } from '../api-key.repository.ts';
import { NonceRepository } from './nonce.repository.ts';
import { SonataDoor } from './sonata-door.ts';

export type { SonataDoor } from './sonata-door.ts';

/** The door with its keys and nonces in the database. `authSecret` opens the secrets that sign requests. */
export const sonataDoor = (authSecret: string, pool: Pool, clock: Clock, random: Random): SonataDoor =>
  new SonataDoor({
    keys: new ApiKeyRepository(pool, clock),
    nonces: new NonceRepository(pool, clock),
    clock,
    signingSecrets: signingSecretSeal(authSecret, random),
  });
