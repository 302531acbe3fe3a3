import type { GeneratedHotel, TruthRow } from '../../../../tools/recon-generator/world.ts';
import { idOf, type LabelledBooks } from './labelled-books.ts';

/** How what matching says stands against the labels. */
export interface Judgement {
  /** Pairs of a payment and a line: right ones by all that were made, and by all that there are. */
  readonly precision: number;
  readonly recall: number;
  readonly pairs: number;
  readonly labelled: number;
  /** What is another result than the label, by `trouble: wanted → said`. */
  readonly wrong: Readonly<Record<string, number>>;
  readonly labels: number;
}

/** Result of each payment and line, and what shares a match with it. */
const RESULTS = `select relation, side, ref, result, match_id::text as match from recon_result where property_id = $1`;
const PAIRS = `
  select g.relation, g.ref as payment, o.ref as other from recon_result g
    join recon_result o on o.property_id = g.property_id and o.relation = g.relation and o.match_id = g.match_id and o.side <> 'gateway'
  where g.property_id = $1 and g.side = 'gateway' and g.match_id is not null`;
/** Which line stands in which row of which file. */
const ROWS = `
  select case f.name when 'registry.csv' then 'main:' when 'registry-short.csv' then 'short_layout:' else 'second_layout:' end || l.row_no as label, l.identity as ref
  from registry_line l join bank_file f on f.id = l.file_id where f.property_id = $1 and f.state = 'taken'`;
const POSTINGS = `
  select l.posting_ref as label, l.identity as ref from posting_line l join bank_file f on f.id = l.file_id where f.property_id = $1 and f.state = 'taken'`;

interface Result {
  readonly relation: string;
  readonly side: string;
  readonly ref: string;
  readonly result: string;
}

/** Holds what matching says of some hotels against what the generator knows. */
export async function judge(books: LabelledBooks, hotels: readonly GeneratedHotel[]): Promise<Judgement> {
  const sum = { right: 0, pairs: 0, labelled: 0, labels: 0 };
  const wrong: Record<string, number> = {};
  for (const hotel of hotels) {
    const truth = books.world.truth.filter((row) => row.hotel === hotel.key);
    const refs = await refsOf(books, hotel);
    const found = await books.app.query<{ relation: string; payment: string; other: string }>(PAIRS, [idOf(hotel)]);
    const made = new Set(found.rows.map(({ relation, payment, other }) => `${relation} ${payment} ${other}`));
    const wanted = new Set(truth.flatMap((row) => pairsOf(row, refs)));
    sum.pairs += made.size;
    sum.labelled += wanted.size;
    sum.right += [...made].filter((pair) => wanted.has(pair)).length;
    const { rows } = await books.app.query<Result>(RESULTS, [idOf(hotel)]);
    const said = new Map(rows.map(({ relation, side, ref, result }) => [`${relation} ${side} ${ref}`, result]));
    for (const row of truth)
      for (const key of keysOf(row, refs)) {
        sum.labels += 1;
        const result = said.get(key) ?? 'nothing';
        if (result === row.verdict) continue;
        const what = `${row.trouble}: ${row.verdict} → ${result}`;
        wrong[what] = (wrong[what] ?? 0) + 1;
      }
  }
  return {
    precision: sum.pairs === 0 ? 1 : sum.right / sum.pairs,
    recall: sum.labelled === 0 ? 1 : sum.right / sum.labelled,
    pairs: sum.pairs,
    labelled: sum.labelled,
    wrong,
    labels: sum.labels,
  };
}

/** By the truth's name of a line: the identity that the import gave it. */
async function refsOf({ app }: LabelledBooks, hotel: GeneratedHotel): Promise<ReadonlyMap<string, string>> {
  const rows = await Promise.all([ROWS, POSTINGS].map((text) => app.query<{ label: string; ref: string }>(text, [idOf(hotel)])));
  return new Map(rows.flatMap((answer) => answer.rows.map(({ label, ref }): [string, string] => [label, ref])));
}

const othersOf = (row: TruthRow): readonly string[] => (row.relation === 'gateway_bank' ? row.bank : row.postings);

function pairsOf(row: TruthRow, refs: ReadonlyMap<string, string>): string[] {
  return row.payments.flatMap((payment) => othersOf(row).map((label) => `${row.relation} ${payment} ${refs.get(label) ?? label}`));
}

/** What must be said so; a line that stands in two files or has an error is the import's to tell. */
function keysOf(row: TruthRow, refs: ReadonlyMap<string, string>): string[] {
  if (row.verdict === 'duplicate' || row.verdict === 'dirty') return [];
  const side = row.relation === 'gateway_bank' ? 'bank' : 'pms';
  return [
    ...row.payments.map((payment) => `${row.relation} gateway ${payment}`),
    ...othersOf(row).map((label) => `${row.relation} ${side} ${refs.get(label) ?? label}`),
  ];
}
