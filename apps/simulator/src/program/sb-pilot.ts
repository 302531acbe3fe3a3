import type { FromPinpad } from '../link/link-protocol.ts';
import { abortAsked, INI_FILE, noLinkAnswer, readIfThere, removeFiles, RESULT_FILE, writeBytes } from './folder-files.ts';
import { PinpadLink } from './pinpad-link.ts';
import { parsePinpadIni } from './pinpad-ini.ts';

/** How often the program looks for the abort file. */
const ABORT_POLL_MS = 50;

/**
 * Stand-in for the bank's `sb_pilot`: one run, one operation. It works in the current folder, blocks until the device is
 * done, leaves `e` and `p`, and ends with 0 whatever came out of it: the outcome is in the file.
 */
async function main(args: readonly string[]): Promise<void> {
  const ini = parsePinpadIni((await readIfThere(INI_FILE)) ?? '');
  const slipFile = ini?.printerFile ?? 'p';
  const clear = (): Promise<void> => removeFiles(RESULT_FILE, slipFile);
  const link = ini ? await PinpadLink.open(ini) : null;
  if (!ini || !link) return reportNoLink(clear);
  const polling = setInterval(() => {
    abortAsked().then((asked) => {
      if (!asked) return;
      clearInterval(polling);
      link.abort();
    }, fail);
  }, ABORT_POLL_MS);
  const end = await link.run(ini.tid, args, { accepted: clear });
  clearInterval(polling);
  link.close();
  if (!end) return reportNoLink(clear);
  if (end.type === 'die') process.kill(process.pid, 'SIGKILL');
  else if (end.type === 'files') await leaveFiles(end, slipFile);
  else await reportNoLink(clear);
}

/** The slip first: a till that sees `e` may read `p` at once. */
async function leaveFiles({ result, slip }: Extract<FromPinpad, { type: 'files' }>, slipFile: string): Promise<void> {
  if (slip !== null) await writeBytes(slipFile, slip);
  await writeBytes(RESULT_FILE, result);
}

async function reportNoLink(clear: () => Promise<void>): Promise<void> {
  await clear();
  await writeBytes(RESULT_FILE, await noLinkAnswer());
}

function fail(error: unknown): never {
  process.stderr.write(`sb_pilot: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main(process.argv.slice(2)).catch(fail);
