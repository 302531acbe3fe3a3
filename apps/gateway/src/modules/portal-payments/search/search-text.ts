import type { SearchField } from '@payport/contracts';
import type { Language } from '../../../http/language.ts';
import type { SearchQuery, Term } from './search-terms.ts';

/** The operators as the portal writes them. */
const SHOWN: Readonly<Record<Language, Readonly<Record<SearchField, string>>>> = {
  ru: {
    rrn: 'rrn',
    auth: 'код',
    card: 'карта',
    room: 'номер',
    guest: 'гость',
    booking: 'бронь',
    pms: 'sonata',
    amount: 'сумма',
    terminal: 'терминал',
    id: 'id',
  },
  en: {
    rrn: 'rrn',
    auth: 'auth',
    card: 'card',
    room: 'room',
    guest: 'guest',
    booking: 'booking',
    pms: 'sonata',
    amount: 'amount',
    terminal: 'terminal',
    id: 'id',
  },
};

/** The search with its main word narrowed to one meaning. */
export function narrowed(search: SearchQuery, main: Term, field: SearchField, language: Language): string {
  const word = /^(?:\p{L}{2,}:)?["«]?(.*?)["»]?$/u.exec(main.text)?.[1] ?? main.text;
  const value = word.includes(' ') ? `"${word}"` : word;
  return search.texts.map((text) => (text === main.text ? `${SHOWN[language][field]}:${value}` : text)).join(' ');
}
