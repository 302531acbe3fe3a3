import pg from 'pg';
import { LINE_COLUMNS, LINE_TABLES, type LineTable } from './line-columns.ts';
import { SHARED } from './line-identity.ts';

export { LINE_TABLES, type LineTable };

const { escapeLiteral } = pg;

/** Where lines wait without log or index until all of their file is there. A crash of the database may lose them, and with them that upload. */
const stageOf = (table: LineTable): string => `bank_stage.${table}`;

export const copyIntoStage = (table: LineTable, fileId: string): string =>
  `copy ${stageOf(table)} (file_id, ${LINE_COLUMNS[table].join(', ')}) from stdin where file_id = ${escapeLiteral(fileId)}::uuid`;

/**
 * Rows that are whole come to where they stay at once. Whoever reads files of strangers writes their rows, and is taken at its word
 * for no other file and no other hotel. COPY takes no parameters.
 */
export const copyInto = (table: LineTable, fileId: string, propertyId: string): string =>
  `copy ${table} (file_id, property_id, ${LINE_COLUMNS[table].join(', ')}) from stdin
    where file_id = ${escapeLiteral(fileId)}::uuid and property_id = ${escapeLiteral(propertyId)}::uuid`;

/**
 * Moves the lines of a file that had to wait for the others to where they stay, in one statement. What several operations may share
 * gets a number: the second of a file is another operation than the first. Where a file gives no instant, the layout's zone decides.
 */
export function moveStaged(table: LineTable): string {
  const columns = LINE_COLUMNS[table];
  const value = (column: string): string => {
    if (column === 'identity')
      return `case when identity like '${SHARED}%' then identity || '|' || row_number() over (partition by identity order by line_no) else identity end`;
    return column === 'operated_at' ? 'coalesce(operated_at, (operated_on + operated_time) at time zone time_zone)' : column;
  };
  return `insert into ${table} (file_id, property_id, ${columns.join(', ')})
    select file_id, $2::uuid, ${columns.map(value).join(', ')} from ${stageOf(table)} where file_id = $1`;
}

export const forgetStaged = (table: LineTable): string => `delete from ${stageOf(table)} where file_id = $1`;

/** Rows come as one JSON array. */
export const ADD_PROBLEMS = 'insert into bank_file_problem select * from json_populate_recordset(null::bank_file_problem, $1::json)';

export const forget = (table: LineTable | 'bank_file_problem' | 'bank_file_kept'): string => `delete from ${table} where file_id = $1`;

/** Whether a file tells some operation again. Nearly none does, and to look for it costs half of what it costs to put all in order. */
export const tellsAgain = (table: LineTable): string =>
  `select exists (select from ${table} where file_id = $1 group by identity having count(*) > 1) as again`;

/** Lines of this file that are the first of their identity in it, and that no other file that counts has. */
const newLines = (table: LineTable, again: boolean): string => `
  select ${again ? 'distinct on (l.identity)' : ''} l.* from ${table} l
  where l.file_id = $1 and not exists (
    select from ${table} o join bank_file f on f.id = o.file_id
    where o.property_id = l.property_id and o.identity = l.identity and f.state = 'taken' and o.file_id <> l.file_id)
  ${again ? 'order by l.identity, l.line_no' : ''}`;

const DAY: Readonly<Record<LineTable, string>> = { registry_line: 'operated_on', statement_entry: 'booked_on', posting_line: 'business_day' };
const SUM: Readonly<Record<LineTable, string>> = { registry_line: 'gross_minor', statement_entry: 'amount_minor', posting_line: 'amount_minor' };
const KIND: Readonly<Record<LineTable, string>> = {
  registry_line: `case when state = 'declined' then 'declined' else kind end`,
  statement_entry: 'direction',
  posting_line: 'kind',
};

const REFERENCE: Readonly<Record<LineTable, string>> = {
  registry_line: 'coalesce(l.rrn, l.operation_ref, l.order_ref)',
  statement_entry: 'l.document_number',
  posting_line: 'l.posting_ref',
};
const TERMINAL: Readonly<Record<LineTable, string>> = { registry_line: 'l.tid', statement_entry: 'null', posting_line: 'l.tid' };

/** By what names an operation and by nothing else: a file has just come, and the planner may not know yet how large it is. */
const SAME = (table: LineTable): string =>
  `select o.file_id, o.line_no, o.row_no from ${table} o where o.property_id = d.property_id and o.identity = d.identity offset 0`;

/**
 * The next lines of a file, each with the one that it counts from: of a file that was taken before, else an earlier one of this file.
 * What names an operation is looked up once, however often the file tells it. $1 file, $2 last line of the piece before, $3 how many.
 */
