import type { Queryable } from '../audit/index.ts';
import type { PortalUser } from '../access/index.ts';

export interface DeskEvent {
  readonly propertyId: string;
  readonly exceptionId: string;
  readonly matchId?: string;
  readonly at: Date;
  readonly by: Pick<PortalUser, 'id' | 'name'>;
  readonly kind: string;
  readonly from?: string;
  readonly to?: string;
  readonly comment?: string;
  readonly attachmentId?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

const ADD = `
  insert into recon_event (property_id, exception_id, match_id, at, by_id, by_name, kind, from_state, to_state, comment, attachment_id, detail)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

/** The history of an exception: only ever added to. */
export async function addDeskEvent(db: Queryable, event: DeskEvent): Promise<void> {
  const { propertyId, exceptionId, matchId, at, by, kind, from, to, comment, attachmentId, detail } = event;
  await db.query(ADD, [
    propertyId,
    exceptionId,
    matchId ?? null,
    at,
    by.id,
    by.name,
    kind,
    from ?? null,
    to ?? null,
    comment ?? null,
    attachmentId ?? null,
    JSON.stringify(detail ?? {}),
  ]);
}
