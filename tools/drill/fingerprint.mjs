// @ts-check

/** @typedef {import('pg').Client} Client */
/** @typedef {{tables: Record<string, string>, money: string[], rules: string[]}} Fingerprint */

/** What a row looks like as text depends on these. */
const SAME_TEXT = "set local timezone = 'UTC'; set local datestyle = 'ISO'; set local bytea_output = 'hex'; set local extra_float_digits = 1";

/** Everything beside the rows that keeps money right: who may do what, what is checked, what runs by itself. */
const RULES = `
  select 'table ' || c.relname || ' of ' || pg_get_userbyid(c.relowner) || ' ' || c.relkind::text || ' ' || array(
           select g::text from unnest(coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's'::"char" else 'r'::"char" end, c.relowner))) g
           order by 1)::text as rule
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'S', 'v')
  union all
  select 'column ' || a.attrelid::regclass || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' '
         || a.attnotnull::text || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || ' ' || a.attidentity::text || ' ' || coalesce(array(
           select g::text from unnest(a.attacl) g order by 1)::text, '')
    from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
  union all
  select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated::text
    from pg_constraint where connamespace = 'public'::regnamespace
  union all
  select 'index ' || indexdef from pg_indexes where schemaname = 'public'
  union all
  select 'trigger ' || pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
    from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'public'::regnamespace and not t.tgisinternal
  union all
  select 'function ' || pg_get_functiondef(oid) || ' of ' || pg_get_userbyid(proowner) || ' ' || coalesce(proacl, acldefault('f', proowner))::text
    from pg_proc where pronamespace = 'public'::regnamespace
  union all
  select 'schema ' || coalesce(array(select g::text from unnest(nspacl) g order by 1)::text, '') from pg_namespace where nspname = 'public'
  order by 1`;

const MONEY = `
  select t.tid || ' ' || p.kind || ' ' || p.status || ' ' || p.currency || ': ' || count(*) || ' × ' || sum(p.amount_minor)
         || ', approved ' || coalesce(sum(p.approved_amount_minor), 0) as line
    from payment p join terminal t on t.id = p.terminal_id group by t.tid, p.kind, p.status, p.currency order by 1`;

/**
 * All rows, sums and rules of a database in one transaction that is open already.
 * @param {Client} client
 * @returns {Promise<Fingerprint>}
 */
export async function fingerprint(client) {
  await client.query(SAME_TEXT);
  const { rows: names } = await client.query(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  /** @type {Record<string, string>} */
  const tables = {};
  for (const { name } of names) {
    const { rows } = await client.query(
      `select count(*)::text as count, md5(coalesce(string_agg(h, '' order by h), '')) as sum from (select md5(t::text) as h from "${name}" t) rows`,
    );
    tables[name] = `${rows[0].count} rows, ${rows[0].sum}`;
  }
  const list = async (/** @type {string} */ text, /** @type {string} */ column) => (await client.query(text)).rows.map((row) => String(row[column]));
  return { tables, money: await list(MONEY, 'line'), rules: await list(RULES, 'rule') };
}

/**
 * What differs, one line each; empty when the two say the same.
 * @param {Fingerprint} before
 * @param {Fingerprint} after
 */
export function differences(before, after) {
  const tables = [...new Set([...Object.keys(before.tables), ...Object.keys(after.tables)])]
    .filter((name) => before.tables[name] !== after.tables[name])
    .map((name) => `table ${name}: ${before.tables[name] ?? 'missing'} → ${after.tables[name] ?? 'missing'}`);
  const lists = /** @type {const} */ (['money', 'rules']).flatMap((key) => [
    ...before[key].filter((line) => !after[key].includes(line)).map((line) => `lost: ${line}`),
    ...after[key].filter((line) => !before[key].includes(line)).map((line) => `new: ${line}`),
  ]);
  return [...tables, ...lists];
}
