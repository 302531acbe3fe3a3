import { MAX_RECON_SPAN_DAYS, type ReconActQuery } from '@payport/contracts';
import type { PropertyId } from '@payport/domain';
import { csvBytes, csvMark, workbookEntries, zipStream, type Cell } from '@payport/table-files';
import { Readable } from 'node:stream';
import type { Language } from '../../../http/language.ts';
import { ProblemError } from '../../../http/problem-error.ts';
import type { PortalUser } from '../../access/index.ts';
import type { PaperMaker } from '../../documents/index.ts';
import type { DeskPorts } from '../desk-ports.ts';
import { ACQUIRER_REPORT_HEADS, ACQUIRER_REPORT_LANGUAGE, ACQUIRER_REPORT_WIDTHS, acquirerReportCells } from '../pack/acquirer-report.ts';
import { actPaper } from '../pack/act-paper.ts';
import { actSheets } from '../pack/act-workbook.ts';
import type { DayPack } from '../pack/day-pack.ts';
import { adjustmentWords } from '../pack/pack-words.ts';
import { frozenPicture } from './day-resource.ts';
import { checkSpan } from './days.service.ts';
import { DaysRepository, type DayRow, type EarlierClose } from './days.repository.ts';
import { hotelToday } from './hotel-today.ts';

const BATCH = 1_000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface DeskFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Readable;
}

/** Days as files and reports. A closed day is told from what its close has frozen. */
export class DayFilesService {
  constructor(private readonly ports: Pick<DeskPorts, 'pool' | 'clock' | 'audit'> & { readonly papers: PaperMaker }) {}

  /** @throws ProblemError `not-found` for an earlier close that there was not */
  async act(user: PortalUser, propertyId: PropertyId, day: string, query: ReconActQuery & { readonly language: Language }): Promise<DeskFile> {
    const { format, language, closing } = query;
    const pack = await this.packOf(propertyId, day, language, closing ?? null);
    await this.note(user, propertyId, 'reconciliation.act_exported', { day, format, ...(closing === undefined ? {} : { closing }) });
    const name = `payport-act-${day}${pack.closed === null ? '-draft' : pack.undone === null ? '' : '-undone'}.${format}`;
    if (format === 'pdf') return { name, type: 'application/pdf', bytes: Readable.from([await this.ports.papers(actPaper(pack, language))]) };
    return { name, type: XLSX, bytes: Readable.from(zipStream(workbookEntries(actSheets(pack, language)))) };
  }

  /** @throws ProblemError `validation-failed` for a span that is none */
  async acquirerReport(user: PortalUser, propertyId: PropertyId, from: string, to: string, format: 'xlsx' | 'csv' | 'csv-1251'): Promise<DeskFile> {
    checkSpan(from, to, MAX_RECON_SPAN_DAYS);
    await this.note(user, propertyId, 'reconciliation.acquirer_report_exported', { from, to, format });
    const operations = new DaysRepository(this.ports.pool).operations(propertyId, from, to, BATCH);
    const name = `payport-acquirer-${from}-${to}`;
    async function* rows() {
      for await (const operation of operations) yield acquirerReportCells(operation);
    }
    if (format === 'xlsx') {
      const sheet = { name: 'Отчёт эквайера', head: ACQUIRER_REPORT_HEADS, widths: ACQUIRER_REPORT_WIDTHS, rows: rows() };
      return { name: `${name}.xlsx`, type: XLSX, bytes: Readable.from(zipStream(workbookEntries([sheet]))) };
    }
    const charset = format === 'csv' ? 'utf-8' : 'windows-1251';
    const line = (cells: readonly Cell[]): Buffer => csvBytes([cells], ACQUIRER_REPORT_LANGUAGE, charset);
    async function* lines() {
      yield Buffer.concat([csvMark(charset), line(ACQUIRER_REPORT_HEADS.map((text) => ({ type: 'text', text })))]);
      for await (const cells of rows()) yield line(cells);
    }
    return { name: `${name}.csv`, type: `text/csv; charset=${charset}`, bytes: Readable.from(lines()) };
  }

  private async packOf(propertyId: PropertyId, day: string, language: Language, closing: string | null): Promise<DayPack> {
    const { pool, clock } = this.ports;
    const { name, legalEntity, inn, timeZone, currency } = await hotelToday(pool, propertyId, clock);
    const repository = new DaysRepository(pool);
    const earlier = closing === null ? null : await repository.earlierClose(propertyId, day, closing);
    if (closing !== null && earlier === null) throw new ProblemError('not-found');
    const row = (await repository.days(propertyId, day, day))[0];
    const frozen = earlier !== null ? frozenPicture(earlier) : row === undefined ? null : frozenPicture(row);
    return {
      property: { name, legalEntity, inn, timeZone, currency },
      businessDay: day,
      closed: earlier === null ? closeOf(row) : { at: earlier.at, by: earlier.by_name, sha256: earlier.sha256 },
      undone: undoneOf(earlier),
      madeAt: new Date(clock.now()),
      comparedAt: await repository.ranAt(propertyId),
      picture: frozen ?? (await repository.picture(propertyId, day)),
      events: (await repository.events(propertyId, day)).map(({ at, kind, by_name, reason }) => ({ at, what: kind, by: by_name, reason })),
      adjustmentCount: await repository.adjustmentCount(propertyId, day, earlier),
      adjustments: (await repository.adjustments(propertyId, day, earlier)).map((adjustment) => ({
        arrivedAt: adjustment.arrived_at,
        what: adjustmentWords(
          { relation: adjustment.relation, side: adjustment.side, from: adjustment.from_result, to: adjustment.to_result },
          adjustment.look?.rrn ?? adjustment.look?.text ?? null,
          language,
        ),
        minor: BigInt(adjustment.change_minor),
        feeMinor: BigInt(adjustment.fee_minor),
        currency: adjustment.currency,
      })),
    };
  }

  private note(user: PortalUser, propertyId: PropertyId, action: string, after: Readonly<Record<string, unknown>>): Promise<void> {
    return this.ports.audit.add(this.ports.pool, { by: user, propertyId, action, subject: propertyId, after });
  }
}

const closeOf = (row: DayRow | undefined): DayPack['closed'] =>
  row?.closed_at == null || row.closed_name === null || row.sha256 === null ? null : { at: row.closed_at, by: row.closed_name, sha256: row.sha256 };

const undoneOf = (earlier: EarlierClose | null): DayPack['undone'] =>
  earlier && { at: earlier.reopened_at, by: earlier.reopened_by, reason: earlier.reason };
