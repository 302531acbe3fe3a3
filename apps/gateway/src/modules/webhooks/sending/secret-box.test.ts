import { SeededRandom } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { SecretBox } from './secret-box.ts';

const box = new SecretBox('a'.repeat(32), new SeededRandom(1));

describe('the secret of an endpoint', () => {
  it('is written as Standard Webhooks writes it', () => {
    const secret = box.make();
    expect(secret).toHaveLength(32);
    expect(box.written(secret)).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(box.written(box.make())).not.toBe(box.written(secret));
  });

  it('is opened with the same key for the same endpoint only', () => {
    const secret = box.make();
    const sealed = box.seal(secret, 'one');
    expect(box.open(sealed, 'one')).toEqual(Buffer.from(secret));
    expect(sealed.includes(Buffer.from(secret))).toBe(false);
    expect(box.open(sealed, 'two')).toBeNull();
    expect(new SecretBox('b'.repeat(32), new SeededRandom(1)).open(sealed, 'one')).toBeNull();
  });

  it('is not opened where a bit of it was changed or its end is missing', () => {
    const sealed = box.seal(box.make(), 'one');
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = Buffer.from(sealed);
      changed[i]! ^= 1;
      expect(box.open(changed, 'one'), `byte ${i}`).toBeNull();
      expect(box.open(sealed.subarray(0, i), 'one'), `${i} bytes`).toBeNull();
    }
  });
});
