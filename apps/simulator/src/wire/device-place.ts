import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** Where a terminal waits, for whoever registers it: the seed of the demonstration, tests, people. */
export interface DevicePlace {
  readonly host: string;
  readonly port: number;
  /** Where it has one beside the network. */
  readonly serialPort?: string | null;
  /** The bank's program before it, in its folder. */
  readonly program?: string | null;
  readonly folder?: string | null;
  /** `host:port` of the bank that it wants to be connected to. */
  readonly bankHost?: string | null;
}

/** Writes down where a terminal waits; whoever reads it never sees half of it. */
export async function writePlace(file: string, place: DevicePlace): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(place)}\n`);
  await rename(`${file}.new`, file);
}

/** The port that a terminal had the last time. */
export async function lastPort(file: string): Promise<number | null> {
  try {
    return z.object({ port: z.int() }).parse(JSON.parse(await readFile(file, 'utf8'))).port;
  } catch {
    return null; // The first start, or a file that somebody else wrote: any port will do.
  }
}
