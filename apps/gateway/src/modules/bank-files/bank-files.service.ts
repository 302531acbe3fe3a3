import {
  mayDo,
  type BankFileLinesQuery,
  type BankFileListQuery,
  type BankFileProblemsQuery,
  type PortalBankFile,
  type PortalBankFileLines,
  type PortalBankFileList,
  type PortalBankFileProblems,
} from '@payport/contracts';
import type { PropertyId } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { PoolClient } from 'pg';
import { ProblemError } from '../../http/problem-error.ts';
import type { PortalUser } from '../access/index.ts';
import type { AuditLog, Queryable } from '../audit/index.ts';
import { SELECT_FILE, toBankFile, type BankFileRow } from './bank-file-rows.ts';
import { summarize } from './bank-file-summary.ts';
import { linesOf } from './bank-file-lines.ts';
import { BankFileUpload, type UploadPorts } from './bank-file-upload.ts';
import { ADD_OPERATIONS, LINE_TABLES, PASS_ON_OPERATIONS, WITHDRAW_OPERATIONS, forget } from './lines/line-sql.ts';

export interface BankFilesPorts extends UploadPorts {
  readonly audit: AuditLog;
  /** The hotel's folder, where there is one. */
  readonly folderOf: (propertyId: string) => string | null;
  /** What counts has changed: it is matched anew soon, and held against payments now. */
  readonly wake: () => void;
}

const PROBLEMS_OF = `
  select problem_no, part, row_no, code, column_name, value from bank_file_problem where file_id = $1 and problem_no > $2 order by problem_no limit $3`;
/** One at a time for a hotel: which of two files brings a line first must be one answer. */
const ONE_AT_A_TIME = `select pg_advisory_xact_lock(hashtextextended('payport.bank-files:' || $1, 0))`;
const SAME_BYTES = `
  select g.name from bank_file f join bank_file g on g.property_id = f.property_id and g.sha256 = f.sha256 and g.state = 'taken' where f.id = $1`;
const TAKE = `update bank_file set state = 'taken', kept = '[]', taken_at = $2, taken_by = $3, taken_name = $4, summary = $5 where id = $1`;
const THROW_AWAY = `
  update bank_file set state = 'thrown_away', problem = null, kept = '[]', ended_at = $2, ended_by = $3, ended_name = $4 where id = $1`;
const END = `update bank_file set state = $2, ended_at = $3, ended_by = $4, ended_name = $5, reason = $6 where id = $1`;

interface ProblemRow {
  readonly problem_no: number;
  readonly part: number;
  readonly row_no: number;
  readonly code: string;
  readonly column_name: string | null;
  readonly value: string | null;
}

/** Files of banks, acquirers and the hotel's own system. */
export class BankFilesService {
  private readonly upload: BankFileUpload;

  constructor(private readonly ports: BankFilesPorts) {
    this.upload = new BankFileUpload(ports);
  }

  async list(user: PortalUser, propertyId: PropertyId, { cursor, limit }: BankFileListQuery): Promise<PortalBankFileList> {
    const { rows } = await this.ports.pool.query<BankFileRow>(
      `${SELECT_FILE} where f.property_id = $1 and f.replaced_by is null and ($2::uuid is null or f.id < $2) order by f.id desc limit $3`,
      [propertyId, cursor ?? null, limit + 1],
    );
    const page = rows.slice(0, limit);
    return {
      data: page.map((row) => toBankFile(row, mayOf(user, row))),
      nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
      folder: this.ports.folderOf(propertyId),
    };
  }

  async find(user: PortalUser, id: string): Promise<PortalBankFile> {
    return this.read(this.ports.pool, user, id);
  }

  async problems(id: string, { after, limit }: BankFileProblemsQuery): Promise<PortalBankFileProblems> {
    const { pool } = this.ports;
    const parts = await this.partsOf(id);
    const { rows } = await pool.query<ProblemRow>(PROBLEMS_OF, [id, after, limit + 1]);
    const page = rows.slice(0, limit);
    return {
      data: page.map((row) => {
        const part = parts[row.part - 1];
        return {
          member: part?.member ?? null,
          sheet: part?.sheet ?? null,
          row: row.row_no,
          code: row.code,
          column: row.column_name,
          value: row.value,
        };
      }),
      next: rows.length > limit ? (page.at(-1)?.problem_no ?? null) : null,
    };
  }

  async lines(id: string, query: BankFileLinesQuery): Promise<PortalBankFileLines> {
    return linesOf(this.ports.pool, id, await this.partsOf(id), query);
  }

