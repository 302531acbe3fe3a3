import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { systemClock, systemRandom } from '@payport/terminals-transports';
import { loadPlan } from './config/plan.ts';
import { announce, refuseBusyHome } from './folders/home-lock.ts';
import { folderOf, prepareFolder, type ProgramSource } from './folders/program-folder.ts';
import { HttpServer } from './http/http-server.ts';
import { BankDoor } from './inpas/bank-door.ts';
import { BankDoorServer } from './inpas/bank-door-server.ts';
import type { BankPlace } from './inpas/bank-link.ts';
import { runConsole } from './inpas/inpas-console.ts';
import { InpasFront } from './inpas/inpas-front.ts';
import { FileJournal } from './journal/file-journal.ts';
import { LinkServer } from './link/link-server.ts';
import { LOOPBACK } from './wire/loopback.ts';
import { World } from './world.ts';
import { ZvtFront } from './zvt/zvt-front.ts';

export interface SimulatorOptions {
  readonly host: string;
  readonly port: number;
  readonly home: string;
  readonly plan: string;
  readonly program: ProgramSource;
  /** The journal broke, which makes this process's answers worthless. */
  readonly onBroken: (error: unknown) => void;
  /** Errors of ours that one caller felt. */
  readonly log: (error: unknown) => void;
}

export interface RunningSimulator {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts everything and resolves once terminals and bank can be used. */
export async function startSimulator({ host, port, home, plan, program, onBroken, log }: SimulatorOptions): Promise<RunningSimulator> {
  const profiles = await loadPlan(plan);
  await mkdir(home, { recursive: true, mode: 0o755 });
  await refuseBusyHome(home);
  const { journal, records } = await FileJournal.open(path.join(home, 'journal.jsonl'), onBroken);
  const world = new World(profiles, { clock: systemClock, random: systemRandom, journal });
  world.replay(records);
  const links = new LinkServer(world.pinpads, log, runConsole);
  const http = new HttpServer({ world, journal, home, folder: (tid) => folderOf(home, tid) }, log);
  const fronts: { close(): Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all([links.close(), http.close(), ...fronts.map((front) => front.close())]);
    await journal.close();
  };
  try {
    const linkPort = await links.listen();
    const programs = profiles.filter(({ driver }) => driver === 'sberbank');
    await Promise.all(programs.map((profile) => prepareFolder(home, profile, linkPort, program)));
    const bank = profiles.some(({ bankThroughDesk }) => bankThroughDesk) ? await openBank(fronts) : null;
    for (const pad of world.pinpads.values()) {
      const own = pad.profile.bankThroughDesk ? bank : null;
      if (pad.profile.driver === 'inpas') fronts.push(await InpasFront.open(home, pad, log, { linkPort, program, bank: own }));
      if (pad.profile.driver === 'zvt') fronts.push(await ZvtFront.open(home, pad, log));
    }
    const url = `http://localhost:${await http.listen(host, port)}`;
    await announce(home, url);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The bank's ear for terminals that reach it through their cash desks. */
async function openBank(fronts: { close(): Promise<void> }[]): Promise<BankPlace> {
  const door = new BankDoor(systemClock);
  const server = new BankDoorServer(door);
  const port = await server.listen(0);
  fronts.push(server);
  return { host: LOOPBACK, port, door };
}
