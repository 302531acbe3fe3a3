import type { Random } from '@payport/domain';
import { SecretSeal } from '@payport/persistence';

/** Standard Webhooks: 24 to 64 bytes. */
const SECRET_BYTES = 32;
const PREFIX = 'whsec_';

/** Secrets of endpoints: made here, told once, and kept sealed with a key that is not in the database. */
export class SecretBox {
  private readonly sealing: SecretSeal;

  /** `master`: AUTH_SECRET. With another one, secrets that were sealed before cannot be opened any more. */
  constructor(
    master: string,
    private readonly random: Random,
  ) {
    this.sealing = new SecretSeal(master, 'payport webhook secrets', random);
  }

  make(): Uint8Array {
    return this.random.bytes(SECRET_BYTES);
  }

  /** As the receiver enters it. */
  written(secret: Uint8Array): string {
    return `${PREFIX}${Buffer.from(secret).toString('base64')}`;
  }

  /** Only for this endpoint: copied to another one's row it does not open. */
  seal(secret: Uint8Array, endpointId: string): Buffer {
    return this.sealing.seal(secret, endpointId);
  }

  /** Null where it was sealed with another key, or for another endpoint. */
  open(box: Buffer, endpointId: string): Uint8Array | null {
    return this.sealing.open(box, endpointId);
  }
}
