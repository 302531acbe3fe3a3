import type { GeneratedHotel } from '../../../../tools/recon-generator/world.ts';
import { idOf, type LabelledBooks } from './labelled-books.ts';

/** What the books say of a hotel, whichever file said it. */
const SAID = [
  `select relation, side, ref, business_day::text, kind, amount_minor, result, match_id, rung, deadline::text, detail::text from recon_result
    where property_id = $1 order by relation, side, ref`,
  'select relation, left_ref, right_ref, score, why from recon_suggestion where property_id = $1 order by 1, 2, 3',
  `select relation, side, ref, code, severity, amount_minor, differences::text from recon_exception where property_id = $1 and state = 'open' order by 1, 2, 3`,
];
/** What recovery is told: which operations the bank has done. Of two lists that tell of one it reads the first to come, so what only one of them has is no part of this. */
const OPERATIONS = `
  select kind, state, amount_minor, currency, tid, rrn, business_day::text from bank_operation where property_id = $1 and withdrawn_at is null order by 1, 2, 3, 5, 6, 7`;
/** What a payment did and moved; what the bank says against it is a note beside it, and history. */
const PAYMENTS = `
  select id, status, kind, amount_minor, approved_amount_minor, rrn, auth_code, card_mask, posting_number, final_at from payment where property_id = $1 order by id`;

const rowsOf = async ({ app }: LabelledBooks, hotel: GeneratedHotel, text: string): Promise<readonly object[]> =>
  (await app.query<object>(text, [idOf(hotel)])).rows;

export const told = (books: LabelledBooks, hotel: GeneratedHotel): Promise<readonly (readonly object[])[]> =>
  Promise.all([...SAID, OPERATIONS].map((text) => rowsOf(books, hotel, text)));

export const paymentsOf = (books: LabelledBooks, hotel: GeneratedHotel): Promise<readonly object[]> => rowsOf(books, hotel, PAYMENTS);
