import { readIfThere, removeFiles, writeBytes } from './folder-files.ts';
import { PinpadLink } from './pinpad-link.ts';
import { parsePinpadIni } from './pinpad-ini.ts';

const INI_FILE = 'dcconsole.ini';
const RESULT_FILE = 'result.txt';
const RECEIPT_FILE = 'receipt.txt';
/** No terminal, or its link broke: the number that the bank's library has for it. */
const NO_LINK = 13;

/**
 * Stand-in for the bank's DC Console: one run, one operation. It works in the current folder, blocks until the terminal is done,
 * leaves `result.txt` and `receipt.txt`, and ends with 0 where the operation was approved.
 */
async function main(args: readonly string[]): Promise<number> {
  const ini = parsePinpadIni((await readIfThere(INI_FILE)) ?? '');
  const link = ini ? await PinpadLink.open(ini) : null;
  if (!ini || !link) return NO_LINK;
  const end = await link.run(ini.tid, args, { accepted: () => removeFiles(RESULT_FILE, RECEIPT_FILE) });
  link.close();
  if (!end) return NO_LINK;
  if (end.type === 'die') process.kill(process.pid, 'SIGKILL');
  if (end.type !== 'files') return end.type === 'exit' ? end.exitCode : NO_LINK;
  if (end.slip !== null) await writeBytes(RECEIPT_FILE, end.slip);
  await writeBytes(RESULT_FILE, end.result);
  return end.exitCode ?? 0;
}

main(process.argv.slice(2)).then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    process.stderr.write(`dcconsole: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(NO_LINK);
  },
);
