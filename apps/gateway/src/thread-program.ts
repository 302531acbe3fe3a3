import { existsSync } from 'node:fs';
import path from 'node:path';

/** The gateway was not built, or was copied in part. */
export class ProgramIncomplete extends Error {
  override readonly name = 'ProgramIncomplete';
}

/**
 * Where the program of a thread stands beside the gateway's own. Without it nothing may take the thread's place: what strangers send
 * is read within the thread's limits or not at all.
 * @throws ProgramIncomplete
 */
export function threadProgram(folder: string, name: string): string {
  const program = path.join(folder, `${name}.js`);
  if (!existsSync(program))
    throw new ProgramIncomplete(
      `the gateway's program is not whole: ${program} is missing. Build it with npm run build, and copy all of dist/gateway`,
    );
  return program;
}
