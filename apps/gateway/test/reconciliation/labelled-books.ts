import type { PropertyId } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import { testPool } from '@payport/testing';
import { systemClock, systemRandom } from '@payport/terminals-transports';
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import pg from 'pg';
import { writeWorld } from '../../../../tools/recon-generator/world-files.ts';
import type { GeneratedHotel, GeneratedPayment, GeneratedWorld } from '../../../../tools/recon-generator/world.ts';
import type { PortalUser } from '../../src/modules/access/index.ts';
import { AuditLog } from '../../src/modules/audit/index.ts';
import { BankFilesService } from '../../src/modules/bank-files/bank-files.service.ts';
import { plainReading } from '../../src/modules/bank-files/reading/copy-reading.ts';
import { reconcile, type RunReport } from '../../src/modules/reconciliation/index.ts';

/** Whoever brings the files; what one may do is the routes' to ask. */
const PERSON = { id: '00000009-0000-7000-8000-000000000001', name: 'Анна', memberships: new Map() } as unknown as PortalUser;
/** What the generator's bank keeps. */
const RATE_MILLIONTHS = 18_000;
const BATCH = 5_000;

/** Files of a hotel, in no order that matters. */
export const BOOK_FILES = ['registry', 'registry-second', 'registry-short', 'kl_to_1c', 'account-second', 'journal'] as const;
export type BookFile = (typeof BOOK_FILES)[number];

/** How files come into the books, and go. */
export interface BooksDoor {
  /** Reads a file without taking it. @returns its id */
  add(hotel: GeneratedHotel, name: string, bytes: Readable): Promise<string>;
  take(id: string): Promise<unknown>;
  takeBack(id: string): Promise<unknown>;
}

/** By what the routes call, where there is no gateway. */
function serviceDoor(pool: pg.Pool): BooksDoor {
  const [clock, random] = [systemClock, systemRandom];
  const audit = new AuditLog(clock, random);
  const files = new BankFilesService({ pool, clock, random, audit, reading: plainReading, folderOf: () => null, wake: () => undefined });
  return {
    add: async (hotel, name, bytes) => (await files.add(PERSON, idOf(hotel), name, bytes)).id,
    take: (id) => files.take(PERSON, id),
    takeBack: (id) => files.takeBack(PERSON, id, 'не тот'),
  };
}

