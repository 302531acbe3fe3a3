import { encodeText, sonataJournalText, type PostingDraft } from '@payport/bank-files';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const LIMIT_MS = 10_000;
const DAY_MS = 86_400_000;
/** Above a thousand roubles the desk asks a second person. */
const TWO_PEOPLE_MINOR = 100_000n;

/** The bank pays on the next working day. */
function payDay(day: string): string {
  for (let at = Date.parse(`${day}T00:00:00Z`) + DAY_MS; ; at += DAY_MS) {
    const date = new Date(at);
    if (date.getUTCDay() % 6 !== 0) return date.toISOString().slice(0, 10);
  }
}

/**
 * Files of the hotel's last day that all sides are through with, ready to be brought in: from the bank, its registry and the
 * statement that pays it; from the hotel's own system, its journal. The journal lacks one posting: a payment that was never
 * posted is what the reconciliation is there to find, and a dear one takes two people to explain. Files of earlier starts go.
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
  await save(`sonata-journal-${day}.csv`, encodeText([...sonataJournalText(withoutOne(postings))].join(''), 'cp1251'));
}

function withoutOne(postings: readonly PostingDraft[]): readonly PostingDraft[] {
  const missing = postings.findLast(({ kind, amountMinor }) => kind === 'payment' && amountMinor > TWO_PEOPLE_MINOR) ?? postings.at(-1);
  return postings.filter((posting) => posting !== missing);
}

async function download(bankUrl: string, file: string): Promise<Uint8Array> {
  const answer = await fetch(new URL(file, bankUrl), { signal: AbortSignal.timeout(LIMIT_MS) });
  if (!answer.ok) throw new Error(`The simulated bank gave no file (${answer.status}): ${file}`);
  return new Uint8Array(await answer.arrayBuffer());
}
