import type { Meaning, SearchQuery, Term } from './search-terms.ts';

/** How many payments a meaning may have, from one to very many. */
const BREADTH: Readonly<Record<Meaning['field'], number>> = {
  rrn: 0,
  id: 0,
  auth: 1,
  booking: 1,
  pms: 1,
  card: 2,
  room: 3,
  amount: 3,
  // A name that every tenth guest has is broader than any room.
  guest: 4,
  terminal: 5,
};
/** A range of amounts may hold nearly all payments; it narrows what another word finds, or the whole list. */
const RANGE = 9;

const isRange = (meaning: Meaning): boolean => meaning.field === 'amount' && (meaning.min === null || meaning.min !== meaning.max);

const breadth = ({ meanings }: Term): number => Math.max(0, ...meanings.map((meaning) => (isRange(meaning) ? RANGE : BREADTH[meaning.field])));
const letters = ({ text }: Term): number => text.length;

/** The word by which the payments are found; the others are held against what it finds. Null where none is fit for it. */
export function mainTerm(search: SearchQuery | null | undefined): Term | null {
  const fit = (search?.terms ?? []).filter((term) => !term.not && breadth(term) < RANGE);
  return fit.reduce<Term | null>((best, term) => {
    if (best === null || breadth(term) < breadth(best)) return term;
    return breadth(term) === breadth(best) && letters(term) > letters(best) ? term : best;
  }, null);
}