/** Payments straight into their table, files by the gateway's own code: the generator's world as the gateway would have it. */
export class LabelledBooks {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'payport-labelled-'));

  private constructor(
    readonly world: GeneratedWorld,
    readonly app: pg.Pool,
    private readonly replica: pg.Client,
    private readonly door: BooksDoor,
  ) {}

  /**
   * @param urls of the gateway's role, and of a superuser in the same database: triggers are off while payments are put in
   * @param door the way of the files; else the gateway's code without its routes
   */
  static async open(world: GeneratedWorld, urls: { readonly app: string; readonly superuser: string }, door?: BooksDoor): Promise<LabelledBooks> {
    const replica = new pg.Client({ connectionString: urls.superuser });
    await replica.connect();
    const app = testPool(urls.app, { max: 3 });
    const books = new LabelledBooks(world, app, replica, door ?? serviceDoor(app));
    await replica.query('set session_replication_role = replica');
    await replica.query(`insert into gateway_instance values ('g', 1, now(), now(), now()) on conflict do nothing`);
    for (const hotel of world.hotels) await books.place(hotel);
    for (const hotel of world.hotels) await books.pay(hotel);
    await writeWorld(world, books.folder);
    return books;
  }

  async close(): Promise<void> {
    await Promise.all([this.app.end(), this.replica.end()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Reads one file of a hotel; `take` lets it count. @returns its id */
  async read(hotel: GeneratedHotel, file: BookFile): Promise<string> {
    const found = this.pathOf(hotel, file);
    return this.add(hotel, path.basename(found), createReadStream(found, { highWaterMark: 256 * 1024 }));
  }

  /** Reads a file of one's own making. @returns its id */
  add(hotel: GeneratedHotel, name: string, bytes: Readable): Promise<string> {
    return this.door.add(hotel, name, bytes);
  }

  /** Where a file stands. */
  pathOf(hotel: GeneratedHotel, file: BookFile): string {
    return ['csv', 'xlsx', 'txt', 'xml'].map((end) => path.join(this.folder, hotel.key, `${file}.${end}`)).find((name) => existsSync(name)) ?? '';
  }

  async take(file: string): Promise<string> {
    await this.door.take(file);
    return file;
  }

  takeBack(file: string): Promise<unknown> {
    return this.door.takeBack(file);
  }

  async bring(hotel: GeneratedHotel, file: BookFile): Promise<string> {
    return this.take(await this.read(hotel, file));
  }

  run(hotel: GeneratedHotel, asOf: string, full = false): Promise<RunReport | null> {
    const order = { propertyId: idOf(hotel), asOf, at: new Date(`${asOf}T09:00:00Z`), full };
    return inTransaction(this.app, (db) => reconcile(db, order));
  }

  /** All files and everything that was said of them are gone; the payments stay. Only a superuser can. */
  async forgetFiles(): Promise<void> {
    await this.replica
      .query(`truncate bank_file, bank_operation, registry_line, posting_line, statement_entry, bank_file_problem, recon_pair, recon_line, recon_suggestion,
      recon_run, recon_change, recon_exception, recon_event, recon_day, recon_day_event, recon_adjustment cascade`);
  }

  private async place(hotel: GeneratedHotel): Promise<void> {
    await this.replica.query(
      `insert into property (id, name, time_zone, currency, currencies, night_audit_hour) values ($1, $2, $3, 'RUB', '{RUB}', $4)`,
      [idOf(hotel), hotel.key, hotel.timeZone, hotel.auditHour],
    );
    for (const tid of hotel.tids)
      await this.replica.query(
        `insert into terminal (id, property_id, name, driver, settings, device_address, tid, mid) values ($1, $2, $3, 'sberbank', '{}', $3, $3, $4)`,
        [terminalOf(tid), idOf(hotel), tid, hotel.mid],
      );
    await this.replica.query(
      `insert into fee_tariff (id, property_id, valid_from, rate_millionths) values (gen_random_uuid(), $1, '2024-01-01', $2)`,
      [idOf(hotel), RATE_MILLIONTHS],
    );
  }

  private async pay(hotel: GeneratedHotel): Promise<void> {
    const own = this.world.payments.filter((payment) => payment.hotel === hotel.key);
    for (let at = 0; at < own.length; at += BATCH)
      await this.replica.query(PAYMENTS, [idOf(hotel), JSON.stringify(own.slice(at, at + BATCH).map(rowOf))]);
  }
}

const PAYMENTS = `
  insert into payment (id, property_id, terminal_id, kind, amount_minor, currency, status, last_seq, idempotency_key, params, params_hash, device_reference,
    instance_id, rrn, auth_code, card_mask, result_tid, original_payment_id, created_at, updated_at, dispatched_at, final_at, unknown_since)
  select x.id, $1, x.terminal, x.kind, x.minor, 'RUB', x.status, 3, x.id::text, '{}', '', x.id::text, 'g', x.rrn, x.auth, x.mask, x.result_tid, x.original, x.at, x.at, x.at,
    case when x.open is null then x.at end, case when x.open is not null then x.at end
  from (select *, nullif(status in ('unknown', 'manual_review'), false) as open from json_to_recordset($2) x (id uuid, terminal uuid, kind text, minor bigint, status text, rrn text, auth text, mask text, result_tid text, original uuid, at timestamptz)) x`;

const rowOf = (payment: GeneratedPayment): Readonly<Record<string, string | null>> => ({
  id: payment.id,
  terminal: terminalOf(payment.tid),
  kind: payment.kind,
  minor: String(payment.kind === 'sale' ? payment.amountMinor : -payment.amountMinor),
  status: payment.status,
  rrn: payment.rrn,
  auth: payment.authCode,
  mask: payment.cardMask,
  result_tid: payment.resultTid,
  original: payment.originalId,
  at: payment.at,
});

export const idOf = (hotel: GeneratedHotel): PropertyId => `00000004-0000-7000-8000-${hotel.mid}` as PropertyId;
const terminalOf = (tid: string): string => `00000005-0000-7000-8000-${tid.padStart(12, '0')}`;
