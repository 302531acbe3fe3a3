import type { LedgerLine } from './ledger-lines.ts';

const LIMIT_MS = 10_000;

/** Tells the simulated bank what it took in the past. It leaves out what it knows already. */
export async function postLedger(simulatorUrl: string, lines: readonly LedgerLine[]): Promise<void> {
  const url = new URL('/ledger/history', simulatorUrl);
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(lines),
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  if (!answer.ok) throw new Error(`The simulated bank refused the history (${answer.status}): ${(await answer.text()).slice(0, 500)}`);
}
