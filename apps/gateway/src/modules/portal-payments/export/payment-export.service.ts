import type { ExportColumn, PortalPaymentExport } from '@payport/contracts';
import { PAYMENT_COLUMNS } from '@payport/contracts';
import { ok, type Result } from '@payport/domain';
import type { Pool } from 'pg';
import type { Language } from '../../../http/language.ts';
import type { PortalUser } from '../../access/index.ts';
import type { AuditLog } from '../../audit/index.ts';
import type { Cell } from '@payport/table-files';
import type { PaymentListFilter } from '../payment-list-filter.ts';
import type { ListedPayment } from '../payment-row.ts';
import type { ListRefusal, PortalPaymentsService } from '../portal-payments.service.ts';
import type { RefundFactsRow } from '../refunds/refund-list.repository.ts';
import { exportCells, type ExportRow } from './export-rows.ts';
import { HEADS, SHEET_NAMES, WIDTHS } from './export-words.ts';
import { BATCH, listFile, type ExportFile } from './list-file.ts';

export interface ExportPorts {
  readonly pool: Pool;
  readonly audit: AuditLog;
  readonly list: Pick<PortalPaymentsService, 'filterOf'>;
  readonly rows: { list(filter: PaymentListFilter): Promise<readonly ListedPayment[]> };
  readonly refunds: { facts(ids: readonly string[]): Promise<ReadonlyMap<string, RefundFactsRow>> };
}

/** Payments as a file: what the list shows, in its order and columns, however many there are. */
export class PaymentExportService {
  constructor(private readonly ports: ExportPorts) {}

  /** The export stands in the audit of each hotel before the first line goes out. */
  async export(user: PortalUser, query: PortalPaymentExport, language: Language): Promise<Result<ExportFile, ListRefusal>> {
    const { format, columns: chosen, ...conditions } = query;
    const filter = await this.ports.list.filterOf(user, conditions);
    if (!filter.ok) return filter;
    const columns: readonly ExportColumn[] = chosen === undefined || chosen.length === 0 ? PAYMENT_COLUMNS : chosen;
    // What was searched may be a guest's name: that a search narrowed it is told, not for what.
    const { q, ...told } = conditions;
    for (const propertyId of filter.value.propertyIds)
      await this.ports.audit.add(this.ports.pool, {
        by: user,
        propertyId,
        action: 'payment.exported',
        subject: propertyId,
        after: { format, columns, ...told, ...(q === undefined || q === '' ? {} : { searched: true }) },
      });
    const moneyBack = conditions.kind?.length && conditions.kind.every((kind) => kind === 'refund' || kind === 'void');
    const what = moneyBack ? 'refunds' : 'payments';
    const list = {
      what,
      sheet: SHEET_NAMES[what][language],
      head: columns.flatMap((column) => HEADS[language][column]),
      widths: columns.flatMap((column) => WIDTHS[column]),
      batches: this.cells(filter.value, columns, language),
    };
    return ok(listFile(list, { format, language, nowMs: filter.value.nowMs }));
  }

  /** Page after page by the last id, as the list itself does. */
  private async *cells(
    filter: PaymentListFilter,
    columns: readonly ExportColumn[],
    language: Language,
  ): AsyncGenerator<readonly (readonly Cell[])[]> {
    const withFacts = columns.includes('original') || columns.includes('why');
    let before = filter.before;
    for (;;) {
      const rows = await this.ports.rows.list({ ...filter, before, limit: BATCH });
      const facts = withFacts ? await this.ports.refunds.facts(rows.map(({ id }) => id)) : null;
      const whole = (row: ListedPayment): ExportRow => ({ row, facts: facts?.get(row.id) });
      if (rows.length > 0) yield rows.map((row) => exportCells(whole(row), columns, language));
      const last = rows.at(-1);
      if (rows.length < BATCH || !last) return;
      before = last.id as NonNullable<typeof before>;
    }
  }
}
