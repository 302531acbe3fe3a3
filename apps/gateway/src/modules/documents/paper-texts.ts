import { hotelTime } from '@payport/table-files';
import type { Language } from '../../http/language.ts';

/** `YYYY-MM-DD` as `27.11.2026` in Russian, as it is in English. */
export const dayText = (day: string, language: Language): string => (language === 'ru' ? day.split('-').reverse().join('.') : day);

/** What a clock showed, without its distance from UTC. */
export function faceText(face: string, language: Language): string {
  const [day = '', time = ''] = face.split('T');
  return `${dayText(day, language)} ${time}`.trim();
}

/** By the hotel's clock, to the second or the minute, with its distance from UTC. */
export function momentText(at: string | Date, zone: string, language: Language, to: 'seconds' | 'minutes' = 'seconds'): string {
  const { face, offset } = hotelTime(new Date(at), zone);
  return `${faceText(to === 'minutes' ? face.slice(0, 16) : face, language)} (UTC${offset})`;
}
