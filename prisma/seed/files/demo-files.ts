import { encodeText, sonataJournalText, type PostingDraft } from '@payport/bank-files';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { asTheHotelKeepsIt } from './kept-journal.ts';

const LIMIT_MS = 10_000;
const DAY_MS = 86_400_000;

/** The bank pays on the next working day. */
function payDay(day: string): string {
  for (let at = Date.parse(`${day}T00:00:00Z`) + DAY_MS; ; at += DAY_MS) {
    const date = new Date(at);
    if (date.getUTCDay() % 6 !== 0) return date.toISOString().slice(0, 10);
  }
}

/**
 * Files of the hotel's last day that all sides are through with, ready to be brought in: from the bank, its registry and the
 * statement that pays it; from the hotel's own system, its journal, in which two payments are not as they should be. Files of
 * earlier starts go.
 */
export async function writeDemoFiles(home: string, bankUrl: string, property: string, postings: readonly PostingDraft[]): Promise<void> {
  const day = postings[0]?.businessDay;
  if (day === undefined) return;
  const folder = path.join(home, 'demo-files');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const save = (name: string, bytes: Uint8Array): Promise<void> => writeFile(path.join(folder, name), bytes, { mode: 0o600 });
  await save(`registry-${day}.xlsx`, await download(bankUrl, `/files/registry?property=${property}&date=${day}`));
  await save(`kl_to_1c-${payDay(day)}.txt`, await download(bankUrl, `/files/statement?property=${property}&date=${payDay(day)}`));
  await save(`sonata-journal-${day}.csv`, encodeText([...sonataJournalText(asTheHotelKeepsIt(postings))].join(''), 'cp1251'));
}

async function download(bankUrl: string, file: string): Promise<Uint8Array> {
  const answer = await fetch(new URL(file, bankUrl), { signal: AbortSignal.timeout(LIMIT_MS) });
  if (!answer.ok) throw new Error(`The simulated bank gave no file (${answer.status}): ${file}`);
  return new Uint8Array(await answer.arrayBuffer());
}
