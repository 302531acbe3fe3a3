import type { KeptFrame, KeptHead, KeptPart, KeptTable, KeepingPart } from '@payport/bank-files';
import type { Pool } from 'pg';

/** A kept table as its file tells of it. */
export interface KeptTableRow extends KeptTable {
  readonly cut: boolean;
}

const ADD_PIECE = 'insert into bank_file_kept (file_id, table_no, piece_no, bytes) values ($1, $2, $3, $4)';
const PIECE = 'select bytes from bank_file_kept where file_id = $1 and table_no = $2 and piece_no = $3';
/** Bytes that are looked at to show a table. */
const HEAD_BYTES = 256 * 1024;

/** Puts away what is kept of a file while it is read. */
export class KeptTables {
  readonly tables: KeptTableRow[] = [];
  private pieceNo = 0;

  constructor(
    private readonly pool: Pick<Pool, 'query'>,
    private readonly fileId: string,
  ) {}

  async add(part: KeepingPart | KeptPart): Promise<void> {
    if (part.type === 'keeping') {
      this.tables.push({ ...part.table, cut: false });
      this.pieceNo = 0;
      return;
    }
    const last = this.tables.pop();
    if (last === undefined) return;
    this.tables.push({ ...last, cut: last.cut || part.cut });
    this.pieceNo += 1;
    await this.pool.query(ADD_PIECE, [this.fileId, this.tables.length, this.pieceNo, Buffer.from(part.bytes)]);
  }
}

async function pieceOf(pool: Pick<Pool, 'query'>, fileId: string, table: number, piece: number): Promise<Buffer | null> {
  return (await pool.query<{ bytes: Buffer }>(PIECE, [fileId, table, piece])).rows[0]?.bytes ?? null;
}

/** What was kept, table after table, one piece in memory at a time. */
export async function* keptFrames(pool: Pick<Pool, 'query'>, fileId: string, tables: readonly KeptTableRow[]): AsyncGenerator<KeptFrame> {
  for (const [index, { member, sheet, form, from1904 }] of tables.entries()) {
    yield { table: { member, sheet, form, from1904 } };
    for (let no = 1, bytes = await pieceOf(pool, fileId, index + 1, no); bytes !== null; no += 1, bytes = await pieceOf(pool, fileId, index + 1, no))
      yield { bytes };
  }
}

/** The first bytes of a table, for people to see. */
export async function keptHead(pool: Pick<Pool, 'query'>, fileId: string, no: number, table: KeptTableRow): Promise<KeptHead> {
  const pieces: Buffer[] = [];
  let size = 0;
  for (let piece = 1; size < HEAD_BYTES; piece += 1) {
    const bytes = await pieceOf(pool, fileId, no, piece);
    if (bytes === null) return { table, bytes: Buffer.concat(pieces), ended: !table.cut };
    pieces.push(bytes);
    size += bytes.length;
  }
  return { table, bytes: Buffer.concat(pieces), ended: false };
}
