import type { TableLayout } from '../layouts/table-layout.ts';
import type { ReadLimits } from '../limits.ts';
import type { FileProblem, FileProblemCode } from '../read-problem.ts';
import type { FileEncoding } from '../text/encoding.ts';
import type { RefusedPart, SkippedPart, WarnedPart } from './file-part.ts';

export interface ReadContext {
  readonly limits: ReadLimits;
  readonly layouts: readonly TableLayout[];
  readonly encoding: FileEncoding | 'auto';
  /** Member of the archive that is being read; null: the file itself. */
  readonly member: string | null;
  /** Rows of which tables are kept: of none, of those that a mapping of the hotel reads, or of those too that nobody knows. */
  readonly keep: 'none' | 'own' | 'unknown';
  /** Bytes that may still be kept of this file. */
  readonly budget: { left: number };
}

const problemOf = (context: ReadContext, code: FileProblemCode, detail: string | null): FileProblem => ({ code, member: context.member, detail });

export const refused = (context: ReadContext, code: FileProblemCode, detail: string | null = null): RefusedPart => ({
  type: 'refused',
  problem: problemOf(context, code, detail),
});

export const skipped = (context: ReadContext, code: FileProblemCode, detail: string | null = null): SkippedPart => ({
  type: 'skipped',
  problem: problemOf(context, code, detail),
});

/** The file's own totals are not those of its rows. */
export const totalsDiffer = (context: ReadContext, detail: string): WarnedPart => ({
  type: 'warned',
  problem: problemOf(context, 'totals_differ', detail),
});
