import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { folderOf } from '../folders/program-folder.ts';
import type { Pinpad } from '../pinpad/pinpad.ts';
import { InpasServer } from './inpas-server.ts';
import { SerialBridge } from './serial-bridge.ts';

/** Where a terminal waits, for whoever registers it: the seed of the demonstration, tests, people. */
const placeSchema = z.object({ host: z.string(), port: z.int(), serialPort: z.string().nullable() });
export type InpasPlace = z.infer<typeof placeSchema>;

export const placeFile = (home: string, tid: string): string => path.join(folderOf(home, tid), 'inpas.json');

/** One INPAS terminal with its ways in. */
export class InpasFront {
  private constructor(
    private readonly server: InpasServer,
    private readonly bridge: SerialBridge | null,
  ) {}

  /** Starts listening, where it did the last time if that is free, and writes down where. */
  static async open(home: string, pad: Pinpad, log: (error: unknown) => void): Promise<InpasFront> {
    const { tid, port: wanted, serial } = pad.profile;
    const folder = folderOf(home, tid);
    await mkdir(folder, { recursive: true });
    const file = placeFile(home, tid);
    const server = new InpasServer(pad, log);
    const port = await server.listen((await lastPort(file)) ?? wanted ?? 0);
    const serialPort = path.join(folder, 'tty');
    const bridge = serial ? await SerialBridge.plug(serialPort, port) : null;
    const place: InpasPlace = { host: '127.0.0.1', port, serialPort: bridge === null ? null : serialPort };
    await writeFile(`${file}.new`, `${JSON.stringify(place)}\n`);
    await rename(`${file}.new`, file);
    return new InpasFront(server, bridge);
  }

  async close(): Promise<void> {
    await this.bridge?.close();
    await this.server.close();
  }
}

async function lastPort(file: string): Promise<number | null> {
  try {
    return placeSchema.parse(JSON.parse(await readFile(file, 'utf8'))).port;
  } catch {
    return null; // The first start, or a file that somebody else wrote: any port will do.
  }
}
