import type { Random } from '@payport/domain';
import { SecretSeal } from './secret-seal.ts';

/** The seal of the secrets with which hotel systems sign requests; the owner is the API key's id. */
export const signingSecretSeal = (master: string, random: Random): SecretSeal => new SecretSeal(master, 'payport request signing', random);
