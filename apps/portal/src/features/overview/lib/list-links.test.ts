import { PortalPaymentQuery } from '@payport/contracts';
import { expect, it } from 'vitest';
import { todayLink } from './list-links.ts';

const MOSCOW = { property: { id: '0199c0de-0000-7000-8000-000000000001', name: 'Гранд', timeZone: 'Europe/Moscow' } };
const OTHER = { property: { ...MOSCOW.property, id: '0199c0de-0000-7000-8000-000000000002' } };
const KALININGRAD = { property: { id: '0199c0de-0000-7000-8000-000000000003', name: 'Балтика', timeZone: 'Europe/Kaliningrad' } };
const queryOf = (...args: Parameters<typeof todayLink>) => todayLink(...args)?.query;

it('one hotel’s figure leads to that hotel’s today', () => {
  expect(queryOf([MOSCOW], { outcome: ['approved'] }, 'ru')).toEqual({
    property: MOSCOW.property.id,
    period: 'today',
    kind: 'sale,preauthorization',
    outcome: 'approved',
  });
});

it('hotels whose clocks agree have one today; those of several zones are asked for their own', () => {
  expect(queryOf([MOSCOW, OTHER], { reason: 'pin_wrong' }, 'ru')).toEqual({ period: 'today', kind: 'sale,preauthorization', reason: 'pin_wrong' });
  expect(queryOf([MOSCOW, KALININGRAD], {}, 'ru')).toEqual({ q: 'дата:сегодня', kind: 'sale,preauthorization' });
  expect(queryOf([MOSCOW, KALININGRAD], {}, 'en')).toEqual({ q: 'date:today', kind: 'sale,preauthorization' });
});

it('an hour is the one by each hotel’s own clocks', () => {
  expect(queryOf([MOSCOW], { hour: 9 }, 'en')).toMatchObject({ period: 'today', q: 'time:9' });
  expect(queryOf([MOSCOW, KALININGRAD], { hour: 14 }, 'ru')).toEqual({ q: 'дата:сегодня время:14', kind: 'sale,preauthorization' });
});

it('what went back is a condition of its own: a list of refunds and voids would hold released reservations too', () => {
  const query = queryOf([MOSCOW], { returned: true, outcome: ['approved'] }, 'ru');
  expect(query).toEqual({ property: MOSCOW.property.id, period: 'today', returned: 'true', outcome: 'approved' });
  expect(PortalPaymentQuery.safeParse({ returned: query?.['returned'] }).success).toBe(true);
});

it('no hotel has no list', () => {
  expect(todayLink([], {}, 'ru')).toBeNull();
});
