import { writeSync } from 'node:fs';
import type { SerialPort } from 'serialport';

/** Hands bytes to the system without waiting: how many of them it took. */
export type WriteNow = (bytes: Uint8Array) => number;

/** The system's buffer is full, or it was interrupted: the library waits for such, and knows what else may be wrong with a port. */
const nothingTaken = 0;

/**
 * The library writes by one of the four threads that all lines of a process share, though it opens a port so that no write of it ever
 * blocks: an acknowledgement of one byte would wait for the reading of thirty-one other lines. Null on Windows, whose ports have no
 * descriptor that the system's own write knows.
 */
export function writerOf(
  { port }: Pick<SerialPort, 'port'>,
  platform: NodeJS.Platform = process.platform,
  write: typeof writeSync = writeSync,
): WriteNow | null {
  if (platform === 'win32' || port === undefined) return null;
  return (bytes) => {
    if (port.fd === null) return nothingTaken;
    try {
      return write(port.fd, bytes);
    } catch {
      return nothingTaken;
    }
  };
}
