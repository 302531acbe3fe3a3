import { SHARED } from './line-identity.ts';

export const LINE_TABLES = ['registry_line', 'statement_entry', 'posting_line'] as const;
export type LineTable = (typeof LINE_TABLES)[number];

/** Rows come as one JSON array: one statement for a thousand lines, whatever columns a table has. */
export const ADD_LINES: Readonly<Record<LineTable | 'bank_file_problem', string>> = {
  registry_line: 'insert into registry_line select * from json_populate_recordset(null::registry_line, $1::json)',
  statement_entry: 'insert into statement_entry select * from json_populate_recordset(null::statement_entry, $1::json)',
  posting_line: 'insert into posting_line select * from json_populate_recordset(null::posting_line, $1::json)',
  bank_file_problem: 'insert into bank_file_problem select * from json_populate_recordset(null::bank_file_problem, $1::json)',
};

/** What several operations may share gets a number: the second of a file is another operation than the first. */
export const numberShared = (table: LineTable): string => `
  update ${table} l set identity = l.identity || '|' || n.number
  from (select line_no, row_number() over (partition by identity order by line_no) as number from ${table}
    where file_id = $1 and identity like '${SHARED}%') n
  where l.file_id = $1 and l.line_no = n.line_no`;

export const forget = (table: LineTable | 'bank_file_problem'): string => `delete from ${table} where file_id = $1`;

/** Lines of this file that are the first of their identity in it, and that no other file that counts has. */
export const newLines = (table: LineTable): string => `
  select distinct on (l.identity) l.* from ${table} l
  where l.file_id = $1 and not exists (
    select from ${table} o join bank_file f on f.id = o.file_id
    where o.property_id = l.property_id and o.identity = l.identity and f.state = 'taken' and o.file_id <> l.file_id)
  order by l.identity, l.line_no`;

const DAY: Readonly<Record<LineTable, string>> = { registry_line: 'operated_on', statement_entry: 'booked_on', posting_line: 'business_day' };
const SUM: Readonly<Record<LineTable, string>> = { registry_line: 'gross_minor', statement_entry: 'amount_minor', posting_line: 'amount_minor' };
const KIND: Readonly<Record<LineTable, string>> = {
  registry_line: `case when state = 'declined' then 'declined' else kind end`,
  statement_entry: 'direction',
  posting_line: 'kind',
};

/** By kind and currency: what is new in this file. */
export const sumNew = (table: LineTable): string => `
  select ${KIND[table]} as kind, currency, count(*)::integer as count, sum(${SUM[table]})::text as minor
  from (${newLines(table)}) n group by 1, 2 order by 1, 2`;

export const countAll = (table: LineTable): string => `
  select count(*)::integer as lines, min(${DAY[table]})::text as from_day, max(${DAY[table]})::text as to_day from ${table} where file_id = $1`;

/** Terminals that the hotel has not registered: of another hotel, or replaced. */
export const UNKNOWN_TERMINALS = `
  select l.tid, count(*)::integer as lines from registry_line l
  where l.file_id = $1 and l.tid is not null and not exists (select from terminal t where t.property_id = l.property_id and t.tid = l.tid)
  group by l.tid order by 2 desc, 1 limit 20`;

/** The instants that the layout's zone decides. */
export const RECKON_INSTANTS = `
  update registry_line set operated_at = (operated_on + operated_time) at time zone time_zone
  where file_id = $1 and operated_at is null and operated_time is not null`;

/** The bank's word about operations of terminals, as recovery asks for it. A chargeback or a fee says nothing about a payment. */
const OPERATION_KIND = `case kind when 'purchase' then 'sale' when 'sbp_purchase' then 'sale' when 'completion' then 'sale'
  when 'refund' then 'refund' when 'sbp_refund' then 'refund' when 'void' then 'reversal' when 'reversal' then 'reversal' end`;

const operations = (lines: string): string => `
  insert into bank_operation (property_id, source, source_line, kind, state, amount_minor, currency, tid, mid, rrn, auth_code, card_mask, business_day, host_time)
  select n.property_id, f.source, n.line_no::text, ${OPERATION_KIND}, case n.state when 'declined' then 'declined' else 'captured' end,
    n.gross_minor, n.currency, n.tid, n.mid, n.rrn, n.auth_code, n.card_mask, n.operated_on, n.operated_at
  from (${lines}) n join bank_file f on f.id = n.file_id
  where ${OPERATION_KIND} is not null and n.gross_minor > 0 and (n.tid is not null or n.rrn is not null)`;

export const ADD_OPERATIONS = operations(newLines('registry_line'));

export const WITHDRAW_OPERATIONS = `
  update bank_operation b set withdrawn_at = $2 from bank_file f
  where f.id = $1 and b.property_id = f.property_id and b.source = f.source and b.withdrawn_at is null`;

/** Lines that other files have too: they count from there now, once. */
export const PASS_ON_OPERATIONS = operations(`
  select distinct on (o.identity) o.* from registry_line o join bank_file g on g.id = o.file_id
  where g.state = 'taken' and o.file_id <> $1
    and exists (select from registry_line l where l.file_id = $1 and l.property_id = o.property_id and l.identity = o.identity)
    and not exists (
      select from registry_line x join bank_file y on y.id = x.file_id
        join bank_operation b on b.property_id = x.property_id and b.source = y.source and b.source_line = x.line_no::text and b.withdrawn_at is null
      where x.property_id = o.property_id and x.identity = o.identity)
  order by o.identity, g.taken_at, o.line_no`);
