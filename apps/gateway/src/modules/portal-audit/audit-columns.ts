import { hotelTime, type Cell } from '@payport/table-files';
import type { Language } from '../../http/language.ts';
import { actionText } from '../audit/index.ts';
import type { AuditRow } from './audit.repository.ts';

const text = (value: string | null): Cell => ({ type: 'text', text: value ?? '' });

interface AuditColumn {
  readonly ru: string;
  readonly en: string;
  /** Characters. */
  readonly width: number;
  readonly of: (row: AuditRow, language: Language) => Cell;
}

/** The seal is made of the moment in UTC and of the codes, so those stand beside the hotel's clock and the words. */
const COLUMNS: readonly AuditColumn[] = [
  { ru: 'Время (часы гостиницы)', en: 'Time (hotel’s clock)', width: 20, of: (row) => ({ type: 'moment', face: clockOf(row).face }) },
  { ru: 'Пояс', en: 'Zone', width: 10, of: (row) => text(`UTC${clockOf(row).offset}`) },
  { ru: 'Гостиница', en: 'Hotel', width: 24, of: ({ property_name }) => text(property_name) },
  { ru: 'Кто', en: 'Who', width: 24, of: ({ actor }) => text(actor.replace(/^user:/, '')) },
  { ru: 'Что сделано', en: 'What was done', width: 40, of: ({ action }, language) => text(actionText(action, language)) },
  { ru: 'О чём', en: 'About', width: 30, of: ({ label }) => text(label) },
  { ru: 'Было', en: 'Before', width: 40, of: ({ before }) => text(before && JSON.stringify(before)) },
  { ru: 'Стало', en: 'After', width: 40, of: ({ after }) => text(after && JSON.stringify(after)) },
  { ru: 'Кто (код)', en: 'Who (id)', width: 38, of: ({ actor_id }) => text(actor_id) },
  { ru: 'Кто (запись)', en: 'Who (as recorded)', width: 24, of: ({ actor }) => text(actor) },
  { ru: 'Действие (код)', en: 'Action (code)', width: 30, of: ({ action }) => text(action) },
  { ru: 'О чём (код)', en: 'About (id)', width: 38, of: ({ subject }) => text(subject) },
  { ru: 'Время UTC', en: 'Time UTC', width: 26, of: ({ at }) => text(at.toISOString()) },
  { ru: 'Код записи', en: 'Entry id', width: 38, of: ({ id }) => text(id) },
  { ru: 'Место в цепочке', en: 'Place in the chain', width: 12, of: ({ seq }) => text(seq) },
  { ru: 'SHA-256', en: 'SHA-256', width: 66, of: ({ hash }) => text(hash) },
];

/** What is about no hotel has no clock but the world's. */
const clockOf = ({ at, time_zone }: AuditRow): ReturnType<typeof hotelTime> => hotelTime(at, time_zone ?? 'UTC');

export const AUDIT_SHEET: Readonly<Record<Language, string>> = { ru: 'Журнал', en: 'Audit' };
export const AUDIT_WIDTHS: readonly number[] = COLUMNS.map(({ width }) => width);
export const auditHeads = (language: Language): readonly string[] => COLUMNS.map((column) => column[language]);
export const auditCells = (row: AuditRow, language: Language): readonly Cell[] => COLUMNS.map(({ of }) => of(row, language));
