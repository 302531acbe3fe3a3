import { RECON_AGES, type PortalReconReport, type ReconReportExport, type ReconSums } from '@payport/contracts';
import type { PropertyId } from '@payport/domain';
import { csvBytes, csvMark, hotelTime, workbookEntries, zipStream, type Cell, type FilledSheet } from '@payport/table-files';
import { Readable } from 'node:stream';
import type { Language } from '../../../http/language.ts';
import type { PortalUser } from '../../access/index.ts';
import type { DeskFile } from '../days/day-files.service.ts';
import type { DeskPorts } from '../desk-ports.ts';
import { REPORT_WORDS, type ReportWords } from './report-words.ts';
import type { ReportsService } from './reports.service.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const text = (value: string): Cell => ({ type: 'text', text: value });
const count = (value: number): Cell => ({ type: 'count', count: value });
const number = (decimal: string): Cell => ({ type: 'number', decimal });

/** One part of the report: its rows have as many cells as its heads. */
interface Part {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The report as a file. */
export class ReportFilesService {
  constructor(
    private readonly ports: Pick<DeskPorts, 'pool' | 'audit'>,
    private readonly reports: ReportsService,
  ) {}

  /** It stands in the audit of each hotel before the first byte goes out. @throws ProblemError as the report */
  async export(user: PortalUser, { format, language: _, ...where }: ReconReportExport, language: Language): Promise<DeskFile> {
    const report = await this.reports.report(user, where);
    const { from, to } = report;
    for (const { id } of report.hotels)
      await this.ports.audit.add(this.ports.pool, {
        by: user,
        propertyId: id as PropertyId,
        action: 'reconciliation.report_exported',
        subject: id,
        after: { from, to, format },
      });
    const parts = partsOf(report, REPORT_WORDS[language]);
    const name = `payport-reconciliation-${from}-${to}`;
    if (format === 'xlsx') {
      const sheets = parts.map((part): FilledSheet => ({ ...part, widths: part.head.map((head) => Math.max(14, head.length + 2)) }));
      return { name: `${name}.xlsx`, type: XLSX, bytes: Readable.from(zipStream(workbookEntries(sheets))) };
    }
    const charset = format === 'csv' ? 'utf-8' : 'windows-1251';
    const bytes = Readable.from([csvMark(charset), csvBytes(linesOf(parts), language, charset)]);
    return { name: `${name}.csv`, type: `text/csv; charset=${charset}`, bytes };
  }
}

/** Parts below one another: the name of the part, its heads, its rows, and a line between. */
const linesOf = (parts: readonly Part[]): readonly (readonly Cell[])[] =>
  parts.flatMap(({ name, head, rows }, at) => [...(at === 0 ? [] : [[]]), [text(name)], head.map(text), ...rows]);

function partsOf(report: PortalReconReport, words: ReportWords): readonly Part[] {
  const { heads, parts } = words;
  const money = [heads.currency, heads.sales, heads.sold, heads.refunds, heads.refunded, heads.fee, heads.expectedFee, heads.overcharge];
  const tail = [...money, heads.unchecked, heads.net];
  const named = (name: string): Cell => text(name === '' ? words.notSaid : name);
  const moment = (at: string, zone: string): Cell => ({ type: 'moment', face: hotelTime(new Date(at), zone).face });
  return [
    // What is open is told as it stood at a moment: without it nobody can say later why two reports of one day differ.
    {
      name: parts.about,
      head: [heads.hotel, heads.from, heads.to, heads.asOf, heads.comparedAt, heads.zone],
      rows: report.hotels.map(({ name, timeZone, comparedAt }) => [
        text(name),
        { type: 'day', day: report.from },
        { type: 'day', day: report.to },
        moment(report.asOf, timeZone),
        comparedAt === null ? text('') : moment(comparedAt, timeZone),
        text(timeZone),
      ]),
    },
    { name: parts.totals, head: tail, rows: report.totals.map(sumCells) },
    { name: parts.hotels, head: [heads.hotel, ...tail], rows: report.byHotel.map((row) => [text(row.hotel.name), ...sumCells(row)]) },
    {
      name: parts.terminals,
      head: [heads.hotel, heads.terminal, ...tail],
      rows: report.byTerminal.map((row) => [text(row.hotel.name), named(row.name), ...sumCells(row)]),
    },
    { name: parts.brands, head: [heads.brand, ...tail], rows: report.byBrand.map((row) => [named(row.name), ...sumCells(row)]) },
    {
      name: parts.days,
      head: [heads.hotel, heads.day, heads.state, heads.adjustments, ...tail],
      rows: report.days.map((row) => [
        text(row.hotel.name),
        { type: 'day', day: row.day },
        text(row.closed ? words.closed : words.open),
        count(row.adjustments),
        ...sumCells(row),
      ]),
    },
    {
      name: parts.ageing,
      head: [heads.hotel, heads.age, heads.count, heads.amount, heads.currency],
      rows: RECON_AGES.flatMap((age) =>
        report.ageing
          .filter((row) => row.age === age)
          .map((row) => [text(row.hotel.name), text(age.replace('-', '–')), count(row.count), number(row.amount), text(row.currency)]),
      ),
    },
  ];
}

const sumCells = (row: ReconSums): readonly Cell[] => [
  text(row.currency),
  count(row.sales),
  number(row.sold),
  count(row.refunds),
  number(row.refunded),
  number(row.fee),
  number(row.expectedFee),
  number(row.overcharge),
  count(row.unchecked),
  number(row.net),
];
