import type { PortalReconReport } from '@payport/contracts';

export interface DayBar {
  readonly day: string;
  /** What the bank pays for that day, all hotels together. A number for drawing alone: nothing is added up with it. */
  readonly net: number;
}

const DAY_MS = 86_400_000;

/** A bar for each day of the span in one currency, days without a line among them. */
export function dayBars({ from, to, days }: Pick<PortalReconReport, 'from' | 'to' | 'days'>, currency: string): readonly DayBar[] {
  const nets = new Map<string, number>();
  for (const row of days) if (row.currency === currency) nets.set(row.day, (nets.get(row.day) ?? 0) + Number(row.net));
  const bars: DayBar[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    bars.push({ day, net: nets.get(day) ?? 0 });
  }
  return bars;
}
