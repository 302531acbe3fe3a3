import type { LiveChange, LiveTopic, Role } from '@payport/contracts';
import type { PropertyId } from '@payport/domain';
import type { Pool } from 'pg';
import type { LivePlace } from './live-place.ts';

/** So many changes are read at once. */
const BATCH = 500;

const NOW = {
  name: 'live_now',
  text: `select c.system_identifier::text as server, h.forgotten_before::text as forgotten,
      pg_snapshot_xmin(pg_current_snapshot())::text as upto, pg_snapshot_xmax(pg_current_snapshot())::text as next
    from pg_control_system() c left join live_horizon h on true`,
};
/** One statement, so that the horizon, the oldest running transaction and the rows are of one moment. */
const AFTER = {
  name: 'live_after',
  text: `select s.upto::text as upto, h.forgotten_before::text as forgotten, c.txid::text as txid, c.id::text as id, c.property_id, c.topic, c.subject
    from (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as upto) s
    left join live_horizon h on true
    left join lateral (
      select * from live_change l where (l.txid, l.id) > ($1::bigint, $2::bigint) and l.txid < s.upto order by l.txid, l.id limit ${BATCH}
    ) c on true
    order by c.txid, c.id`,
};
const AUDIENCE = {
  name: 'live_audience',
  text: `select s.id as session_id, m.property_id, m.role,
      m.role = any (p.second_factor_roles)
        and not exists (select from user_second_factor f where f.user_id = m.user_id and f.confirmed_at is not null) as lacks_factor
    from user_session s
    left join membership m on m.user_id = s.user_id
    left join property p on p.id = m.property_id
    where s.id = any ($1::uuid[]) and s.expires_at > $2 and s.last_seen_at >= $3`,
};

export interface ToldChange extends LiveChange {
  readonly txid: bigint;
  readonly id: bigint;
}

export interface LiveBatch {
  /** The place has been forgotten meanwhile: what came after it is not known any more. */
  readonly tooOld: boolean;
  readonly changes: readonly ToldChange[];
  /** Where to go on from. */
  readonly next: LivePlace;
  /** There may be more right now. */
  readonly full: boolean;
}

/** Roles of the person behind a session, by hotel. A session that is over is absent. */
export type Audience = ReadonlyMap<string, ReadonlyMap<PropertyId, Role>>;

/** What the stream reads. */
export class LiveStore {
  constructor(private readonly pool: Pick<Pool, 'query'>) {}

  /** The place that somebody named, or the present one; `lost` where what came after the named one is not known any more. */
  async place(named: LivePlace | null): Promise<{ readonly place: LivePlace; readonly lost: boolean }> {
    const found = (await this.now()) ?? (await this.forget(FRESH).then(() => this.now()));
    if (!found) throw new Error('The horizon of live changes cannot be kept');
    const here = { server: found.server, txid: BigInt(found.upto), id: 0n };
    if (named === null) return { place: here, lost: false };
    const lost = named.server !== found.server || named.txid < BigInt(found.forgotten) || named.txid > BigInt(found.next);
    return { place: lost ? here : named, lost };
  }

  async after(place: LivePlace): Promise<LiveBatch> {
    const { rows } = await this.pool.query<AfterRow>({ ...AFTER, values: [place.txid.toString(), place.id.toString()] });
    const [first] = rows;
    const upto = BigInt(first?.upto ?? place.txid);
    const tooOld = first?.forgotten == null || place.txid < BigInt(first.forgotten);
    const changes = rows.flatMap(({ txid, id, topic, subject, property_id: property }) =>
      txid === null || id === null ? [] : [{ txid: BigInt(txid), id: BigInt(id), topic, subject, property }],
    );
    const full = changes.length === BATCH;
    const last = changes.at(-1);
    // A place never goes back: with the same transaction still running it stays behind the last change that was told.
    const ahead = upto > place.txid ? { server: place.server, txid: upto, id: 0n } : place;
    return { tooOld, changes, full, next: full && last ? { server: place.server, txid: last.txid, id: last.id } : ahead };
  }

  /** Who listens, as it is now: sessions that are over are missing. */
  async audience(sessionIds: readonly string[], nowMs: number, idleLimitMs: number): Promise<Audience> {
    const values = [sessionIds, new Date(nowMs), new Date(nowMs - idleLimitMs)];
    const { rows } = await this.pool.query<AudienceRow>({ ...AUDIENCE, values });
    const found = new Map<string, Map<PropertyId, Role>>();
    for (const { session_id: session, property_id: property, role } of rows) {
      const roles = found.get(session) ?? new Map<PropertyId, Role>();
      if (property !== null && role !== null) roles.set(property as PropertyId, role);
      found.set(session, roles);
    }
    // Who lacks a factor that a hotel asks for sees nothing of any hotel, as everywhere else.
    for (const row of rows) if (row.lacks_factor === true) found.get(row.session_id)?.clear();
    return found;
  }

  /** Forgets changes that are older. */
  async forget(olderThanMs: number): Promise<void> {
    await this.pool.query(`select forget_live_changes($1 * interval '1 millisecond')`, [olderThanMs]);
  }

  private async now(): Promise<NowRow | null> {
    const row = (await this.pool.query<Omit<NowRow, 'forgotten'> & { readonly forgotten: string | null }>(NOW)).rows[0];
    return row === undefined || row.forgotten === null ? null : { ...row, forgotten: row.forgotten };
  }
}

/** Older than this nothing is kept, ms. */
export const FRESH = 30 * 60_000;

interface NowRow {
  readonly server: string;
  readonly upto: string;
  readonly next: string;
  readonly forgotten: string;
}
interface AfterRow {
  readonly upto: string;
  readonly forgotten: string | null;
  readonly txid: string | null;
  readonly id: string | null;
  readonly property_id: string;
  readonly topic: LiveTopic;
  readonly subject: string;
}
interface AudienceRow {
  readonly session_id: string;
  readonly property_id: string | null;
  readonly role: Role | null;
  readonly lacks_factor: boolean | null;
}
