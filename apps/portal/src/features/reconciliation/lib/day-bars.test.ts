import type { PortalReconReport } from '@payport/contracts';
import { expect, it } from 'vitest';
import { dayBars } from './day-bars.ts';

const row = (day: string, net: string, currency = 'RUB') => ({ day, net, currency }) as PortalReconReport['days'][number];

it('a day has one bar, of all hotels together and of one currency; a day without lines has an empty one', () => {
  const days = [row('2026-01-03', '-5.50'), row('2026-01-01', '10.00'), row('2026-01-01', '2.50'), row('2026-01-01', '7.00', 'EUR')];
  expect(dayBars({ from: '2026-01-01', to: '2026-01-03', days }, 'RUB')).toEqual([
    { day: '2026-01-01', net: 12.5 },
    { day: '2026-01-02', net: 0 },
    { day: '2026-01-03', net: -5.5 },
  ]);
});
