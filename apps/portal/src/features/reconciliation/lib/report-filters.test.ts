import { MAX_RECON_SPAN_DAYS, ReconReportLinesQuery } from '@payport/contracts';
import { describe, expect, it } from 'vitest';
import { exportedReport, LONGEST_DAYS, PERIODS, periodOf, reportQuery, spanFault, type ReportLineFilters } from './report-filters.ts';

describe('conditions of a report', () => {
  it('are understood by the gateway, every one, and an empty name asks for what has none', () => {
    const all: ReportLineFilters = {
      property: '0199c0de-0000-7000-8000-000000000001',
      from: '2026-01-01',
      to: '2026-01-31',
      terminal: '',
      brand: 'МИР',
      currency: 'RUB',
      way: 'refund',
      fee: 'over',
    };
    expect(ReconReportLinesQuery.parse(Object.fromEntries(new URLSearchParams(reportQuery(all))))).toEqual({ ...all, limit: 50 });
  });

  it('are left out where nothing is chosen', () => {
    expect(reportQuery({ property: null, from: '2026-01-01', to: null })).toBe('from=2026-01-01');
  });
});

it('a file of the report is asked for by hotel and days alone, whatever else the answer has', () => {
  const answer = { from: '2026-01-01', to: '2026-01-31', totals: [{ currency: 'RUB' }], days: [] };
  expect(reportQuery(exportedReport({ property: null, from: null, to: null }, answer))).toBe('from=2026-01-01&to=2026-01-31');
  expect(reportQuery(exportedReport({ property: 'p', from: '2026-02-01', to: null }, null))).toBe('property=p&from=2026-02-01');
});

describe('a period', () => {
  it.each([
    ['month', '2026-02-17', '2026-02-01', '2026-02-28'],
    ['lastMonth', '2026-01-31', '2025-12-01', '2025-12-31'],
    ['quarter', '2026-12-31', '2026-10-01', '2026-12-31'],
    ['lastQuarter', '2026-02-01', '2025-10-01', '2025-12-31'],
    ['year', '2024-02-29', '2024-01-01', '2024-12-31'],
  ] as const)('%s of %s', (period, today, from, to) => expect(periodOf(period, today)).toEqual({ from, to }));

  it('is never longer than a report may be', () => {
    for (const period of PERIODS) {
      const { from, to } = periodOf(period, '2024-12-31');
      expect((Date.parse(to) - Date.parse(from)) / 86_400_000).toBeLessThan(366);
    }
  });

  it('that is none is told before the gateway has to refuse it', () => {
    expect(LONGEST_DAYS).toBe(MAX_RECON_SPAN_DAYS);
    expect(spanFault({ from: '2026-01-02', to: '2026-01-01' })).toBe('order');
    expect(spanFault({ from: '2025-01-01', to: '2026-01-02' })).toBe('long');
    expect(spanFault({ from: '2025-01-01', to: '2026-01-01' })).toBeNull();
    expect(spanFault({ from: null, to: '2026-01-01' })).toBeNull();
  });
});
