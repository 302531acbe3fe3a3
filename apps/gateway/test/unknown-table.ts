import { PORTAL_PATHS, type BankMappingDefinition, type PortalBankFile, type PortalBankMapping } from '@payport/contracts';
import type { PortalVisitor } from './portal-visitor.ts';

/** A table of a bank that nobody knows: its own header, and rows with a card number in one. */
export const unknownTable = (...rows: readonly string[]): Buffer =>
  Buffer.from(['Выгрузка банка «Северный»', 'День;Касса;Оборот;Удержано;Что;Ссылка;Карта', ...rows, ''].join('\r\n'));

export const SEVERNY: BankMappingDefinition = {
  target: 'bank',
  acquirer: 'северный',
  account: null,
  headless: false,
  headers: ['день', 'касса', 'оборот', 'удержано', 'что', 'ссылка', 'карта'],
  encoding: 'auto',
  delimiter: 'auto',
  decimal: ',',
  dayOrder: 'day_first',
  timeZone: 'Europe/Moscow',
  currency: 'RUB',
  columns: { operatedAt: 'день', tid: 'касса', gross: 'оборот', fee: 'удержано', kind: 'что', rrn: 'ссылка', card: 'карта' },
  kindRule: 'column',
  kindWords: { вернули: 'refund' },
  feeRule: 'column',
  feeRateMillionths: null,
};

/** Sends the bytes of a file to be read. */
export async function uploaded(who: PortalVisitor, propertyId: string, bytes: Uint8Array, name = 'северный.csv'): Promise<PortalBankFile> {
  const answer = await who.post(`${PORTAL_PATHS.bankFiles(propertyId)}?name=${encodeURIComponent(name)}`, Buffer.from(bytes));
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body as unknown as PortalBankFile;
}

/** Saves a description, or a new version of one. */
export async function savedMapping(who: PortalVisitor, propertyId: string, over: object = {}): Promise<PortalBankMapping> {
  const body = { name: 'Северный', definition: SEVERNY, basedOn: null, ...over };
  const answer = await who.post(PORTAL_PATHS.bankMappings(propertyId), body);
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body as unknown as PortalBankMapping;
}