export const nextLines = (table: LineTable): string => `
  with piece as materialized (select * from ${table} where file_id = $1 and line_no > $2 order by line_no limit $3),
  said as materialized (
    select d.identity, mine.line_no, mine.row_no, other.name as other_file, other.row_no as other_row
    from (select distinct property_id, identity from piece) d
    cross join lateral (
      select o.line_no, o.row_no from (${SAME(table)}) o where o.file_id = $1 order by o.line_no limit 1) mine
    left join lateral (
      select f.name, o.row_no from (${SAME(table)}) o join bank_file f on f.id = o.file_id and f.state = 'taken' and f.id <> $1
        join bank_file own on own.id = $1 where own.taken_at is null or f.taken_at < own.taken_at
      order by f.taken_at, o.line_no limit 1) other on true)
  select l.line_no, l.part, l.row_no, '${table}' as "table", l.kind_told as kind, l.${DAY[table]}::text as day, l.${SUM[table]}::text as minor, l.currency,
    ${REFERENCE[table]} as reference, ${TERMINAL[table]} as terminal, s.other_file as known_file,
    case when s.other_row is not null then s.other_row when s.line_no < l.line_no then s.row_no end as known_row
  from (select p.*, ${KIND[table]} as kind_told from piece p) l join said s on s.identity = l.identity order by l.line_no`;

/** By kind and currency: what is new in this file. @param again what `tellsAgain` says of it */
export const sumNew = (table: LineTable, again: boolean): string => `
  select ${KIND[table]} as kind, currency, count(*)::integer as count, sum(${SUM[table]})::text as minor
  from (${newLines(table, again)}) n group by 1, 2 order by 1, 2`;

export const countAll = (table: LineTable): string => `
  select count(*)::integer as lines, min(${DAY[table]})::text as from_day, max(${DAY[table]})::text as to_day from ${table} where file_id = $1`;

/** Terminals that the hotel has not registered: of another hotel, or replaced. */
export const UNKNOWN_TERMINALS = `
  select l.tid, count(*)::integer as lines from registry_line l
  where l.file_id = $1 and l.tid is not null and not exists (select from terminal t where t.property_id = l.property_id and t.tid = l.tid)
  group by l.tid order by 2 desc, 1 limit 20`;

/** The bank's word about operations of terminals, as recovery asks for it. A chargeback or a fee says nothing about a payment. */
const operationKind = (
  line: string,
): string => `case ${line}.kind when 'purchase' then 'sale' when 'sbp_purchase' then 'sale' when 'completion' then 'sale'
  when 'refund' then 'refund' when 'sbp_refund' then 'refund' when 'void' then 'reversal' when 'reversal' then 'reversal' end`;

const operations = (lines: string): string => `
  insert into bank_operation (property_id, source, source_line, kind, state, amount_minor, currency, tid, mid, rrn, auth_code, card_mask, business_day, host_time)
  select n.property_id, f.source, n.line_no::text, ${operationKind('n')}, case n.state when 'declined' then 'declined' else 'captured' end,
    n.gross_minor, n.currency, n.tid, n.mid, n.rrn, n.auth_code, n.card_mask, n.operated_on, n.operated_at
  from (${lines}) n join bank_file f on f.id = n.file_id
  where ${operationKind('n')} is not null and n.gross_minor > 0 and (n.tid is not null or n.rrn is not null)`;

/** What a file says first, of each operation and kind: a void that a layout without kinds has told as a refund is news. */
export const ADD_OPERATIONS = operations(`
  select distinct on (l.identity, ${operationKind('l')}) l.* from registry_line l
  where l.file_id = $1 and not exists (
    select from registry_line o join bank_file g on g.id = o.file_id
    where o.property_id = l.property_id and o.identity = l.identity and ${operationKind('o')} = ${operationKind('l')} and g.state = 'taken'
      and o.file_id <> l.file_id)
  order by l.identity, ${operationKind('l')}, l.line_no`);

export const WITHDRAW_OPERATIONS = `
  update bank_operation b set withdrawn_at = $2 from bank_file f
  where f.id = $1 and b.property_id = f.property_id and b.source = f.source and b.withdrawn_at is null`;

/** Lines that other files have too: they count from there now, once. */
export const PASS_ON_OPERATIONS = operations(`
  select distinct on (o.identity, ${operationKind('o')}) o.* from registry_line o join bank_file g on g.id = o.file_id
  where g.state = 'taken' and o.file_id <> $1
    and exists (select from registry_line l
      where l.file_id = $1 and l.property_id = o.property_id and l.identity = o.identity and ${operationKind('l')} = ${operationKind('o')})
    and not exists (
      select from registry_line x join bank_file y on y.id = x.file_id
        join bank_operation b on b.property_id = x.property_id and b.source = y.source and b.source_line = x.line_no::text and b.withdrawn_at is null
      where x.property_id = o.property_id and x.identity = o.identity and b.kind = ${operationKind('o')})
  order by o.identity, ${operationKind('o')}, g.taken_at, o.line_no`);
