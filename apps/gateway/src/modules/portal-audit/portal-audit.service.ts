import {
  mayDo,
  type PortalAuditCheck,
  type PortalAuditEntry,
  type PortalAuditExport,
  type PortalAuditFilter,
  type PortalAuditList,
  type PortalAuditQuery,
} from '@payport/contracts';
import type { Clock, PropertyId } from '@payport/domain';
import type { Cell } from '@payport/table-files';
import type { Pool } from 'pg';
import { ProblemError } from '../../http/problem-error.ts';
import type { Language } from '../../http/language.ts';
import type { PortalUser } from '../access/index.ts';
import type { AuditLog, PaymentViews } from '../audit/index.ts';
import { BATCH, listFile, type ExportFile, type ListCursors } from '../portal-payments/index.ts';
import { NO_HOTEL, NO_HOTEL_DEMO, walkChain } from './audit-chain.ts';
import { AUDIT_SHEET, auditCells, auditHeads, AUDIT_WIDTHS } from './audit-columns.ts';
import type { AuditRepository, AuditRow } from './audit.repository.ts';

export interface PortalAuditPorts {
  readonly pool: Pool;
  readonly repository: AuditRepository;
  readonly audit: AuditLog;
  readonly views: Pick<PaymentViews, 'flush'>;
  readonly cursors: ListCursors;
  readonly clock: Pick<Clock, 'now'>;
}

/** The audit, for owners and auditors. */
export class PortalAuditService {
  constructor(private readonly ports: PortalAuditPorts) {}

  /** @throws ProblemError */
  async list(user: PortalUser, { cursor, limit, ...filter }: PortalAuditQuery): Promise<PortalAuditList> {
    const { repository, views, cursors } = this.ports;
    checkProperty(user, filter);
    const behind = cursor === undefined ? null : cursors.read(cursor);
    if (cursor !== undefined && behind === null)
      throw new ProblemError('validation-failed', { errors: [{ pointer: '/cursor', code: 'cursor', message: '' }] });
    // Who opens the audit sees also what was looked at a moment ago.
    await views.flush();
    const rows = await repository.entries(user.propertyIds, filter, { limit: limit + 1, behind });
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      data: page.map(toEntry),
      nextCursor: last ? cursors.write(last.id) : null,
      people: [...(await repository.people(user.propertyIds))],
    };
  }

  async check(user: PortalUser): Promise<PortalAuditCheck> {
    const { pool, repository, clock } = this.ports;
    const chains: PortalAuditCheck['chains'] = [];
    for (const property of await repository.names(user.propertyIds))
      chains.push({ property: { ...property }, ...(await walkChain(pool, property.id)) });
    for (const chain of [NO_HOTEL, NO_HOTEL_DEMO]) {
      const verdict = await walkChain(pool, chain);
      if (verdict.entries > 0 || verdict.broken) chains.push({ property: null, ...verdict });
    }
    return { chains, checkedAt: new Date(clock.now()).toISOString() };
  }

  /** The export is an entry itself, written before the first line goes out. @throws ProblemError */
  async export(user: PortalUser, { format, language: _, ...filter }: PortalAuditExport, language: Language): Promise<ExportFile> {
    checkProperty(user, filter);
    const { pool, audit, views, clock } = this.ports;
    const hotels = filter.property === undefined ? exporting(user) : [filter.property as PropertyId];
    await views.flush();
    for (const propertyId of hotels)
      await audit.add(pool, { by: user, propertyId, action: 'audit.exported', subject: propertyId, after: { format, ...filter } });
    const batches = this.cells(user, filter, language);
    const list = { what: 'audit', sheet: AUDIT_SHEET[language], head: auditHeads(language), widths: AUDIT_WIDTHS, batches };
    return listFile(list, { format, language, nowMs: clock.now() });
  }

  /** In the order of the list; what is written meanwhile is in the next file. */
  private async *cells(user: PortalUser, filter: PortalAuditFilter, language: Language): AsyncGenerator<readonly (readonly Cell[])[]> {
    let behind: string | null = null;
    for (;;) {
      const rows: readonly AuditRow[] = await this.ports.repository.entries(user.propertyIds, filter, { limit: BATCH, behind });
      if (rows.length > 0) yield rows.map((row) => auditCells(row, language));
      behind = rows.at(-1)?.id ?? null;
      if (rows.length < BATCH || behind === null) return;
    }
  }
}

const exporting = ({ memberships }: PortalUser): readonly PropertyId[] =>
  [...memberships].filter(([, role]) => mayDo(role, 'viewAudit')).map(([id]) => id);

/** @throws ProblemError */
function checkProperty(user: PortalUser, { property }: Pick<PortalAuditFilter, 'property'>): void {
  if (property !== undefined && !user.propertyIds.includes(property as PropertyId)) throw new ProblemError('not-found');
}

function toEntry(row: AuditRow): PortalAuditEntry {
  const machine = !row.actor.startsWith('user:');
  return {
    id: row.id,
    seq: row.seq === null ? null : Number(row.seq),
    at: row.at.toISOString(),
    actor: { id: row.actor_id, name: machine ? row.actor : row.actor.slice('user:'.length), machine },
    property: row.property_id === null ? null : { id: row.property_id, name: row.property_name ?? '', timeZone: row.time_zone ?? 'UTC' },
    action: row.action,
    subject: { id: row.subject, label: row.label === '' ? null : row.label },
    before: row.before,
    after: row.after,
    currency: row.currency,
  };
}
