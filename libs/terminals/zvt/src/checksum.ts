import { ETX } from './constants.ts';

/** CRC-16/KERMIT over the message without stuffing, and the ETX: 0x1021 reflected, from 0. The low byte comes first on the line. */
export function checksum(apdu: Uint8Array): readonly [low: number, high: number] {
  let crc = 0;
  for (const byte of apdu) crc = next(crc, byte);
  crc = next(crc, ETX);
  return [crc & 0xff, crc >> 8];
}

function next(before: number, byte: number): number {
  let crc = before ^ byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0x8408 : crc >> 1;
  return crc;
}
