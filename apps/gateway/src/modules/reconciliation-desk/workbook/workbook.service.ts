import { MAX_RECON_WORKBOOK_ROWS, PERMISSIONS, type PortalReconWorkbook, type ReconWorkbookQuery } from '@payport/contracts';
import type { Bilingual, PropertyId } from '@payport/domain';
import type { PoolClient } from 'pg';
import type { Language } from '../../../http/language.ts';
import { ProblemError } from '../../../http/problem-error.ts';
import type { PortalUser } from '../../access/index.ts';
import type { FileReading } from '../../bank-files/index.ts';
import type { DeskFile } from '../days/day-files.service.ts';
import { hotelToday } from '../days/hotel-today.ts';
import { deskTransaction } from '../desk-lock.ts';
import type { DeskPorts } from '../desk-ports.ts';
import type { ExceptionRow } from '../exceptions/exception-rows.ts';
import type { ExceptionWorkService } from '../exceptions/exception-work.service.ts';
import { ExceptionsRepository } from '../exceptions/exceptions.repository.ts';
import { readExceptionsWorkbook, type ReadWorkbook, type WorkbookRow } from './read-workbook.ts';
import { writeOffSums, type WriteOffSums } from '../exceptions/write-off-sums.ts';
import { idOfKey, markOf, type MarkedRow } from './row-key.ts';
import { ordersOf, type Person, type RowOrders, type RowRefusal } from './row-orders.ts';
import { exceptionsWorkbook } from './workbook-file.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const OTHER_FILE: Bilingual = {
  ru: 'Это не тот файл, который проверяли: проверьте его заново',
  en: 'This is not the file that was checked: check it again',
};

export interface WorkbookPorts extends DeskPorts {
  readonly work: ExceptionWorkService;
  readonly reading: FileReading;
}

/** Ends a transaction of which nothing is to stay. */
class DryRun extends Error {}

type Changed = PortalReconWorkbook['changes'][number];
type Refused = PortalReconWorkbook['refused'][number];
interface Outcome {
  readonly changes: Changed[];
  readonly refused: Refused[];
  unchanged: number;
}

/** Exceptions out to a table program, and what people made of them there back in. */
export class WorkbookService {
  constructor(private readonly ports: WorkbookPorts) {}

  /** The worst first, up to what a workbook has; it stands in the audit before the first byte goes out. */
  async export(user: PortalUser, propertyId: PropertyId, which: Omit<ReconWorkbookQuery, 'language'>, language: Language): Promise<DeskFile> {
    const { pool, clock, audit } = this.ports;
    const { today } = await hotelToday(pool, propertyId, clock);
    const repository = new ExceptionsRepository(pool);
    const found = (await repository.list(propertyId, user.id, { ...which, limit: MAX_RECON_WORKBOOK_ROWS }, today)) ?? [];
    const rows = await marked(repository, found.slice(0, MAX_RECON_WORKBOOK_ROWS));
    const after = { rows: rows.length, ...which };
    await audit.add(pool, { by: user, propertyId, action: 'reconciliation.workbook_exported', subject: propertyId, after });
    return { name: `payport-exceptions-${today}.xlsx`, type: XLSX, bytes: exceptionsWorkbook(rows, user, language) };
  }

  /**
   * What the workbook asks for, each row by the rules of the desk. Without the hash of a dry run it is one: the very same is done, and
   * undone.
   * @throws ProblemError `recon-workbook-refused`, `payload-too-large`
   */
  async apply(user: PortalUser, propertyId: PropertyId, content: AsyncIterable<Uint8Array>, sha256: string | null): Promise<PortalReconWorkbook> {
    const book = await readExceptionsWorkbook(this.ports.reading, content);
    if (sha256 !== null && sha256 !== book.sha256) throw new ProblemError('recon-workbook-refused', { detail: OTHER_FILE });
    const outcome: Outcome = { changes: [], refused: [], unchanged: 0 };
    try {
      await deskTransaction(this.ports.pool, propertyId, async (db) => {
        await this.rows(db, user, propertyId, book, outcome);
        if (sha256 === null) throw new DryRun();
        if (outcome.changes.length > 0) await this.note(db, user, propertyId, book, outcome);
      });
    } catch (error) {
      if (!(error instanceof DryRun)) throw error;
    }
    return { sha256: book.sha256, applied: sha256 !== null, rows: book.rows.length, ...outcome };
  }

