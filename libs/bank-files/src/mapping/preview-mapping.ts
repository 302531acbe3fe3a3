import type { RegistryLine } from '../file-lines.ts';
import type { RowProblem } from '../read-problem.ts';
import type { RawRow } from '../table/raw-row.ts';
import { TableReader } from '../table/table-reader.ts';
import { layoutOf, type MappingDefinition } from './mapping-definition.ts';

export interface MappingPreview {
  /** The table's header was found among the rows. */
  readonly fits: boolean;
  readonly lines: readonly RegistryLine[];
  readonly problems: readonly RowProblem[];
}

/** What the rows would give by a mapping that nobody has saved yet. */
export function previewMapping(rows: readonly RawRow[], definition: MappingDefinition, from1904: boolean): MappingPreview {
  const reader = new TableReader([layoutOf(definition, { id: '', version: 0, name: '' })], { from1904 });
  const { bank, problems } = reader.read(rows);
  return { fits: reader.table !== null, lines: bank, problems };
}
