import { BYTE_ORDER_MARK, csvLine, hotelTime, type Cell } from '@payport/table-files';
import type { Language } from '../../http/language.ts';
import type { AuditRow } from './audit.repository.ts';

const text = (value: string | null): Cell => ({ type: 'text', text: value ?? '' });

/** Heads in both languages, and what stands below. The seal is made of the moment in UTC, so that stands beside the hotel's clock. */
const COLUMNS: readonly (readonly [ru: string, en: string, of: (row: AuditRow) => Cell])[] = [
  ['Время (часы гостиницы)', 'Time (hotel’s clock)', (row) => ({ type: 'moment', face: clockOf(row).face })],
  ['Пояс', 'Zone', (row) => text(`UTC${clockOf(row).offset}`)],
  ['Гостиница', 'Hotel', ({ property_name }) => text(property_name)],
  ['Кто', 'Who', ({ actor }) => text(actor)],
  ['Кто (код)', 'Who (id)', ({ actor_id }) => text(actor_id)],
  ['Действие', 'Action', ({ action }) => text(action)],
  ['О чём (код)', 'About (id)', ({ subject }) => text(subject)],
  ['О чём', 'About', ({ label }) => text(label)],
  ['Было', 'Before', ({ before }) => text(before && JSON.stringify(before))],
  ['Стало', 'After', ({ after }) => text(after && JSON.stringify(after))],
  ['Время UTC', 'Time UTC', ({ at }) => text(at.toISOString())],
  ['Код записи', 'Entry id', ({ id }) => text(id)],
  ['Место в цепочке', 'Place in the chain', ({ seq }) => text(seq)],
  ['SHA-256', 'SHA-256', ({ hash }) => text(hash)],
];

/** What is about no hotel has no clock but the world's. */
const clockOf = ({ at, time_zone }: AuditRow): ReturnType<typeof hotelTime> => hotelTime(at, time_zone ?? 'UTC');

/** UTF-8 with a byte order mark, by which Excel knows it. */
export const auditCsvHead = (language: Language): string =>
  BYTE_ORDER_MARK +
  csvLine(
    COLUMNS.map(([ru, en]) => text(language === 'ru' ? ru : en)),
    language,
  );

export const auditCsvLine = (row: AuditRow, language: Language): string =>
  csvLine(
    COLUMNS.map(([, , of]) => of(row)),
    language,
  );