  private async rows(db: PoolClient, user: PortalUser, propertyId: PropertyId, book: ReadWorkbook, outcome: Outcome): Promise<void> {
    const repository = new ExceptionsRepository(db);
    const people = await repository.people(propertyId, PERMISSIONS.reconcile);
    const ids = book.rows.map(({ cells }) => idOfKey(cells.key.text)).filter((id) => id !== null);
    const known = new Map((await marked(repository, await repository.find(propertyId, [...new Set(ids)]))).map((row) => [row.id, row]));
    const plans = book.rows.map((row) => {
      const id = idOfKey(row.cells.key.text);
      const now = id === null ? undefined : known.get(id);
      const twice = id !== null && ids.filter((other) => other === id).length > 1;
      return { row: row.row, now, plan: planOf(row, { now, twice, people, from1904: book.from1904 }) };
    });
    const sums = writeOffSums(plans.flatMap(({ plan }) => (signsOff(plan) ? [plan.now] : [])));
    for (const { row, now, plan } of plans) {
      const result = plan === null || 'why' in plan ? plan : await this.row(db, user, row, plan, { sums, repository });
      if (result === null) outcome.unchanged += 1;
      else if ('why' in result) outcome.refused.push({ row, exceptionId: now?.id ?? null, ...result });
      else outcome.changes.push(result);
    }
  }

  /** One row: all of it or nothing. */
  private async row(
    db: PoolClient,
    user: PortalUser,
    row: number,
    { now, steps, changes }: RowPlan,
    { sums, repository }: { readonly sums: WriteOffSums; readonly repository: ExceptionsRepository },
  ): Promise<Changed | RowRefusal> {
    await db.query('savepoint workbook_row');
    let proposed = false;
    let current: ExceptionRow = now;
    for (const { step, owner, field } of steps) {
      const done = await this.ports.work.step(db, user, current, step, { owner, sums });
      if (done === 'proposed' && current.proposal_id === null) proposed = true;
      else if (done !== 'changed') {
        await db.query('rollback to savepoint workbook_row');
        return { field, why: done, value: null };
      }
      current = (await repository.find(now.property_id as PropertyId, [now.id]))[0] ?? current;
    }
    await db.query('release savepoint workbook_row');
    return {
      row,
      exceptionId: now.id,
      result: now.code,
      businessDay: now.business_day,
      fields: changes.map((change) => ({ ...change })),
      proposed,
    };
  }

  private note(db: PoolClient, user: PortalUser, propertyId: PropertyId, book: ReadWorkbook, { changes, refused }: Outcome): Promise<void> {
    const proposed = changes.filter((change) => change.proposed).length;
    const after = { changed: changes.length - proposed, proposed, refused: refused.length, sha256: book.sha256 };
    return this.ports.audit.add(db, { by: user, propertyId, action: 'reconciliation.workbook_applied', subject: propertyId, after });
  }
}

interface RowFacts {
  readonly now: MarkedRow | undefined;
  readonly twice: boolean;
  readonly people: readonly Person[];
  readonly from1904: boolean;
}
interface RowPlan extends RowOrders {
  readonly now: MarkedRow;
}
type Plan = RowPlan | RowRefusal | null;

/** What is to be done about a row, before anything is. Null: it asks for nothing. */
function planOf(row: WorkbookRow, { now, twice, people, from1904 }: RowFacts): Plan {
  if (now === undefined) return whole(idOfKey(row.cells.key.text) === null ? 'unknown-row' : 'not-found');
  const orders = ordersOf(row, now, people, from1904);
  if (!('why' in orders) && orders.steps.length === 0) return null;
  if (twice) return whole('twice');
  if (row.cells.mark.text !== markOf(now)) return whole('changed-since');
  return 'why' in orders ? orders : { ...orders, now };
}

const signsOff = (plan: Plan): plan is RowPlan => plan !== null && 'steps' in plan && plan.steps.some(({ step }) => step.action === 'sign_off');

const whole = (why: RowRefusal['why']): RowRefusal => ({ field: null, why, value: null });

async function marked(repository: ExceptionsRepository, rows: readonly ExceptionRow[]): Promise<readonly MarkedRow[]> {
  const last = await repository.lastEvents(rows.map(({ id }) => id));
  return rows.map((row) => ({ ...row, last_event: last.get(row.id) ?? null }));
}
