import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ProgramSpec, SpawnRefusal } from '@payport/terminals-core';
import { systemCode } from './system-error.ts';

const SCRIPT = /\.[cm]?js$/i;

/** The program's file; a relative name is looked for in its folder, never in the search path. */
export const programFile = (program: string, folder: string): string => path.resolve(folder, program);

/** Scripts are run by this Node, on every system; anything else by itself. */
export const commandLine = (file: string, args: readonly string[]): { command: string; args: string[] } =>
  SCRIPT.test(file) ? { command: process.execPath, args: [file, ...args] } : { command: file, args: [...args] };

const refusal = (reason: SpawnRefusal['reason'], error: unknown): SpawnRefusal => ({ reason, systemCode: systemCode(error) ?? 'UNKNOWN' });

/** What can be seen to be wrong before the system is asked to run it. */
export async function obstacle(spec: ProgramSpec): Promise<SpawnRefusal | null> {
  try {
    if (!(await stat(spec.folder)).isDirectory()) return { reason: 'folder_missing', systemCode: 'ENOTDIR' };
  } catch (error) {
    return refusal('folder_missing', error);
  }
  const file = programFile(spec.program, spec.folder);
  try {
    if (!(await stat(file)).isFile()) return { reason: 'not_executable', systemCode: 'EISDIR' };
  } catch (error) {
    return refusal('program_missing', error);
  }
  if (SCRIPT.test(file)) return null;
  try {
    await access(file, constants.X_OK);
    return null;
  } catch (error) {
    return refusal('not_executable', error);
  }
}

/**
 * The system's refusal to run a file that is there. ENOENT then means a missing loader: `sb_pilot` for Linux is a 32-bit
 * program, which a 64-bit system without 32-bit libraries cannot start.
 */
export function spawnRefusal(error: unknown): SpawnRefusal {
  const code = systemCode(error) ?? 'UNKNOWN';
  const notExecutable = ['EACCES', 'ENOENT', 'ENOEXEC', 'UNKNOWN'].includes(code);
  return { reason: notExecutable ? 'not_executable' : 'system_refused', systemCode: code };
}
