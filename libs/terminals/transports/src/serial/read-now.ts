import { readSync } from 'node:fs';

/** What the library's ports have on a system with descriptors. */
interface DescriptorPort {
  fd: number | null;
  readonly poller: { once(event: 'readable', done: (error: Error | null) => void): unknown };
}

const NOTHING_YET: ReadonlySet<unknown> = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR']);

/** A descriptor that no file has: the system says so. */
const NO_PORT = -1;

/** Null: there is nothing yet, whatever made the system say so. */
function taken(read: () => number): number | null {
  try {
    return read();
  } catch (error) {
    if (NOTHING_YET.has((error as NodeJS.ErrnoException).code)) return null;
    throw error;
  }
}

const hasDescriptor = (port: object): port is DescriptorPort => 'fd' in port && 'poller' in port;

/**
 * Has an open port read as soon as the system says that something is there, in this very turn. The library reads by one of the four
 * threads that all lines of a process share, twice for each piece, though it opens a port so that no read of it ever blocks: an
 * acknowledgement of one byte would wait for the reading of thirty-one other lines. Ports without a descriptor, as those of Windows,
 * stay as they are.
 */
export function readNow(
  { port }: { readonly port?: object | undefined },
  platform: NodeJS.Platform = process.platform,
  read: typeof readSync = readSync,
): void {
  if (platform === 'win32' || port === undefined || !hasDescriptor(port)) return;
  const device = port;
  const readable = (): Promise<void> =>
    new Promise((resolve, reject) => void device.poller.once('readable', (error) => (error ? reject(error) : resolve())));
  const readPiece = async (buffer: Buffer, offset: number, length: number): Promise<{ readonly buffer: Buffer; readonly bytesRead: number }> => {
    for (;;) {
      if (device.fd === null) throw Object.assign(new Error('the port is closed'), { canceled: true });
      // Asked first: a read that finds nothing is an exception, which costs more than all the rest.
      await readable();
      const bytesRead = taken(() => read(device.fd ?? NO_PORT, buffer, offset, length, null));
      if (bytesRead === null) continue;
      if (bytesRead > 0) return { buffer, bytesRead };
      // A port that gives nothing although it was readable has hung up: its adapter is gone.
      throw new Error('the port has hung up');
    }
  };
  Object.assign(device, { read: readPiece });
}
