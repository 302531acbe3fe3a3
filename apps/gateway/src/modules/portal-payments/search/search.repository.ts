import type { SearchField } from '@payport/contracts';
import type { PropertyId } from '@payport/domain';
import type { Pool } from 'pg';
import type { PaymentListFilter } from '../payment-list-filter.ts';
import { branches } from '../payment-list-sql.ts';
import type { Bind } from './search-sql.ts';

export interface FoundTerminal {
  readonly id: string;
  readonly name: string;
  readonly tid: string | null;
  readonly property_id: string;
  readonly property_name: string;
}

/** What one meaning of the main word finds. */
export interface FoundGroup {
  readonly field: SearchField;
  /** At most as many as were asked for. */
  readonly count: number;
  /** The newest of them. */
  readonly ids: readonly string[];
}

const TERMINALS = {
  name: 'portal_search_terminals',
  text: `select t.id, t.name, t.tid, h.id as property_id, h.name as property_name from terminal t join property h on h.id = t.property_id
    where t.property_id = any($1::uuid[]) order by h.name, t.name, t.id`,
};

/** What the search box reads. Whatever it counts, it counts among the given properties only. */
export class SearchRepository {
  constructor(private readonly pool: Pool) {}

  /** Every terminal of the properties: dozens, not thousands. */
  async terminals(propertyIds: readonly PropertyId[]): Promise<readonly FoundTerminal[]> {
    return (await this.pool.query<FoundTerminal>({ ...TERMINALS, values: [propertyIds] })).rows;
  }

  async groups(filter: PaymentListFilter, newest: number): Promise<readonly FoundGroup[]> {
    const { text, values } = groupStatement(filter, newest);
    return (await this.pool.query<FoundGroup>({ text, values: [...values] })).rows;
  }
}

/** For each meaning of the main word: how many payments, counted up to the limit, and the newest. */
export function groupStatement(filter: PaymentListFilter, newest: number): { readonly text: string; readonly values: readonly unknown[] } {
  const values: unknown[] = [filter.propertyIds, filter.limit];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const found = branches(filter, bind).map(({ field, sql }) => `select ${bind(field)}::text as field, b.id from ${sql} b`);
  const text = `
    select field, least(count(*), $2)::int as count, (array_agg(id order by id desc))[1:${bind(newest)}] as ids
    from (${found.join('\n    union ')}) found where field is not null group by field`;
  return { text, values };
}
