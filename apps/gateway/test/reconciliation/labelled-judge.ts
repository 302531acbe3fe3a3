import type { GeneratedHotel, TruthRow, Verdict } from '../../../../tools/recon-generator/world.ts';
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
/** A payment and what stands against it; on the account a line and the credit that pays it. */
const PAIRS = `
  select g.relation, g.ref as one, o.ref as other from recon_result g
    join recon_result o on o.property_id = g.property_id and o.relation = g.relation and o.match_id = g.match_id and o.side <> g.side
  where g.property_id = $1 and g.side = case g.relation when 'bank_statement' then 'bank' else 'gateway' end and g.match_id is not null`;
/** Which line stands in which row of which file. */
const ROWS = `
  select case f.name when 'registry.csv' then 'main:' when 'registry-short.csv' then 'short_layout:' else 'second_layout:' end || l.row_no as label, l.identity as ref
  from registry_line l join bank_file f on f.id = l.file_id where f.property_id = $1 and f.state = 'taken'`;
const POSTINGS = `
  select l.posting_ref as label, l.identity as ref from posting_line l join bank_file f on f.id = l.file_id where f.property_id = $1 and f.state = 'taken'`;
/** Entries by the numbers of their documents. */
const ENTRIES = `
  select case f.name when 'kl_to_1c.txt' then 'account:' else 'second_account:' end || l.document_number as label, l.identity as ref
  from statement_entry l join bank_file f on f.id = l.file_id where f.property_id = $1 and f.state = 'taken'`;

/** Payments of unknown outcome that recovery has settled by the bank's word, where a whole gateway is there to do so. */
const SETTLED = `select id from payment where property_id = $1 and status = 'approved' and id = any ($2)`;

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
    const settled = await settledOf(books, hotel);
    const found = await books.app.query<{ relation: string; one: string; other: string }>(PAIRS, [idOf(hotel)]);
    const made = new Set(found.rows.map(({ relation, one, other }) => `${relation} ${one} ${other}`));
    const wanted = new Set(truth.flatMap((row) => pairsOf(row, refs)));
    sum.pairs += made.size;
    sum.labelled += wanted.size;
    sum.right += [...made].filter((pair) => wanted.has(pair)).length;
    const { rows } = await books.app.query<Result>(RESULTS, [idOf(hotel)]);
    const said = new Map(rows.map(({ relation, side, ref, result }) => [`${relation} ${side} ${ref}`, result]));
    const tell = (what: string): void => void (wrong[what] = (wrong[what] ?? 0) + 1);
    const labelled = new Set<string>();
    for (const row of truth)
      for (const key of keysOf(row, refs)) {
        labelled.add(key);
        sum.labels += 1;
        const result = said.get(key) ?? 'none';
        const verdict = wantedOf(row, settled);
        if (result !== verdict) tell(`${row.trouble}: ${verdict} → ${result}`);
      }
    for (const [key, result] of said) if (!labelled.has(key)) tell(`unlabelled ${key.split(' ', 2).join(' ')} → ${result}`);
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

/** Of the payments whose outcome was unknown: which ones the gateway has settled by what the bank's files say. */
export async function settledOf({ app, world }: LabelledBooks, hotel: GeneratedHotel): Promise<ReadonlySet<string>> {
  const open = world.payments.filter(({ hotel: of, status }) => of === hotel.key && (status === 'unknown' || status === 'manual_review'));
  const { rows } = await app.query<{ id: string }>(SETTLED, [idOf(hotel), open.map(({ id }) => id)]);
  return new Set(rows.map(({ id }) => id));
}

/** Once its outcome is settled, a payment is matched like any other, and somebody has to have posted it. */
function wantedOf({ relation, verdict, payments, postings }: TruthRow, settled: ReadonlySet<string>): Verdict {
  if (verdict !== 'expected' || !payments.some((id) => settled.has(id))) return verdict;
  return relation === 'gateway_pms' && postings.length === 0 ? 'missing_in_pms' : 'matched';
}

/** By the truth's name of a line: the identity that the import gave it. */
async function refsOf({ app }: LabelledBooks, hotel: GeneratedHotel): Promise<ReadonlyMap<string, string>> {
  const rows = await Promise.all([ROWS, POSTINGS, ENTRIES].map((text) => app.query<{ label: string; ref: string }>(text, [idOf(hotel)])));
  return new Map(rows.flatMap((answer) => answer.rows.map(({ label, ref }): [string, string] => [label, ref])));
}

type Side = readonly [name: string, refs: readonly string[]];
/** Both sides of a row, by the identities that the import gave them. */
function sidesOf({ relation, payments, bank, postings, statement }: TruthRow, refs: ReadonlyMap<string, string>): readonly [Side, Side] {
  const named = (labels: readonly string[]): string[] => labels.map((label) => refs.get(label) ?? label);
  switch (relation) {
    case 'gateway_bank':
      return [
        ['gateway', payments],
        ['bank', named(bank)],
      ];
    case 'gateway_pms':
      return [
        ['gateway', payments],
        ['pms', named(postings)],
      ];
    case 'bank_statement':
      return [
        ['bank', named(bank)],
        ['statement', named(statement)],
      ];
  }
}

function pairsOf(row: TruthRow, refs: ReadonlyMap<string, string>): string[] {
  const [[, ours], [, theirs]] = sidesOf(row, refs);
  return ours.flatMap((one) => theirs.map((other) => `${row.relation} ${one} ${other}`));
}

/** What must be said so; what stands in two files or has an error is the import's to tell. */
function keysOf(row: TruthRow, refs: ReadonlyMap<string, string>): string[] {
  if (row.verdict === 'duplicate' || row.verdict === 'dirty') return [];
  return sidesOf(row, refs).flatMap(([side, members]) => members.map((ref) => `${row.relation} ${side} ${ref}`));
}