  /** Reads a file without taking it. @throws ProblemError `payload-too-large` */
  async add(user: PortalUser, propertyId: PropertyId, name: string, bytes: AsyncIterable<Uint8Array>): Promise<PortalBankFile> {
    return this.find(user, await this.upload.read(user, propertyId, name, bytes));
  }

  /** @throws ProblemError `bank-file-decided`, `bank-file-known` */
  async take(user: PortalUser, id: string): Promise<PortalBankFile> {
    const taken = await this.decide(user, id, ['read'], async (db, file) => {
      const same = (await db.query<{ name: string }>(SAME_BYTES, [id])).rows[0];
      if (same !== undefined)
        throw new ProblemError('bank-file-known', { detail: { ru: `Это файл «${same.name}»`, en: `It is the file “${same.name}”` } });
      const summary = await summarize(db, id, { problems: file.summary?.problems ?? 0, warnings: file.summary?.warnings ?? [] });
      await db.query(ADD_OPERATIONS, [id]);
      await db.query(forget('bank_file_kept'), [id]);
      await db.query(TAKE, [id, this.now(), user.id, user.name, JSON.stringify(summary)]);
      await this.note(db, user, file, 'bank_file.taken', { name: file.name, lines: summary.lines, duplicates: summary.duplicates });
    });
    this.ports.wake();
    return taken;
  }

  /** @throws ProblemError `bank-file-decided` */
  async throwAway(user: PortalUser, id: string): Promise<PortalBankFile> {
    return this.decide(user, id, ['read', 'undescribed'], async (db) => {
      for (const table of [...LINE_TABLES, 'bank_file_problem', 'bank_file_kept'] as const) await db.query(forget(table), [id]);
      await db.query(THROW_AWAY, [id, this.now(), user.id, user.name]);
    });
  }

  /** Lines that other files have too count from there. @throws ProblemError `bank-file-decided` */
  async takeBack(user: PortalUser, id: string, reason: string): Promise<PortalBankFile> {
    const back = await this.decide(user, id, ['taken'], async (db, file) => {
      await db.query(WITHDRAW_OPERATIONS, [id, this.now()]);
      await db.query(END, [id, 'taken_back', this.now(), user.id, user.name, reason]);
      await db.query(PASS_ON_OPERATIONS, [id]);
      await this.note(db, user, file, 'bank_file.taken_back', { name: file.name, reason });
    });
    this.ports.wake();
    return back;
  }

  private decide(
    user: PortalUser,
    id: string,
    from: readonly (PortalBankFile['state'] | 'undescribed')[],
    change: (db: PoolClient, file: BankFileRow) => Promise<void>,
  ): Promise<PortalBankFile> {
    return inTransaction(this.ports.pool, async (db) => {
      const hotel = (await db.query<{ property_id: string }>('select property_id from bank_file where id = $1', [id])).rows[0];
      await db.query(ONE_AT_A_TIME, [hotel?.property_id ?? '']);
      const file = (await db.query<BankFileRow>(`${SELECT_FILE} where f.id = $1 for no key update of f`, [id])).rows[0];
      if (file === undefined) throw new ProblemError('not-found');
      const state = file.state === 'refused' && file.kept.length > 0 ? 'undescribed' : file.state;
      if (!from.includes(state)) throw new ProblemError('bank-file-decided');
      await change(db, file);
      return this.read(db, user, id);
    });
  }

  private async partsOf(id: string): Promise<BankFileRow['parts']> {
    return (await this.ports.pool.query<Pick<BankFileRow, 'parts'>>('select parts from bank_file where id = $1', [id])).rows[0]?.parts ?? [];
  }

  private async read(db: Queryable, user: PortalUser, id: string): Promise<PortalBankFile> {
    const row = (await db.query<BankFileRow>(`${SELECT_FILE} where f.id = $1`, [id])).rows[0];
    if (row === undefined) throw new ProblemError('not-found');
    return toBankFile(row, mayOf(user, row));
  }

  private async note(db: Queryable, user: PortalUser, file: BankFileRow, action: string, after: Readonly<Record<string, unknown>>): Promise<void> {
    await this.ports.audit.add(db, { by: user, propertyId: file.property_id as PropertyId, action, subject: file.id, after });
  }

  private now(): Date {
    return new Date(this.ports.clock.now());
  }
}

const mayOf = ({ memberships }: PortalUser, { property_id }: BankFileRow): { readonly decide: boolean; readonly describe: boolean } => {
  const role = memberships.get(property_id as PropertyId);
  return { decide: mayDo(role, 'takeBankFiles'), describe: mayDo(role, 'describeBankFiles') };
};
