import { sberbankText, sberbankWorkbook, sonataJournalText, type RegistryPlace } from '@payport/bank-files';
import { formatAmount } from '@payport/domain';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { camtFile, multiCashFile, oneCFile } from './account-files.ts';
import { accountNumber } from './account.ts';
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
  const place: RegistryPlace = { legalEntity: `ООО «${hotel.key}»`, address: hotel.key, account: accountNumber(hotel) };
  const own = world.lines.filter((line) => line.hotel === hotel.key);
  const main = own.filter(({ file }) => file === 'main');
  await save(path.join(folder, 'registry.csv'), registryRows(main, place));
  const second = own.filter(({ file }) => file === 'second_layout').map(({ draft }) => draft);
  if (second.length <= WORKBOOK_ROWS)
    await pipeline(sberbankWorkbook(second, 'reimbursement', place), createWriteStream(path.join(folder, 'registry-second.xlsx')));
  else await save(path.join(folder, 'registry-second.csv'), sberbankText(second, 'reimbursement', place, { delimiter: ',', decimal: '.' }));
  const short = own.filter(({ file }) => file === 'short_layout').map(({ draft }) => draft);
  await save(path.join(folder, 'registry-short.csv'), sberbankText(short, 'short', place, TABLE));
  await writeAccount(world, hotel, folder, place);
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

/** The whole account for 1C, and some of its entries once more: of every other hotel as camt.053, of the others as MultiCash. */
async function writeAccount(world: GeneratedWorld, hotel: GeneratedHotel, folder: string, { account, legalEntity }: RegistryPlace): Promise<void> {
  const told = (file: 'account' | 'second_account') =>
    world.entries.filter((entry) => entry.hotel === hotel.key && entry.file === file).map(({ draft }) => draft);
  await writeFile(path.join(folder, 'kl_to_1c.txt'), oneCFile(account, legalEntity, told('account')));
  const again = told('second_account');
  if (world.hotels.indexOf(hotel) % 2 === 0) await writeFile(path.join(folder, 'account-second.xml'), camtFile(account, again));
  else await writeFile(path.join(folder, 'account-second.txt'), multiCashFile(account, again));
}

function* paymentRows({ payments }: GeneratedWorld): Generator<string> {
  yield 'id,hotel,kind,status,amount_minor,currency,tid,result_tid,mid,rrn,auth_code,card_mask,original_id,at,business_day\n';
  for (const p of payments)
    yield `${[p.id, p.hotel, p.kind, p.status, p.amountMinor, p.currency, p.tid, p.resultTid ?? '', p.mid, p.rrn ?? '', p.authCode ?? '', p.cardMask ?? '', p.originalId ?? '', p.at, p.businessDay].join(',')}\n`;
}

function* truthRows({ truth }: GeneratedWorld): Generator<string> {
  yield 'group,hotel,trouble,relation,verdict,payments,bank,postings,statement\n';
  for (const t of truth)
    yield `${[t.group, t.hotel, t.trouble, t.relation, t.verdict, t.payments.join(' '), t.bank.join(' '), t.postings.join(' '), t.statement.join(' ')].join(',')}\n`;
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
