import { describe, expect, it } from 'vitest';
import { isUuid, uuidV7 } from './ids.ts';

const random = { bytes: (count: number) => new Uint8Array(count).fill(0xff) };

describe('uuidV7', () => {
  it('carries the time in its first 48 bits, version and variant where RFC 9562 wants them', () => {
    const id = uuidV7({ now: () => 0x0192_3456_789a }, random);
    expect(id).toBe('01923456-789a-7fff-bfff-ffffffffffff');
    expect(isUuid(id)).toBe(true);
  });

  it('orders by time', () => {
    expect(uuidV7({ now: () => 1_000 }, random) < uuidV7({ now: () => 1_001 }, { bytes: (count) => new Uint8Array(count) })).toBe(true);
  });
});
