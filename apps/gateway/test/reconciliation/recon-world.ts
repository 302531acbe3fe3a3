import { testDatabase, testPool } from '@payport/testing';
import { createHash } from 'node:crypto';
import { inject } from 'vitest';
import pg from 'pg';
import { inTransaction } from '@payport/persistence';
import { reconcile, type RunReport } from '../../src/modules/reconciliation/index.ts';

export interface PaymentSeed {
  readonly kind?: 'sale' | 'refund' | 'void' | 'capture';
  readonly status?: string;
  readonly minor?: number;
  readonly approvedMinor?: number;
  readonly rrn?: string | null;
  readonly auth?: string | null;
  readonly mask?: string | null;
  readonly tid?: string;
  /** Local Moscow time, `YYYY-MM-DD HH:mm`. */
  readonly at?: string;
  readonly original?: string;
  readonly executedAs?: string;
  readonly posting?: string;
  readonly pmsNumber?: string;
  readonly folio?: string;
}

export interface BankSeed {
  readonly kind?: string;
  readonly state?: 'completed' | 'declined';
  readonly minor?: number;
  readonly fee?: number | null;
  readonly net?: number | null;
  readonly rrn?: string | null;
  readonly auth?: string | null;
  readonly mask?: string | null;
  readonly tid?: string | null;
  readonly mid?: string | null;
  readonly at?: string;
  readonly day?: string;
  readonly registryOn?: string;
  readonly settledOn?: string;
  readonly postedOn?: string;
  readonly product?: string;
  readonly identity?: string;
}

export interface PostingSeed {
  readonly ref: string;
  readonly kind?: 'payment' | 'refund';
  readonly minor?: number;
  readonly day?: string;
  readonly paymentRef?: string;
  readonly rrn?: string;
  readonly auth?: string;
  readonly mask?: string;
  readonly folio?: string;
}

export interface CreditSeed {
  readonly minor: number;
  readonly day: string;
  readonly mid?: string | null;
  readonly registryOn?: string | null;
  readonly feeMinor?: number | null;
  readonly direction?: 'credit' | 'debit' | 'unknown';
}

