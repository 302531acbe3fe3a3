import { existsSync, readdirSync } from 'node:fs';
import type { FuzzParser } from '@payport/testing';

const ROOT = new URL('../../', import.meta.url);
const PARSERS = 'src/testing/fuzz-parsers.ts';

/** Folders of all rooms below `libs`. */
export const allRooms = (): readonly string[] =>
  ['libs', 'libs/terminals'].flatMap((folder) => readdirSync(new URL(folder, ROOT)).map((room) => `${folder}/${room}`)).sort();

/** Whether a room has something. */
export const roomHas = (room: string, what: string): boolean => existsSync(new URL(`${room}/${what}`, ROOT));

/** Rooms whose parsers are fuzzed: a room joins by its file. */
export const fuzzedRooms = (): readonly string[] => allRooms().filter((room) => roomHas(room, PARSERS));

/** Every parser of every room. */
export async function fuzzParsers(): Promise<readonly FuzzParser[]> {
  const rooms = await Promise.all(
    fuzzedRooms().map((room) => import(new URL(`${room}/${PARSERS}`, ROOT).href) as Promise<{ FUZZ_PARSERS: readonly FuzzParser[] }>),
  );
  return rooms.flatMap(({ FUZZ_PARSERS }) => FUZZ_PARSERS);
}
