import { encodeText, oneCStatement, sberbankWorkbook, tochkaText, type RegistryDraft, type SberbankVersion } from '@payport/bank-files';
import { bankTime, dayAfter } from '../files/bank-day.ts';
import { registryOf, type Merchant } from '../files/registry.ts';
import { accountOf, statementOf } from '../files/statement.ts';
import { Problem } from './problem.ts';
import type { RouteAnswer, RouteCall } from './routes.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SBERBANK: Readonly<Record<string, SberbankVersion>> = {
  sberbank: 'full',
  'sberbank-reimbursement': 'reimbursement',
  'sberbank-short': 'short',
};
const LAYOUTS = [...Object.keys(SBERBANK), 'tochka'] as const;

/** The registry of one of the bank's days, in a layout that an acquirer uses. Without a day: yesterday's. */
export async function getRegistry(call: RouteCall): Promise<RouteAnswer> {
  const merchant = merchantOf(call);
  const day = dayOf(call, -1);
  const layout = call.query.get('layout') ?? 'sberbank';
  const lines = (await linesOf(call, merchant)).filter((line) => line.operatedAt.day === day);
  const version = SBERBANK[layout];
  if (version !== undefined) {
    const place = { legalEntity: merchant.legalEntity, address: merchant.city, account: accountOf(merchant) };
    return file(`${layout}-${merchant.mid}-${day}.xlsx`, XLSX, await collected(sberbankWorkbook(lines, version, place)));
  }
  if (layout !== 'tochka') throw new Problem(422, 'validation-failed', `layout is one of: ${LAYOUTS.join(', ')}.`);
  return file(`tochka-${merchant.mid}-${day}.csv`, 'text/csv; charset=utf-8', encodeText([...tochkaText(lines)].join(''), 'utf-8'));
}

/** The statement of the hotel's account on one day, as 1C takes it. Without a day: today's. */
export async function getStatement(call: RouteCall): Promise<RouteAnswer> {
  const merchant = merchantOf(call);
  const day = dayOf(call, 0);
  const statement = statementOf(await linesOf(call, merchant), merchant, day, call.simulation.world.nowMs());
  return file(`kl_to_1c-${merchant.mid}-${day}.txt`, 'text/plain; charset=windows-1251', encodeText(oneCStatement(statement, 'cp1251'), 'cp1251'));
}

/** What the ledger has settled; nothing is told before it would survive a crash. */
async function linesOf({ simulation }: RouteCall, merchant: Merchant): Promise<readonly RegistryDraft[]> {
  const lines = registryOf(simulation.world.bank.ledger(null), merchant);
  await simulation.journal.durable();
  return lines;
}

/** `property` is the key of the plan; without it, the first of the plan. */
function merchantOf({ simulation, query }: RouteCall): Merchant {
  const wanted = query.get('property');
  const profiles = Array.from(simulation.world.pinpads.values(), ({ profile }) => profile);
  const profile = profiles.find(({ property }) => wanted === null || property === wanted);
  if (profile === undefined) throw new Problem(404, 'not-found', 'There is no property with this key that has a simulated terminal.');
  return profile;
}

function dayOf({ simulation, query }: RouteCall, daysFromToday: number): string {
  const wanted = query.get('date');
  if (wanted === null) return dayAfter(bankTime(simulation.world.nowMs()).day, daysFromToday);
  const time = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(wanted) ? Date.parse(`${wanted}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== wanted)
    throw new Problem(422, 'validation-failed', 'date is a day: 2026-11-28.');
  return wanted;
}

const file = (name: string, type: string, bytes: Uint8Array): RouteAnswer => ({ status: 200, file: { name, type, bytes } });

async function collected(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
