import {
  acquiringPurpose,
  encodeText,
  oneCStatement,
  sberbankText,
  sberbankWorkbook,
  settleRegistry,
  sonataJournalText,
  type RegistryPlace,
  type StatementDraft,
} from '@payport/bank-files';
import { formatAmount } from '@payport/domain';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { GeneratedHotel, GeneratedWorld } from './world.ts';

const TABLE = { delimiter: ';', decimal: ',' } as const;
/** Rows of a workbook that people still open; more go into a text. */
const WORKBOOK_ROWS = 100_000;

/** Writes a world into a folder: files of each hotel in real layouts, the gateway's payments and the truth as plain CSV. */
export async function writeWorld(world: GeneratedWorld, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const hotel of world.hotels) await writeHotel(world, hotel, path.join(folder, hotel.key));
  await save(path.join(folder, 'payments.csv'), paymentRows(world));
  await save(path.join(folder, 'truth.csv'), truthRows(world));
}

async function writeHotel(world: GeneratedWorld, hotel: GeneratedHotel, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const place: RegistryPlace = { legalEntity: `ООО «${hotel.key}»`, address: hotel.key, account: `40702810${hotel.mid}` };
  const own = world.lines.filter((line) => line.hotel === hotel.key);
  const main = own.filter(({ file }) => file === 'main');
  await save(path.join(folder, 'registry.csv'), registryRows(main, place));
  const second = own.filter(({ file }) => file === 'second_layout').map(({ draft }) => draft);
  if (second.length <= WORKBOOK_ROWS)
    await pipeline(sberbankWorkbook(second, 'reimbursement', place), createWriteStream(path.join(folder, 'registry-second.xlsx')));
  else await save(path.join(folder, 'registry-second.csv'), sberbankText(second, 'reimbursement', place, { delimiter: ',', decimal: '.' }));
  const short = own.filter(({ file }) => file === 'short_layout').map(({ draft }) => draft);
  await save(path.join(folder, 'registry-short.csv'), sberbankText(short, 'short', place, TABLE));
  await writeFile(path.join(folder, 'kl_to_1c.txt'), encodeText(statementText(world, hotel, place), 'cp1251'));
  await save(path.join(folder, 'journal.csv'), sonataJournalText(world.postings.filter((posting) => posting.hotel === hotel.key)));
}

/** A dirty row has words where its amount belongs. */
function* registryRows(lines: GeneratedWorld['lines'], place: RegistryPlace): Generator<string> {
  const rows = sberbankText(
    lines.map(({ draft }) => draft),
    'full',
    place,
    TABLE,
  );
  let at = -1;
  for (const row of rows) {
    const line = lines[at];
    at += 1;
    if (line === undefined || line.dirtyAmount === null) yield row;
    else yield row.replace(`;${formatAmount(line.draft.grossMinor, 'RUB').replace('.', ',')};`, `;${line.dirtyAmount};`);
  }
}

/** One credit for each of the bank's days, on the day after. */
function statementText(world: GeneratedWorld, hotel: GeneratedHotel, { account, legalEntity }: RegistryPlace): string {
  const settled = settleRegistry(
    world.lines.filter((line) => line.file === 'main' && line.dirtyAmount === null && line.hotel === hotel.key).map(({ draft }) => draft),
  );
  const entries = settled.map((settlement, index): StatementDraft => {
    const bookedOn = new Date(Date.parse(`${settlement.day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    return {
      account,
      direction: settlement.netMinor < 0n ? 'debit' : 'credit',
      amountMinor: settlement.netMinor < 0n ? -settlement.netMinor : settlement.netMinor,
      currency: 'RUB',
      bookedOn,
      documentNumber: String(index + 1),
      documentOn: bookedOn,
      documentKind: 'Банковский ордер',
      counterparty: 'Банк',
      counterpartyInn: '7700000023',
      counterpartyAccount: '30232810000000000001',
      purpose: acquiringPurpose(settlement, 'registry'),
      bankRef: null,
    };
  });
  const [from, to] = [entries[0]?.bookedOn ?? '2026-01-01', entries.at(-1)?.bookedOn ?? '2026-01-01'];
  return oneCStatement(
    { account, owner: legalEntity, ownerInn: null, bankBic: null, from, to, openingMinor: 0n, entries, createdOn: to, createdAt: '09:00:00' },
    'cp1251',
  );
}

function* paymentRows({ payments }: GeneratedWorld): Generator<string> {
  yield 'id,hotel,kind,status,amount_minor,currency,tid,mid,rrn,auth_code,card_mask,original_id,at,business_day\n';
  for (const p of payments)
    yield `${[p.id, p.hotel, p.kind, p.status, p.amountMinor, p.currency, p.tid, p.mid, p.rrn, p.authCode, p.cardMask, p.originalId ?? '', p.at, p.businessDay].join(',')}\n`;
}

function* truthRows({ truth }: GeneratedWorld): Generator<string> {
  yield 'group,hotel,trouble,relation,verdict,payments,bank,postings\n';
  for (const t of truth)
    yield `${[t.group, t.hotel, t.trouble, t.relation, t.verdict, t.payments.join(' '), t.bank.join(' '), t.postings.join(' ')].join(',')}\n`;
}

async function save(file: string, rows: Iterable<string>): Promise<void> {
  await pipeline(gathered(rows), createWriteStream(file));
}

function* gathered(rows: Iterable<string>): Generator<string> {
  let text = '';
  for (const row of rows) {
    text += row;
    if (text.length < 256 * 1024) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
