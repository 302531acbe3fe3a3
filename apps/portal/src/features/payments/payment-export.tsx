import type { ExportColumn } from '@payport/contracts';
import { EXPORT_PAYMENTS_URL } from '@/features/gateway-url.ts';
import { ExportMenu } from './export-menu.tsx';
import { exportQuery, type PaymentFilters } from './lib/payment-filters.ts';

interface PaymentExportProps {
  readonly filters: PaymentFilters;
  /** The chosen ones in their order; null: all. */
  readonly columns: readonly ExportColumn[] | null;
  readonly timeZone: string;
}

/** The payments, or the money that went back, as a file. */
export function PaymentExport({ filters, columns, timeZone }: PaymentExportProps) {
  const hrefOf = (format: string, language: string): string =>
    `${EXPORT_PAYMENTS_URL}?${exportQuery(filters, { columns, timeZone, now: new Date(), format, language })}`;
  return <ExportMenu hrefOf={hrefOf} />;
}
