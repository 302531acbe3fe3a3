import type { Random } from '@payport/domain';
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Keeps secrets that we have to use ourselves, and so cannot store as a digest: AES-256-GCM with a key that is not in the
 * database. Each purpose has a key of its own.
 */
export class SecretSeal {
  private readonly key: Uint8Array;

  /** `master`: AUTH_SECRET. With another one, what was sealed before cannot be opened any more. */
  constructor(
    master: string,
    purpose: string,
    private readonly random: Random,
  ) {
    this.key = new Uint8Array(hkdfSync('sha256', master, '', purpose, 32));
  }

  /** Only for this owner: copied to another one's row it does not open. */
  seal(secret: Uint8Array, ownerId: string): Buffer {
    const nonce = this.random.bytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(Buffer.from(ownerId));
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), sealed]);
  }

  /** Null where it was sealed with another key, or for another owner. */
  open(box: Buffer, ownerId: string): Uint8Array | null {
    const [nonceEnd, tagEnd] = [1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES];
    if (box[0] !== VERSION || box.length <= tagEnd) return null;
    const decipher = createDecipheriv('aes-256-gcm', this.key, box.subarray(1, nonceEnd)).setAAD(Buffer.from(ownerId));
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
