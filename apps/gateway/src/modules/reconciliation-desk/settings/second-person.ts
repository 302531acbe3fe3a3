import { currencyDecimals, type PropertyId } from '@payport/domain';
import type { Queryable } from '../../audit/index.ts';

/** Of a hotel that has set nothing, major units of the line's currency. */
export const SECOND_PERSON_ABOVE_MAJOR = 1_000;

const LIMIT = 'select above_major::text as above from recon_limit where property_id = $1 order by id desc limit 1';

/** Above this a second person has to agree at the hotel, in major units of the line's currency. */
export async function secondPersonAboveMajor(db: Queryable, propertyId: PropertyId | string): Promise<number> {
  const above = (await db.query<{ above: string }>(LIMIT, [propertyId])).rows[0]?.above;
  return above === undefined ? SECOND_PERSON_ABOVE_MAJOR : Number(above);
}

/** Whether an unexplained sum, minor units, is for two people. */
export const needsSecondPerson = (minor: bigint, currency: string, aboveMajor: number): boolean =>
  minor > BigInt(aboveMajor) * 10n ** BigInt(currencyDecimals(currency));
