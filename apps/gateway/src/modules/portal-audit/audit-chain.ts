import type { ChainFault } from '@payport/contracts';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';

/** The chain of entries about no hotel, and that of what the demonstration's people did there. */
export const NO_HOTEL = '00000000-0000-0000-0000-000000000000';
export const NO_HOTEL_DEMO = '00000000-0000-0000-0000-000000000001';

/** Entries read at once: memory stays the same for a chain of any length. */
const BATCH = 1_000;

interface SealRow {
  readonly seq: string;
  readonly entry_id: string;
  readonly hash: Buffer;
  /** What the entry says today, in the spelling that was hashed; null: the entry is gone or belongs to another chain. */
  readonly content: string | null;
  readonly at: Date | null;
}

/** Written out once more instead of asking the database's own function: who could change that could change the answer. */
const WALK = `
  select s.seq, s.entry_id, s.hash, e.at, case when coalesce(e.property_id, $1) = $1 then jsonb_build_array(
    s.seq, e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor, e.actor_id, e.property_id, e.action, e.subject, e.before,
    e.after)::text end as content
  from audit_seal s left join audit_entry e on e.id = s.entry_id
  where s.chain = $1 and s.seq > $2 order by s.seq limit ${BATCH}`;
const UNSEALED = `
  select e.id, e.at from audit_entry e
  where case when $1::uuid in ('${NO_HOTEL}', '${NO_HOTEL_DEMO}') then e.property_id is null else e.property_id = $1::uuid end
    and not exists (select from audit_seal s where s.entry_id = e.id)
  order by e.id limit 1`;

export interface Verdict {
  readonly entries: number;
  readonly head: string | null;
  readonly broken: { readonly fault: ChainFault; readonly seq: number | null; readonly entryId: string | null; readonly at: string | null } | null;
}

const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** Walks through a chain from its beginning and stops at the first place that does not fit. */
export async function walkChain(pool: Pick<Pool, 'query'>, chain: string): Promise<Verdict> {
  let last: Buffer = sha256(`payport.audit:${chain}`);
  let seq = 0;
  for (;;) {
    const { rows } = await pool.query<SealRow>(WALK, [chain, seq]);
    for (const row of rows) {
      const fault = faultOf(row, seq + 1, last);
      if (fault) {
        const broken = { fault, seq: fault === 'gap' ? seq + 1 : Number(row.seq), entryId: fault === 'gap' ? null : row.entry_id, at: iso(row.at) };
        return { entries: seq, head: headOf(seq, last), broken };
      }
      last = row.hash;
      seq += 1;
    }
    if (rows.length < BATCH) break;
  }
  const [unsealed] = (await pool.query<{ id: string; at: Date }>(UNSEALED, [chain])).rows;
  const broken = unsealed ? ({ fault: 'unsealed', seq: null, entryId: unsealed.id, at: iso(unsealed.at) } as const) : null;
  return { entries: seq, head: headOf(seq, last), broken };
}

function faultOf(row: SealRow, expected: number, last: Buffer): ChainFault | null {
  if (Number(row.seq) !== expected) return 'gap';
  if (row.at === null) return 'missing';
  return row.content !== null && sha256(last, row.content).equals(row.hash) ? null : 'changed';
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const headOf = (seq: number, last: Buffer): string | null => (seq === 0 ? null : last.toString('hex'));
