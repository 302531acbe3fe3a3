import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { Money } from '@/components/ui/money.tsx';
import { Link } from '@/i18n/navigation.ts';
import type { ReportLineFilters } from '../lib/report-filters.ts';

export const REPORT_LINES = '/reconciliation/reports/lines';

/** What stands in an address, without what is not chosen. */
export const chosenOnly = (filters: Partial<ReportLineFilters>): Record<string, string> =>
  Object.fromEntries(Object.entries(filters).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));

interface FigureProps {
  readonly to: Partial<ReportLineFilters>;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A figure of the report, which leads to the lines behind it. */
export const Figure = ({ to, className, children }: FigureProps) => (
  <Link
    href={{ pathname: REPORT_LINES, query: chosenOnly(to) }}
    prefetch={false}
    className={cn('rounded-sm underline decoration-line-strong underline-offset-4 hover:decoration-current', className)}
  >
    {children}
  </Link>
);

export const MoneyFigure = ({
  amount,
  currency,
  locale,
  ...figure
}: Omit<FigureProps, 'children'> & { amount: string; currency: string; locale: string }) => (
  <Figure {...figure}>
    <Money amount={amount} currency={currency} locale={locale} />
  </Figure>
);
