import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

const FILE = 'running.json';
/** Only waited for when something listens there: after a crash the question is refused at once. */
const ASK_LIMIT_MS = 5_000;

/** Another simulator works on this folder; two would tear the journal. */
export class HomeBusyError extends Error {
  override readonly name = 'HomeBusyError';
}

/** Refuses a folder whose simulator still answers; a file left by one that crashed does not count. */
export async function refuseBusyHome(home: string): Promise<void> {
  const url = await runningUrl(home);
  if (url !== null && (await answersFor(url, home))) throw new HomeBusyError(`Another simulator already works on ${home} (${url}).`);
}

/** Says where this simulator answers. */
export async function announce(home: string, url: string): Promise<void> {
  const file = path.join(home, FILE);
  await writeFile(`${file}.new`, `${JSON.stringify({ url, pid: process.pid })}\n`);
  await rename(`${file}.new`, file);
}

async function runningUrl(home: string): Promise<string | null> {
  try {
    const content: unknown = JSON.parse(await readFile(path.join(home, FILE), 'utf8'));
    return typeof content === 'object' && content !== null && 'url' in content && typeof content.url === 'string' ? content.url : null;
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing || error instanceof SyntaxError) return null;
    throw error;
  }
}

async function answersFor(url: string, home: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(ASK_LIMIT_MS) });
    const body: unknown = await answer.json();
    return typeof body === 'object' && body !== null && 'home' in body && body.home === home;
  } catch {
    // Whatever listens there now, it is not a simulator of this folder.
    return false;
  }
}
