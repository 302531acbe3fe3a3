import type { FilePart, FileProblem, FoundPart } from '@payport/bank-files';
import type { PortalBankFilePart } from '@payport/contracts';
import type { Pool } from 'pg';
import { ADD_LINES, LINE_TABLES, RECKON_INSTANTS, forget, numberShared, type LineTable } from './line-sql.ts';
import { postingRow, problemRow, registryRow, statementRow, type LineRow } from './line-rows.ts';

/** Lines that go to the database in one statement. */
const BATCH = 2_000;
/** Rows with an error that are kept one by one; people mend the file long before. */
const MAX_PROBLEMS = 10_000;

type Table = LineTable | 'bank_file_problem';

/** Puts the lines of one file away while it is read. They count for nothing until the file is taken. */
export class StagedLines {
  readonly parts: PortalBankFilePart[] = [];
  readonly skipped: FileProblem[] = [];
  refused: FileProblem | null = null;
  private found: FoundPart | null = null;
  private lineNo = 0;
  private problemNo = 0;
  private readonly waiting: Record<Table, LineRow[]> = { registry_line: [], statement_entry: [], posting_line: [], bank_file_problem: [] };

  constructor(
    private readonly pool: Pool,
    private readonly fileId: string,
    private readonly propertyId: string,
  ) {}

  async add(part: FilePart): Promise<void> {
    switch (part.type) {
      case 'found':
        this.found = part;
        this.parts.push({
          member: part.member,
          sheet: part.sheet,
          content: part.content,
          layout: part.layout,
          version: part.version,
          encoding: part.encoding,
          headerRow: part.headerRow,
          lines: 0,
          problems: 0,
        });
        return;
      case 'rows':
        return this.addRows(part);
      case 'skipped':
        this.skipped.push(part.problem);
        return;
      case 'refused':
        this.refused = part.problem;
        return;
      case 'totals':
        return; // The sums of a statement are compared with its entries once accounts are reconciled.
    }
  }

  /** The last lines, and what can only be said of all together. */
  async finish(): Promise<void> {
    for (const table of Object.keys(this.waiting) as Table[]) await this.flush(table, 1);
    for (const table of LINE_TABLES) await this.pool.query(numberShared(table), [this.fileId]);
    await this.pool.query(RECKON_INSTANTS, [this.fileId]);
  }

  async forget(): Promise<void> {
    for (const table of Object.keys(this.waiting) as Table[]) await this.pool.query(forget(table), [this.fileId]);
  }

  private async addRows({ bank, postings, entries, problems }: Extract<FilePart, { type: 'rows' }>): Promise<void> {
    const acquirer = this.found?.acquirer ?? '';
    for (const line of bank) this.waiting.registry_line.push(registryRow(this.place(), line, acquirer));
    for (const entry of entries) this.waiting.statement_entry.push(statementRow(this.place(), entry));
    for (const line of postings) this.waiting.posting_line.push(postingRow(this.place(), line));
    for (const problem of problems) {
      this.problemNo += 1;
      if (this.problemNo <= MAX_PROBLEMS) this.waiting.bank_file_problem.push(problemRow(this.fileId, this.parts.length, this.problemNo, problem));
    }
    const part = this.parts.at(-1);
    if (part !== undefined) {
      part.lines += bank.length + entries.length + postings.length;
      part.problems += problems.length;
    }
    for (const table of Object.keys(this.waiting) as Table[]) await this.flush(table, BATCH);
  }

  private place(): { file_id: string; property_id: string; part: number; line_no: number } {
    this.lineNo += 1;
    return { file_id: this.fileId, property_id: this.propertyId, part: this.parts.length, line_no: this.lineNo };
  }

  private async flush(table: Table, least: number): Promise<void> {
    const rows = this.waiting[table];
    if (rows.length < least || rows.length === 0) return;
    this.waiting[table] = [];
    await this.pool.query(ADD_LINES[table], [JSON.stringify(rows)]);
  }
}
