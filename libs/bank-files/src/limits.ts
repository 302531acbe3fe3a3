/**
 * How much of a file is read. The files come from people who may not mean well: a sheet that unpacks to gigabytes must be
 * refused before it has cost anything.
 */
export interface ReadLimits {
  /** Bytes of an archive or a workbook, which is held in memory while it is read: it must be read from its end. */
  readonly maxArchiveBytes: number;
  /** Bytes of one member of an archive once unpacked, and of all of them together. */
  readonly maxMemberBytes: number;
  readonly maxUnpackedBytes: number;
  /** Unpacked bytes for each packed one. Sheets of numbers reach 20; a bomb has a thousand. */
  readonly maxRatio: number;
  /** Members of an archive. */
  readonly maxMembers: number;
  /** Cells of one sheet, empty ones not counted. */
  readonly maxCells: number;
  /** Columns of one row; Excel's own limit is 16 384. */
  readonly maxColumns: number;
  /** Characters of one line, and of one cell. */
  readonly maxLineChars: number;
  /** Characters of all shared texts of a workbook, which are held in memory. */
  readonly maxSharedChars: number;
  /** Rows with an error that are told one by one; of the rest only the count is. */
  readonly maxProblems: number;
  /** Bytes of tables that are kept for people to describe. */
  readonly maxKeptBytes: number;
}

const MIB = 1024 * 1024;

export const READ_LIMITS: ReadLimits = {
  maxArchiveBytes: 64 * MIB,
  maxMemberBytes: 512 * MIB,
  maxUnpackedBytes: 1024 * MIB,
  maxRatio: 150,
  maxMembers: 1000,
  maxCells: 5_000_000,
  maxColumns: 512,
  maxLineChars: 64 * 1024,
  maxSharedChars: 32 * MIB,
  maxProblems: 1000,
  maxKeptBytes: 64 * MIB,
};
