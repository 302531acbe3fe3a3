import type { RowProblem } from '../read-problem.ts';
import type { RawRow } from '../table/raw-row.ts';
import { TableReader, type TableBatch } from '../table/table-reader.ts';
import { layoutOf, type MappingDefinition } from './mapping-definition.ts';

export interface MappingPreview {
  /** The table's header was found among the rows. */
  readonly fits: boolean;
  readonly read: Pick<TableBatch, 'bank' | 'postings' | 'entries'>;
  readonly problems: readonly RowProblem[];
}

/** What the rows would give by a mapping that nobody has saved yet. */
export function previewMapping(rows: readonly RawRow[], definition: MappingDefinition, from1904: boolean): MappingPreview {
  const reader = new TableReader([layoutOf(definition, { id: '', version: 0, name: '' })], { from1904 });
  const { problems, ...read } = reader.read(rows);
  return { fits: reader.table !== null, read, problems };
}
