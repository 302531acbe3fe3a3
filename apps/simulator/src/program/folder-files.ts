import { readFile, rm, writeFile } from 'node:fs/promises';

/** Files of the installation folder, which is the current folder of the run. */
export const RESULT_FILE = 'e';
export const INI_FILE = 'pinpad.ini';
/** Prepared beside the real files, for the simulation only. */
const SIMULATOR_FILE = 'simulator.json';
const ABORT_FILE = 'POLLING.OFF';
const ABORT_CONTENT = 'abort';

/** Null when the file is not there. */
export async function readIfThere(name: string): Promise<string | null> {
  try {
    return await readFile(name, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

export const removeFiles = async (...names: readonly string[]): Promise<void> => {
  await Promise.all(names.map((name) => rm(name, { force: true })));
};

/** Writes bytes that travelled as base64. */
export const writeBytes = (name: string, base64: string): Promise<void> => writeFile(name, Buffer.from(base64, 'base64'));

/** The `e` of a run without link, in the encoding of the installation; base64. */
export async function noLinkAnswer(): Promise<string> {
  const prepared: unknown = JSON.parse((await readIfThere(SIMULATOR_FILE)) ?? '{}');
  const bare = Buffer.from('99,\r\n').toString('base64');
  return typeof prepared === 'object' && prepared !== null && 'noLink' in prepared && typeof prepared.noLink === 'string' ? prepared.noLink : bare;
}

/** True while the till asks to stop. The request stays where it is: removing it before the next run is the till's part. */
export const abortAsked = async (): Promise<boolean> => (await readIfThere(ABORT_FILE))?.trim().toLowerCase() === ABORT_CONTENT;
