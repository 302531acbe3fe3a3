import type { Random } from '@payport/domain';
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Standard Webhooks: 24 to 64 bytes. */
const SECRET_BYTES = 32;
const PREFIX = 'whsec_';

/** Secrets of endpoints: made here, told once, and kept sealed (AES-256-GCM) with a key that is not in the database. */
export class SecretBox {
  private readonly key: Uint8Array;

  /** `master`: AUTH_SECRET. With another one, secrets that were sealed before cannot be opened any more. */
  constructor(
    master: string,
    private readonly random: Random,
  ) {
    this.key = new Uint8Array(hkdfSync('sha256', master, '', 'payport webhook secrets', 32));
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
    const nonce = this.random.bytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(Buffer.from(endpointId));
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), sealed]);
  }

  /** Null where it was sealed with another key, or for another endpoint. */
  open(box: Buffer, endpointId: string): Uint8Array | null {
    const [nonceEnd, tagEnd] = [1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES];
    if (box[0] !== VERSION || box.length <= tagEnd) return null;
    const decipher = createDecipheriv('aes-256-gcm', this.key, box.subarray(1, nonceEnd)).setAAD(Buffer.from(endpointId));
    decipher.setAuthTag(box.subarray(nonceEnd, tagEnd));
    const opened = decipher.update(box.subarray(tagEnd));
    return isAuthentic(() => decipher.final()) ? opened : null;
  }
}

/** Node tells a wrong tag by an error without a code. */
function isAuthentic(check: () => void): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}
