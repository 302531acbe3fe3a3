import type { KeptTableRow } from './lines/kept-tables.ts';
import type { PortalBankFile, PortalBankFilePart, PortalBankFileSummary, PortalFileProblem } from '@payport/contracts';

export interface BankFileRow {
  readonly id: string;
  readonly property_id: string;
  readonly property_name: string;
  readonly time_zone: string;
  readonly name: string;
  readonly size_bytes: string;
  readonly state: PortalBankFile['state'];
  /** Files that were read before hotels could describe tables say nothing of a mapping. */
  readonly parts: (Omit<PortalBankFilePart, 'mapping'> & Partial<Pick<PortalBankFilePart, 'mapping'>>)[];
  readonly kept: readonly KeptTableRow[];
  readonly skipped: PortalFileProblem[];
  readonly problem: PortalFileProblem | null;
  readonly summary: (Omit<PortalBankFileSummary, 'warnings'> & Partial<Pick<PortalBankFileSummary, 'warnings'>>) | null;
  readonly origin: PortalBankFile['origin'];
  readonly uploaded_at: Date;
  readonly uploaded_by: string;
  readonly uploaded_name: string;
  readonly taken_at: Date | null;
  readonly taken_by: string | null;
  readonly taken_name: string | null;
  readonly ended_at: Date | null;
  readonly ended_by: string | null;
  readonly ended_name: string | null;
  readonly reason: string | null;
  readonly same_as: string | null;
}

export const SELECT_FILE = `
  select f.id, f.property_id, p.name as property_name, p.time_zone, f.name, f.size_bytes, f.state, f.parts, f.kept, f.skipped, f.problem, f.summary,
    f.origin, f.uploaded_at, f.uploaded_by, f.uploaded_name, f.taken_at, f.taken_by, f.taken_name, f.ended_at, f.ended_by, f.ended_name, f.reason,
    case when f.state = 'read' then (select g.name from bank_file g where g.property_id = f.property_id and g.sha256 = f.sha256 and g.state = 'taken' limit 1) end as same_as
  from bank_file f join property p on p.id = f.property_id`;

const decision = (at: Date | null, id: string | null, name: string | null) =>
  at === null || id === null ? null : { at: at.toISOString(), by: { id, name: name ?? '' } };

export function toBankFile(row: BankFileRow, may: { readonly decide: boolean; readonly describe: boolean }): PortalBankFile {
  const waits = row.state === 'read' || row.state === 'refused';
  const ended = decision(row.ended_at, row.ended_by, row.ended_name);
  return {
    id: row.id,
    property: { id: row.property_id, name: row.property_name, timeZone: row.time_zone },
    name: row.name,
    sizeBytes: Number(row.size_bytes),
    state: row.state,
    origin: row.origin,
    uploaded: { at: row.uploaded_at.toISOString(), by: { id: row.uploaded_by, name: row.uploaded_name } },
    taken: decision(row.taken_at, row.taken_by, row.taken_name),
    ended: ended && { ...ended, reason: row.reason },
    parts: row.parts.map((part) => ({ ...part, mapping: part.mapping ?? null })),
    skipped: row.skipped,
    problem: row.problem,
    // Files that were read before totals were compared have no warnings.
    summary: row.summary && { ...row.summary, warnings: row.summary.warnings ?? [] },
    sameAs: row.same_as,
    kept: row.kept.length,
    may: { decide: may.decide, describe: may.describe && waits && row.kept.length > 0 },
  };
}
