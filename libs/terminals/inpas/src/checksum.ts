import { CHECKSUM_POLYNOMIAL } from './constants.ts';

const TABLE = Uint16Array.from({ length: 256 }, (_unused, byte) => {
  let sum = byte << 8;
  for (let bit = 0; bit < 8; bit += 1) sum = (sum & 0x8000) === 0 ? sum << 1 : (sum << 1) ^ CHECKSUM_POLYNOMIAL;
  return sum;
});

/** CRC-16 with polynomial 0x8005, from 0, most significant bit first. */
export function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = ((sum << 8) & 0xffff) ^ (TABLE[(sum >> 8) ^ byte] ?? 0);
  return sum;
}
