import type { PortalSearchQuery, PortalSearchResult } from '@payport/contracts';
import { ok, refuse, type Clock, type PropertyId, type Result } from '@payport/domain';
import type { Language } from '../../../http/language.ts';
import type { PortalUser } from '../../access/index.ts';
import { paymentRow } from '../payment-row.ts';
import type { PortalPaymentRepository } from '../portal-payment.repository.ts';
import { fold } from './fold.ts';
import { mainTerm } from './main-term.ts';
import { parseSearch } from './parse-search.ts';
import { narrowed } from './search-text.ts';
import type { Meaning, SearchQuery } from './search-terms.ts';
import type { FoundGroup, FoundTerminal, SearchRepository } from './search.repository.ts';

export interface SearchPorts {
  readonly search: SearchRepository;
  readonly payments: PortalPaymentRepository;
  readonly clock: Pick<Clock, 'now'>;
}

export type SearchProblem = 'property' | 'card-number';

/** More is told as "100+". */
const COUNTED = 100;
/** What a person reads at a glance. */
const SHOWN = 8;
const SHOWN_TERMINALS = 4;

/** The search box: the system of record itself is asked, so what was committed is found. */
export class SearchService {
  constructor(private readonly ports: SearchPorts) {}

  async search(user: PortalUser, { q, property }: PortalSearchQuery, language: Language): Promise<Result<PortalSearchResult, SearchProblem>> {
    const propertyIds = property === undefined ? user.propertyIds : user.propertyIds.filter((id) => id === property);
    if (propertyIds.length === 0) return refuse('property');
    const typed = parseSearch(q, this.ports.clock.now());
    if (typed === 'card-number') return refuse(typed);
    const nothing: PortalSearchResult = { unclear: [], groups: [], payments: [], terminals: [] };
    if (typed === null) return ok(nothing);
    if (typed.unclear.length > 0) return ok({ ...nothing, unclear: [...typed.unclear] });
    const terminals = await this.ports.search.terminals(propertyIds);
    const search = withTerminals(typed, terminals);
    const found = await this.payments(propertyIds, search, language);
    return ok({ ...nothing, ...found, terminals: shownTerminals(typed, terminals) });
  }

  /** The same search, for the list. Null where nothing is looked for. */
  async forList(propertyIds: readonly PropertyId[], text: string): Promise<Result<SearchQuery | null, 'card-number' | 'unclear'>> {
    const typed = parseSearch(text, this.ports.clock.now());
    if (typed === 'card-number') return refuse(typed);
    if (typed === null) return ok(null);
    if (typed.unclear.length > 0) return refuse('unclear');
    const named = typed.terms.some(({ meanings }) => meanings.some(({ field }) => field === 'terminal'));
    return ok(named ? withTerminals(typed, await this.ports.search.terminals(propertyIds)) : typed);
  }

  private async payments(
    propertyIds: readonly PropertyId[],
    search: SearchQuery,
    language: Language,
  ): Promise<Pick<PortalSearchResult, 'groups' | 'payments'>> {
    const nowMs = this.ports.clock.now();
    const main = mainTerm(search);
    if (main === null) {
      const rows = await this.ports.payments.list({ propertyIds, search, nowMs, limit: SHOWN });
      return { groups: [], payments: rows.map((row) => paymentRow(row, language)) };
    }
    const groups = await this.ports.search.groups({ propertyIds, search, nowMs, limit: COUNTED + 1 }, SHOWN);
    const order = main.meanings.map(({ field }) => field);
    const sorted = [...groups].sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
    const rows = await this.ports.payments.rows(newestOf(groups));
    return {
      groups: sorted.map(({ field, count }) => ({
        field,
        count: Math.min(count, COUNTED),
        more: count > COUNTED,
        query: narrowed(search, main, field, language),
      })),
      payments: rows.map((row) => paymentRow(row, language)),
    };
  }
}

/** Ids are ordered by time. */
const newestOf = (groups: readonly FoundGroup[]): readonly string[] =>
  [...new Set(groups.flatMap(({ ids }) => ids))].sort((a, b) => (a < b ? 1 : -1)).slice(0, SHOWN);

const fits = ({ name, tid }: FoundTerminal, words: readonly string[]): boolean =>
  words.some((word) => (tid !== null && fold(tid) === word) || ` ${fold(name)}`.includes(` ${word}`));

/** Terminals are few: they are found by their names here, and by their ids in the database. */
function withTerminals(search: SearchQuery, terminals: readonly FoundTerminal[]): SearchQuery {
  const resolved = (meaning: Meaning): readonly Meaning[] => {
    if (meaning.field !== 'terminal') return [meaning];
    const ids = terminals.filter((terminal) => fits(terminal, meaning.values)).map(({ id }) => id);
    return ids.length === 0 ? [] : [{ field: 'terminal', values: ids }];
  };
  return { ...search, terms: search.terms.map((term) => ({ ...term, meanings: term.meanings.flatMap(resolved) })) };
}

/** Terminals to go to: only where nothing else was typed. */
function shownTerminals({ terms, conditions }: SearchQuery, terminals: readonly FoundTerminal[]): PortalSearchResult['terminals'] {
  const [term, ...others] = terms;
  if (!term || term.not || others.length > 0 || conditions.length > 0) return [];
  const words = term.meanings.flatMap((meaning) =>
    meaning.field === 'guest' ? meaning.variants.map((variant) => variant.join(' ')) : meaning.field === 'terminal' ? meaning.values : [],
  );
  const long = words.filter((word) => word.length >= 2);
  return terminals
    .filter((terminal) => fits(terminal, long))
    .slice(0, SHOWN_TERMINALS)
    .map(({ id, name, tid, property_id, property_name }) => ({ id, name, tid, property: { id: property_id, name: property_name } }));
}
