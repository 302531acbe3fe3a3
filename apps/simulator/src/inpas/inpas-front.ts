import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { folderOf, prepareConsole, type ProgramSource } from '../folders/program-folder.ts';
import type { Pinpad } from '../pinpad/pinpad.ts';
import { lastPort, writePlace } from '../wire/device-place.ts';
import { LOOPBACK } from '../wire/loopback.ts';
import { SerialBridge } from '../wire/serial-bridge.ts';
import type { BankPlace } from './bank-link.ts';
import { InpasServer } from './inpas-server.ts';

/** What a terminal finds around itself. */
export interface FrontSurroundings {
  /** Where programs reach their terminals. */
  readonly linkPort: number;
  readonly program: ProgramSource;
  /** Of a terminal that reaches its bank through the cash desk. */
  readonly bank: BankPlace | null;
}

/** One INPAS terminal with its ways in. */
export class InpasFront {
  private constructor(
    private readonly server: InpasServer,
    private readonly bridge: SerialBridge | null,
  ) {}

  /** Starts listening, where it did the last time if that is free, and writes down where. */
  static async open(home: string, pad: Pinpad, log: (error: unknown) => void, around: FrontSurroundings): Promise<InpasFront> {
    const { tid, port: wanted, serial } = pad.profile;
    const folder = folderOf(home, tid);
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, 'inpas.json');
    const { bank } = around;
    const server = new InpasServer(pad, log, bank);
    const port = await server.listen((await lastPort(file)) ?? wanted ?? 0);
    const serialPort = path.join(folder, 'tty');
    const bridge = serial ? await SerialBridge.plug(serialPort, port) : null;
    const program = pad.profile.program ? await prepareConsole(home, pad.profile, around.linkPort, around.program) : null;
    await writePlace(file, {
      host: LOOPBACK,
      port,
      serialPort: bridge === null ? null : serialPort,
      program,
      folder: program === null ? null : folder,
      bankHost: bank === null ? null : `${bank.host}:${bank.port}`,
    });
    return new InpasFront(server, bridge);
  }

  async close(): Promise<void> {
    await this.bridge?.close();
    await this.server.close();
  }
}
