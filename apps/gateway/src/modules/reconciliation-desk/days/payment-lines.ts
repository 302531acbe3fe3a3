import type { PortalReconLine } from '@payport/contracts';
import type { PaymentId, PropertyId } from '@payport/domain';
import type { Pool } from 'pg';
import { lineLook } from '../line-look-sql.ts';
import { toLine, type LineRow } from './day-lines.service.ts';

/** Lines of one step, at most: a credit to the account may stand for a whole day. */
const LIMIT = 50;

const COLUMNS = `r.relation, r.side, r.ref, r.business_day::text, r.amount_minor::text, r.currency, r.result, r.rung, r.deadline::text, r.detail, r.match_id`;

/** What was picked in `picked`, with what a person knows each line by. */
const read = (picked: string): string => `
  with picked as (${picked})
  select line.*, looked.look, x.id as exception_id
  from (select *, row_number() over () as place from picked) line
  left join recon_exception x on (x.property_id, x.relation, x.side, x.ref) = (line.property_id, line.relation, line.side, line.ref)
  ${lineLook('line')}
  order by line.place`;

const OWN = read(`
  select r.property_id, ${COLUMNS} from (values ('gateway_bank'), ('gateway_pms')) o (relation)
  cross join lateral recon_result_at($1, o.relation, 'gateway', $2) r order by r.relation`);
const MATCHED = read(`
  select r.property_id, ${COLUMNS} from recon_result r
  where r.property_id = $1 and r.relation = $2 and r.match_id = $3 and r.side = $4 order by r.ref collate "C" limit ${LIMIT}`);
const ON_ACCOUNT = read(`
  select r.property_id, ${COLUMNS} from unnest($2::text[]) o (ref)
  cross join lateral recon_result_at($1, 'bank_statement', 'bank', o.ref) r order by r.ref collate "C" limit ${LIMIT}`);

type TracedRow = LineRow & { readonly match_id: string | null };

/** What the matching knows of one payment, from its own lines to the bank's, the hotel's and the account's. */
export class PaymentLines {
  constructor(private readonly pool: Pool) {}

  /** The payment's own line in each relation, then what each is matched with, then the credit of the bank's lines. */
  async of(propertyId: PropertyId, id: PaymentId): Promise<readonly PortalReconLine[]> {
    const own = await this.rows(OWN, [propertyId, id]);
    const others: TracedRow[] = [];
    for (const { relation, match_id } of own)
      if (match_id !== null)
        others.push(...(await this.rows(MATCHED, [propertyId, relation, match_id, relation === 'gateway_bank' ? 'bank' : 'pms'])));
    const bank = others.filter(({ side }) => side === 'bank').map(({ ref }) => ref);
    const credited = bank.length === 0 ? [] : await this.rows(ON_ACCOUNT, [propertyId, bank]);
    const credits: TracedRow[] = [];
    for (const match of new Set(credited.map(({ match_id }) => match_id)))
      if (match !== null) credits.push(...(await this.rows(MATCHED, [propertyId, 'bank_statement', match, 'statement'])));
    // The bank's own line stands there already; how it waits for its credit is news.
    const waiting = credited.filter(({ match_id }) => match_id === null);
    return [...own, ...others, ...waiting, ...credits].map(toLine);
  }

  private async rows(text: string, values: readonly unknown[]): Promise<readonly TracedRow[]> {
    return (await this.pool.query<TracedRow>(text, [...values])).rows;
  }
}
