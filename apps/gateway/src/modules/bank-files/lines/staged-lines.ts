import type { FileProblem } from '@payport/bank-files';
import type { PortalBankFilePart } from '@payport/contracts';
import { inTransaction } from '@payport/persistence';
import { finished } from 'node:stream/promises';
import type { Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { LinesPart, ProblemsPart, ReadPart } from '../reading/file-reading.ts';
import { LINE_TABLES, type LineTable } from './line-columns.ts';
import { KeptTables } from './kept-tables.ts';
import { ADD_PROBLEMS, copyInto, copyIntoStage, forget, forgetStaged, moveStaged } from './line-sql.ts';

/** Rows with an error that are kept one by one; people mend the file long before. */
const MAX_PROBLEMS = 10_000;
/** A file that contradicts itself more often is no better told by more. */
const MAX_WARNINGS = 20;

/**
 * Puts the lines of one file away while it is read. Most come to where they stay at once; those of which something can only be said
 * when all are there wait in tables without log or index, and follow in one statement. They count for nothing until the file is taken.
 */
export class StagedLines {
  readonly parts: PortalBankFilePart[] = [];
  readonly skipped: FileProblem[] = [];
  /** What a person should know before the lines count. */
  readonly warnings: FileProblem[] = [];
  refused: FileProblem | null = null;
  readonly kept: KeptTables;
  private problemNo = 0;
  /** Lines of this file that wait, by their table. */
  private readonly staged = new Map<LineTable, number>();
  /** The rows that are on their way to the database while the next ones are read. */
  private copying: Promise<void> = Promise.resolve();

  constructor(
    private readonly pool: Pool,
    private readonly fileId: string,
    private readonly propertyId: string,
  ) {
    this.kept = new KeptTables(pool, fileId);
  }

  async add(part: ReadPart): Promise<void> {
    switch (part.type) {
      case 'found':
        this.parts.push({
          member: part.member,
          sheet: part.sheet,
          content: part.content,
          layout: part.layout,
          version: part.version,
          encoding: part.encoding,
          headerRow: part.headerRow,
          mapping: part.mapping,
          lines: 0,
          problems: 0,
        });
        return;
      case 'lines':
        return this.addLines(part);
      case 'problems':
        return this.addProblems(part);
      case 'skipped':
        this.skipped.push(part.problem);
        return;
      case 'refused':
        this.refused = part.problem;
        return;
      case 'warned':
        if (this.warnings.length < MAX_WARNINGS) this.warnings.push(part.problem);
        return;
      case 'keeping':
      case 'kept':
        return this.kept.add(part);
      case 'totals':
        return; // The reader has held them against the entries.
    }
  }

  /**
   * The lines come to where they stay, with what can only be said of all together.
   * @throws Error when some are gone: a database that crashed meanwhile has emptied what has no log
   */
  async finish(): Promise<void> {
    await this.copying;
    await inTransaction(this.pool, async (db) => {
      for (const [table, lines] of this.staged) {
        const { rowCount } = await db.query(moveStaged(table), [this.fileId, this.propertyId]);
        if (rowCount !== lines) throw new Error(`of ${lines} lines of ${table} ${rowCount ?? 0} were still there: the file has to be read again`);
        await db.query(forgetStaged(table), [this.fileId]);
      }
    });
  }

  /** Once nothing of this file is on its way to the database any more. */
  async settled(): Promise<void> {
    await this.copying.catch(() => undefined);
  }

  async forget(db: Pick<Pool, 'query'>): Promise<void> {
    await this.settled();
    for (const table of LINE_TABLES) {
      await db.query(forgetStaged(table), [this.fileId]);
      await db.query(forget(table), [this.fileId]);
    }
    await db.query(forget('bank_file_problem'), [this.fileId]);
  }

  async forgetKept(db: Pick<Pool, 'query'>): Promise<void> {
    await db.query(forget('bank_file_kept'), [this.fileId]);
    this.kept.tables.length = 0;
  }

  /** Waits for the rows before these, not for these: the file is read on meanwhile. */
  private async addLines(part: LinesPart): Promise<void> {
    await this.copying;
    if (!part.final) this.staged.set(part.table, part.lines + (this.staged.get(part.table) ?? 0));
    const last = this.parts.at(-1);
    if (last !== undefined) last.lines += part.lines;
    this.copying = this.copy(part);
    // Told by whoever waits for it next.
    this.copying.catch(() => undefined);
  }

  private async copy({ table, bytes, lines, final }: LinesPart): Promise<void> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      const stream = client.query(copyFrom(final ? copyInto(table, this.fileId, this.propertyId) : copyIntoStage(table, this.fileId)));
      stream.end(bytes);
      await finished(stream);
      if (stream.rowCount !== lines) throw new Error(`of ${lines} lines of ${table} ${stream.rowCount} are of this file`);
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  private async addProblems({ problems }: ProblemsPart): Promise<void> {
    const last = this.parts.at(-1);
    if (last !== undefined) last.problems += problems.length;
    const kept = problems.slice(0, Math.max(0, MAX_PROBLEMS - this.problemNo)).map((problem) => ({
      file_id: this.fileId,
      problem_no: (this.problemNo += 1),
      part: this.parts.length,
      row_no: problem.row,
      code: problem.code,
      column_name: problem.column,
      value: problem.value,
    }));
    if (kept.length > 0) await this.pool.query(ADD_PROBLEMS, [JSON.stringify(kept)]);
  }
}