/** Seeds of one file. */
export interface FileSeed {
  readonly bank?: readonly BankSeed[];
  readonly postings?: readonly PostingSeed[];
  readonly credits?: readonly CreditSeed[];
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
const uuidOf = (prefix: string, n: number): string => `${prefix}-0000-7000-8000-${String(n).padStart(12, '0')}`;
const SALE = { minor: 150_000, at: '2026-01-14 12:30', tid: '10000001' } as const;

const MANY_PAYMENTS = `
  insert into payment (id, property_id, terminal_id, kind, amount_minor, currency, status, last_seq, idempotency_key, params, params_hash, device_reference, instance_id,
    rrn, auth_code, card_mask, created_at, updated_at, dispatched_at, final_at)
  select (lpad(to_hex((1735689600 + n * 1800) * 1000), 12, '0') || '70008' || lpad(to_hex(n), 15, '0'))::uuid, $1, ('00000002-0000-7000-8000-00000000000' || (1 + n % 3))::uuid,
    'sale', 10000 + n * 7919 % 40000, 'RUB', case when n % 17 = 0 then 'declined' else 'approved' end, 3, 'k' || n, '{}', '', 'd' || n, 'g',
    case when n % 17 <> 0 then (600000000000 + n)::text end, lpad(upper(to_hex(n * 40503 % 1048576)), 6, '0'), '220220******' || lpad((n * 7907 % 10000)::text, 4, '0'), at, at, at, at
  from generate_series(1, $2::bigint) n cross join lateral (select to_timestamp(1735689600 + n * 1800.0) as at) t`;
const MANY_LINES = `
  insert into registry_line (file_id, line_no, part, row_no, property_id, identity, kind, state, operated_on, operated_at, time_zone, gross_minor, fee_minor, currency, acquirer, tid,
    rrn, auth_code, card_mask)
  select $1, n, 1, n, $2, concat_ws('|', 'rrn', tid, r, n, day, minor), 'purchase', 'completed', day, created_at, 'Europe/Moscow', minor, minor * 15 / 1000, 'RUB', 'sberbank', tid, r,
    case when n % 50 <> 3 then auth_code end, card_mask
  from (select p.*, t.tid, row_number() over (order by p.id)::integer as n, (p.created_at at time zone 'Europe/Moscow')::date as day from payment p join terminal t on t.id = p.terminal_id
      where p.property_id = $2 and p.status = 'approved') p
    cross join lateral (select p.amount_minor + (n % 40 = 11)::integer as minor, case when n % 30 <> 7 then p.rrn end as r) x
  where n % 15 <> 0`;

/** Two merchants whose bank pays the gross sum a day later and takes its fee beside; the first one's credits name their registry, and much else leaves the account. */
const MANY_DAYS = `
  with day as (select n, m, '2019-01-01'::date + n as day, (10000000 + n * 7919 % 5000000 + m)::bigint as gross, (200000 + n * 7907 % 50000 + m)::bigint as fee
    from generate_series(1, $3::integer) n cross join generate_series(1, 2) m),
  line as (insert into registry_line (file_id, line_no, part, row_no, property_id, identity, kind, state, operated_on, time_zone, gross_minor, fee_minor, currency, acquirer, mid)
    select $1, n * 2 + m, 1, n * 2 + m, $2, concat_ws('|', '~', m, n), 'purchase', 'completed', day, 'Europe/Moscow', gross, fee, 'RUB', 'sberbank', '90000000000' || m from day)
  insert into statement_entry (file_id, line_no, part, row_no, property_id, identity, account, direction, amount_minor, currency, booked_on, purpose, acquiring)
  select $1, row_number() over (), 2, row_number() over (), $2, concat_ws('|', what, m, n), '40702', case what when 1 then 'credit' else 'debit' end,
    case what when 1 then gross when 2 then fee else 100 * what end, 'RUB', day + 1, case what when 1 then 'Зачисление' when 2 then 'Комиссия банка' else 'Оплата по счёту' end,
    case what when 1 then jsonb_build_object('mid', '90000000000' || m, 'registryOn', case when m = 1 then day end) end
  from day cross join generate_series(1, 4) what`;

/** A hotel whose payments and files are put straight into the tables: what matching reads, and nothing else. */
export class ReconWorld {
  private made = 0;
  readonly hotel = uuidOf('00000001', 1);
  private constructor(
    readonly owner: pg.Pool,
    readonly app: pg.Pool,
    private readonly replica: pg.Client,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(zone = 'Europe/Moscow', auditHour: number | null = null): Promise<ReconWorld> {
    const database = await testDatabase();
    const owner = testPool(database.ownerUrl, { max: 2 });
    const app = testPool(database.appUrl, { max: 2 });
    const url = new URL(inject('database').adminUrl);
    url.pathname = new URL(database.ownerUrl).pathname;
    const replica = new pg.Client({ connectionString: url.href });
    await replica.connect();
    await replica.query('set session_replication_role = replica');
    const end = async (): Promise<void> => {
      await Promise.all([owner.end(), app.end(), replica.end()]);
      await database.close();
    };
    const world = new ReconWorld(owner, app, replica, end);
    await owner.query(
      `insert into property (id, name, time_zone, currency, currencies, night_audit_hour) values ($1, 'Гранд', $2, 'RUB', '{RUB}', $3)`,
      [world.hotel, zone, auditHour],
    );
    await owner.query(`insert into gateway_instance values ('g', 1, now(), now(), now())`);
    for (const n of [1, 2, 3])
      await owner.query(
        `insert into terminal (id, property_id, name, driver, settings, device_address, tid, mid) values ($1, $2, $3, 'sberbank', '{}', $3, $4, '900000000001')`,
        [uuidOf('00000002', n), world.hotel, `T${n}`, `1000000${n}`],
      );
    return world;
  }

  close(): Promise<void> {
    return this.end();
  }

  /** Everything but the hotel and its terminals is gone, as only the test server's superuser can make it. */
  async clear(): Promise<void> {
    await this.replica
      .query(`truncate payment, bank_file, registry_line, posting_line, statement_entry, bank_file_problem, recon_rule, recon_calendar_day, fee_tariff, recon_pair, recon_line,
      recon_suggestion, recon_run, recon_change, recon_match, recon_match_member, recon_exception, recon_event, recon_proposal, recon_day, recon_day_event, recon_adjustment cascade`);
  }

  /** A payment as its table keeps it; triggers are off, so the change is written down here. */
  async payment(seed: PaymentSeed = {}): Promise<string> {
    this.made += 1;
    const { kind = 'sale', status = 'approved', minor = SALE.minor, at = SALE.at, tid = SALE.tid } = seed;
    const ms = Date.parse(`${at.replace(' ', 'T')}:00+03:00`);
    const id = `${ms
      .toString(16)
      .padStart(12, '0')
      .replace(/^(.{8})(.{4})$/, '$1-$2')}-7000-8000-${String(this.made).padStart(12, '0')}`;
    const sign = kind === 'refund' || kind === 'void' ? -1 : 1;
    const final = ['unknown', 'manual_review', 'reversal_unknown'].includes(status) ? null : new Date(ms);
    await this.replica.query(
      `insert into payment (id, property_id, terminal_id, kind, amount_minor, currency, status, last_seq, idempotency_key, params, params_hash, device_reference, instance_id,
         approved_amount_minor, rrn, auth_code, card_mask, original_payment_id, executed_as, posting_number, posted_at, posting_reported_at, pms_transaction_number,
         confirmation_number, unknown_since, created_at, updated_at, dispatched_at, final_at)
       values ($1::uuid, $2, $3, $4, $5, 'RUB', $6, 3, $1::uuid::text, '{}', '', $1::uuid::text, 'g', $7, $8, $9, $10, $11, $12, $13, case when $13::text is null then null else $14::timestamptz end,
         case when $13::text is null then null else $14::timestamptz end, $15, $16, $17, $14, $14, $14, $18)`,
      [
        id,
        this.hotel,
        uuidOf('00000002', Number(tid.at(-1))),
        kind,
        sign * minor,
        status,
        seed.approvedMinor === undefined ? null : sign * seed.approvedMinor,
        seed.rrn ?? null,
        seed.auth ?? null,
        seed.mask ?? null,
        seed.original ?? null,
        seed.executedAs ?? null,
        seed.posting ?? null,
        new Date(ms),
        seed.pmsNumber ?? null,
        seed.folio ?? null,
        final === null ? new Date(ms) : null,
        final,
      ],
    );
    await this.changed(id);
    return id;
  }

  /** Very many payments, a few minutes apart, and a file that lists them but for one in fifteen; nobody wrote the change down. */
  async many(count: number): Promise<void> {
    const file = await this.file({});
    await this.replica.query(MANY_PAYMENTS, [this.hotel, count]);
    await this.replica.query(MANY_LINES, [file, this.hotel]);
    await this.take(file);
    await this.owner.query('analyze');
  }

  /** Of each day two lines, the two credits for them and six debits. */
  async manyDays(count: number): Promise<void> {
    const file = await this.file({});
    await this.replica.query(MANY_DAYS, [file, this.hotel, count]);
    await this.take(file);
    await this.owner.query('analyze');
  }

  async setPayment(id: string, set: string): Promise<void> {
    await this.replica.query(`update payment set ${set} where id = $1`, [id]);
    await this.changed(id);
  }

  private changed(id: string): Promise<unknown> {
    return this.app.query(`insert into recon_change (property_id, side, ref) values ($1, 'gateway', $2)`, [this.hotel, id]);
  }

  /** A file that was read; `take` lets it count. */
  async file(seed: FileSeed): Promise<string> {
    this.made += 1;
    const id = uuidOf('00000003', this.made);
    await this.app.query(
      `insert into bank_file (id, property_id, name, source, size_bytes, sha256, state, uploaded_at, uploaded_by, uploaded_name)
       values ($1::uuid, $2, $1::uuid::text, $1::uuid::text, 1, $3, 'reading', now(), $1::uuid, 'Анна')`,
      [id, this.hotel, hash(id)],
    );
    let no = 0;
    for (const line of seed.bank ?? []) await this.bankLine(id, (no += 1), line);
    for (const line of seed.postings ?? []) await this.postingLine(id, (no += 1), line);
    for (const line of seed.credits ?? []) await this.credit(id, (no += 1), line);
    await this.app.query(`update bank_file set state = 'read' where id = $1`, [id]);
    return id;
  }

  async take(id: string, at = 'now'): Promise<string> {
    await this.app.query(`update bank_file set state = 'taken', taken_at = $2, taken_by = id, taken_name = 'Анна' where id = $1`, [id, at]);
    return id;
  }

  async takeBack(id: string, at = 'now'): Promise<void> {
    await this.app.query(
      `update bank_file set state = 'taken_back', ended_at = $2, ended_by = id, ended_name = 'Анна', reason = 'не тот' where id = $1`,
      [id, at],
    );
  }

  /** The same lines in a file of another name. */
  async copy(file: string): Promise<string> {
    this.made += 1;
    const id = uuidOf('00000003', this.made);
    await this.app.query(
      `insert into bank_file (id, property_id, name, source, size_bytes, sha256, state, uploaded_at, uploaded_by, uploaded_name)
       select $1::uuid, property_id, $1::uuid::text, $1::uuid::text, 1, $3, 'reading', now(), $1::uuid, 'Анна' from bank_file where id = $2`,
      [id, file, hash(id)],
    );
    for (const table of ['registry_line', 'posting_line', 'statement_entry'])
      await this.app.query(
        `insert into ${table} select (json_populate_record(l, json_build_object('file_id', $1::uuid))).* from ${table} l where l.file_id = $2`,
        [id, file],
      );
    await this.app.query(`update bank_file set state = 'read' where id = $1`, [id]);
    return id;
  }

  async taken(seed: FileSeed, at?: string): Promise<string> {
    return this.take(await this.file(seed), at);
  }

  run(asOf: string, full = false): Promise<RunReport | null> {
    return inTransaction(this.app, (db) => reconcile(db, { propertyId: this.hotel, asOf, at: new Date(`${asOf}T09:00:00Z`), full }));
  }

  /** What the books say now, in an order of its own. */
  async results(): Promise<readonly Record<string, string | null>[]> {
    const { rows } = await this.app.query<Record<string, string | null>>(
      `select relation, side, ref, business_day::text as day, kind, amount_minor::text as minor, result, match_id::text as match, rung, deadline::text, detail::text
       from recon_result where property_id = $1 order by relation, side, ref`,
      [this.hotel],
    );
    return rows;
  }

  async all(): Promise<unknown> {
    const suggestions = await this.app.query('select relation, left_ref, right_ref, score, why from recon_suggestion order by 1, 2, 3');
    const exceptions = await this.app.query(
      `select relation, side, ref, code, amount_minor, business_day::text from recon_exception where state = 'open' order by 1, 2, 3`,
    );
    return { results: await this.results(), suggestions: suggestions.rows, exceptions: exceptions.rows };
  }

  /** The result of a payment, or of the line whose reference ends so. */
  async of(end: string, relation = 'gateway_bank'): Promise<Record<string, string | null> | undefined> {
    return (await this.results()).find(({ ref, relation: of }) => of === relation && (ref ?? '').endsWith(end));
  }

  private async bankLine(file: string, no: number, seed: BankSeed): Promise<void> {
    const { kind = 'purchase', state = 'completed', minor = SALE.minor, tid = SALE.tid, at } = seed;
    const day = seed.day ?? (at ?? SALE.at).slice(0, 10);
    const identity =
      seed.identity ?? [seed.rrn ? 'rrn' : '~', tid ?? seed.mid, seed.rrn ?? `${file}.${no}`, kind, state, day, minor, 'RUB'].join('|');
    await this.app.query(
      `insert into registry_line (file_id, line_no, part, row_no, property_id, identity, kind, state, operated_on, operated_at, time_zone, posted_on, registry_on, settled_on,
         gross_minor, fee_minor, net_minor, currency, acquirer, mid, tid, rrn, auth_code, card_mask, card_product)
       values ($1, $2, 1, $2, $3, $4, $5, $6, $7, $8, 'Europe/Moscow', $9, $10, $11, $12, $13, $14, 'RUB', 'sberbank', $15, $16, $17, $18, $19, $20)`,
      [
        file,
        no,
        this.hotel,
        identity,
        kind,
        state,
        day,
        at === undefined ? null : `${at.replace(' ', 'T')}:00+03:00`,
        seed.postedOn ?? null,
        seed.registryOn ?? null,
        seed.settledOn ?? null,
        minor,
        seed.fee ?? null,
        seed.net ?? null,
        seed.mid ?? null,
        tid,
        seed.rrn ?? null,
        seed.auth ?? null,
        seed.mask ?? null,
        seed.product ?? null,
      ],
    );
  }

  private async postingLine(file: string, no: number, seed: PostingSeed): Promise<void> {
    const { kind = 'payment', minor = SALE.minor, day = SALE.at.slice(0, 10) } = seed;
    await this.app.query(
      `insert into posting_line (file_id, line_no, part, row_no, property_id, identity, posting_ref, business_day, kind, amount_minor, currency, folio, rrn, auth_code, card_mask, payment_ref)
       values ($1, $2, 1, $2, $3, $4, $5, $6, $7, $8, 'RUB', $9, $10, $11, $12, $13)`,
      [
        file,
        no,
        this.hotel,
        `posting|${seed.ref}|${day}|${kind}|${minor}|RUB`,
        seed.ref,
        day,
        kind,
        minor,
        seed.folio ?? null,
        seed.rrn ?? null,
        seed.auth ?? null,
        seed.mask ?? null,
        seed.paymentRef ?? null,
      ],
    );
  }

  private async credit(file: string, no: number, seed: CreditSeed): Promise<void> {
    const acquiring = { mid: seed.mid ?? null, registryOn: seed.registryOn ?? null, feeMinor: seed.feeMinor?.toString() ?? null };
    await this.app.query(
      `insert into statement_entry (file_id, line_no, part, row_no, property_id, identity, account, direction, amount_minor, currency, booked_on, purpose, acquiring)
       values ($1, $2, 1, $2, $3, $4, '40702', $8, $5, 'RUB', $6, 'Зачисление', $7)`,
      [
        file,
        no,
        this.hotel,
        `credit|${seed.mid ?? ''}|${seed.day}|${seed.minor}`,
        seed.minor,
        seed.day,
        JSON.stringify(acquiring),
        seed.direction ?? 'credit',
      ],
    );
  }
}
