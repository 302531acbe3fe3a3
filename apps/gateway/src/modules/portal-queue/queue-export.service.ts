import { type PortalQueueExport, QUEUE_PARTS, type QueueColumn, type QueuePart } from '@payport/contracts';
import { ok, refuse, type Clock, type PaymentId, type PropertyId, type Result } from '@payport/domain';
import { hotelTime, type Cell } from '@payport/table-files';
import type { Pool } from 'pg';
import type { Language } from '../../http/language.ts';
import type { PortalUser } from '../access/index.ts';
import type { AuditLog } from '../audit/index.ts';
import { BATCH, CAUSE_WORDS, exportCells, listFile, type ExportFile } from '../portal-payments/index.ts';
import { FINDING_WORDS, QUEUE_HEADS, QUEUE_SHEET, QUEUE_WIDTHS } from './queue-export-words.ts';
import type { QueuedPayment, QueueRepository } from './queue.repository.ts';
import { filterOf, personIn, propertiesOf } from './queue.service.ts';

export interface QueueExportPorts {
  readonly pool: Pool;
  readonly repository: Pick<QueueRepository, 'page'>;
  readonly audit: AuditLog;
  readonly clock: Pick<Clock, 'now'>;
}

/** What a card of the queue tells. */
const TOLD: readonly QueueColumn[] = ['time', 'status', 'amount', 'guest', 'story', 'owner', 'terminal'];

/** The queue as a file: what is on screen, in its order and columns, however much it is. */
export class QueueExportService {
  constructor(private readonly ports: QueueExportPorts) {}

  /** The export stands in the audit of each hotel before the first line goes out. */
  async export(user: PortalUser, query: PortalQueueExport, language: Language): Promise<Result<ExportFile, 'property'>> {
    const { format, columns: chosen, ...conditions } = query;
    const propertyIds = propertiesOf(user, query);
    if (propertyIds.length === 0) return refuse('property');
    const columns = chosen === undefined || chosen.length === 0 ? TOLD : chosen;
    for (const propertyId of propertyIds)
      await this.ports.audit.add(this.ports.pool, {
        by: user,
        propertyId,
        action: 'payment.exported',
        subject: propertyId,
        after: { list: 'queue', format, columns, ...conditions },
      });
    const list = {
      what: 'queue',
      sheet: QUEUE_SHEET[language],
      head: columns.flatMap((column) => QUEUE_HEADS[language][column]),
      widths: columns.flatMap((column) => QUEUE_WIDTHS[column]),
      batches: this.cells(user, query, propertyIds, { columns, language }),
    };
    return ok(listFile(list, { format, language, nowMs: this.ports.clock.now() }));
  }

  /** Part after part, page after page by the last id, as the list itself does. */
  private async *cells(
    user: PortalUser,
    query: PortalQueueExport,
    propertyIds: readonly PropertyId[],
    { columns, language }: { readonly columns: readonly QueueColumn[]; readonly language: Language },
  ): AsyncGenerator<readonly (readonly Cell[])[]> {
    const nowMs = this.ports.clock.now();
    // What is decided while the file is written may come again among what did not go through: it stands in the file once.
    const written = new Set<string>();
    for (const part of query.part === undefined ? QUEUE_PARTS : [query.part]) {
      let after: PaymentId | null = null;
      for (let more = true; more;) {
        const rows: readonly QueuedPayment[] = await this.ports.repository.page(
          part,
          { ...filterOf(user, query, propertyIds), after, limit: BATCH },
          nowMs,
        );
        const fresh = rows.filter(({ id }) => !written.has(id));
        if (part === 'unknown') for (const { id } of rows) written.add(id);
        if (fresh.length > 0) yield fresh.map((row) => columns.flatMap((column) => cellsOf(part, row, column, language)));
        after = (rows.at(-1)?.id ?? null) as PaymentId | null;
        more = rows.length === BATCH;
      }
    }
  }
}

const text = (value: string | null): Cell => ({ type: 'text', text: value ?? '' });

function cellsOf(part: QueuePart, row: QueuedPayment, column: QueueColumn, language: Language): readonly Cell[] {
  const momentOf = (at: Date): Cell => ({ type: 'moment', face: hotelTime(at, row.time_zone).face });
  if (column === 'owner') return [text(row.owner_name), row.owned_at === null ? text(null) : momentOf(row.owned_at)];
  if (column !== 'story') return exportCells({ row, facts: undefined }, [column], language);
  const asked: readonly Cell[] =
    row.questions === 0
      ? [text(null), text(null)]
      : [{ type: 'count', count: row.questions }, text(FINDING_WORDS[language][row.finding ?? ''] ?? row.finding)];
  return [text(happened(part, row, language)), momentOf(row.last_at), ...asked, text(row.proposed_by === null ? null : personIn(row.proposed_by))];
}

/** Why it did not go through, and what to do; of what is unknown how far its story came. */
function happened(part: QueuePart, row: QueuedPayment, language: Language): string {
  if (part === 'care' && row.decline !== null) return `${row.decline.message[language]} ${row.decline.advice[language]}`;
  return CAUSE_WORDS[language][row.last_cause] ?? row.last_cause;
}
