import { createApiKey, isApiKey } from '@payport/domain';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { readJson, writePrivateJson } from './private-file.ts';

const stored = z.object({ passwords: z.record(z.string(), z.string()), apiKeys: z.record(z.string(), z.string()) });

/** 15 random bytes: 20 characters that a person can still type. */
const PASSWORD_BYTES = 15;

/**
 * Plaintext passwords and keys of the demonstration. The database holds hashes only, so this file (0600) is what makes a
 * second start give the same ones.
 */
export class DemoSecrets {
  readonly #file: string;
  readonly #passwords: Record<string, string>;
  readonly #apiKeys: Record<string, string>;

  private constructor(file: string, { passwords, apiKeys }: z.infer<typeof stored>) {
    this.#file = file;
    this.#passwords = { ...passwords };
    this.#apiKeys = { ...apiKeys };
  }

  static async load(home: string): Promise<DemoSecrets> {
    const file = path.join(home, 'demo-secrets.json');
    return new DemoSecrets(file, stored.parse((await readJson(file)) ?? { passwords: {}, apiKeys: {} }));
  }

  /** The known password of a person, if there is one. */
  password(email: string): string | undefined {
    return this.#passwords[email];
  }

  newPassword(email: string): string {
    return (this.#passwords[email] = randomBytes(PASSWORD_BYTES).toString('base64url'));
  }

  /** The known key of a property, if there is a whole one. */
  apiKey(property: string): string | undefined {
    const key = this.#apiKeys[property];
    return key !== undefined && isApiKey(key) ? key : undefined;
  }

  newApiKey(property: string): string {
    return (this.#apiKeys[property] = createApiKey({ bytes: (count) => randomBytes(count) }));
  }

  /** To be called before the database learns of new ones: a key that only the database knows is lost. */
  save(): Promise<void> {
    return writePrivateJson(this.#file, { passwords: this.#passwords, apiKeys: this.#apiKeys });
  }
}
