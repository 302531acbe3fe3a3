import { PortalPaymentQuery } from '@payport/contracts';
import { describe, expect, it } from 'vitest';
import { exportQuery, hasConditions, loadFilters, NO_FILTERS, toQuery, withoutCardNumber } from './payment-filters.ts';

const NOW = new Date('2026-11-24T21:30:00Z');
const TERMINAL = '0199c0de-0000-7000-8000-0000000000aa';
const query = (filters: Partial<typeof NO_FILTERS>, zone = 'Europe/Moscow') =>
  new URLSearchParams(toQuery({ ...NO_FILTERS, ...filters }, zone, NOW, null));

describe('the list’s address', () => {
  it('keeps every condition, and only conditions that exist', () => {
    const filters = loadFilters(`?q=RMS285&outcome=unknown,declined&status=manual_review,nonsense&kind=refund&terminal=${TERMINAL}&period=last7&x=1`);
    expect(filters).toEqual({
      ...NO_FILTERS,
      q: 'RMS285',
      outcome: ['unknown', 'declined'],
      status: ['manual_review'],
      kind: ['refund'],
      terminal: [TERMINAL],
      period: 'last7',
    });
  });

  it('becomes a query that the contract accepts', () => {
    const parsed = PortalPaymentQuery.parse(
      Object.fromEntries(query({ q: ' Иванов ', outcome: ['unknown'], kind: ['sale', 'refund'], terminal: [TERMINAL], period: 'today' })),
    );
    expect(parsed).toMatchObject({ q: 'Иванов', outcome: ['unknown'], kind: ['sale', 'refund'], terminal: [TERMINAL], limit: 50 });
  });

  it('says nothing where nothing was chosen', () => {
    expect([...query({}).keys()]).toEqual(['limit']);
    expect([...query({ outcome: [], q: '   ' }).keys()]).toEqual(['limit']);
  });
});

describe('periods', () => {
  it('are days of the hotel, not of the reader: at 00:30 in Moscow it is still yesterday in Kaliningrad', () => {
    expect([query({ period: 'today' }).get('from'), query({ period: 'today' }).get('to')]).toEqual([
      '2026-11-24T21:00:00.000Z',
      '2026-11-25T21:00:00.000Z',
    ]);
    expect(query({ period: 'today' }, 'Europe/Kaliningrad').get('from')).toBe('2026-11-23T22:00:00.000Z');
  });

  it('count today as one of seven', () => {
    expect([query({ period: 'last7' }).get('from'), query({ period: 'last7' }).get('to')]).toEqual([
      '2026-11-18T21:00:00.000Z',
      '2026-11-25T21:00:00.000Z',
    ]);
  });

  it('include the whole last day of own dates', () => {
    expect([query({ from: '2026-11-01', to: '2026-11-01' }).get('from'), query({ from: '2026-11-01', to: '2026-11-01' }).get('to')]).toEqual([
      '2026-10-31T21:00:00.000Z',
      '2026-11-01T21:00:00.000Z',
    ]);
  });

  it('ignore a date that does not exist', () => {
    expect(query({ from: '2026-02-30' }).has('from')).toBe(false);
  });

  it('a preset goes before own dates left in an old address', () => {
    expect(query({ period: 'yesterday', from: '2020-01-01' }).get('from')).toBe('2026-11-23T21:00:00.000Z');
  });
});

describe('a card number', () => {
  it.each(['4111111111111111', '4111 1111 1111 1111', '2201-3820-0000-0013', 'гость 5555555555554444'])('in the address is dropped: %s', (q) => {
    expect(withoutCardNumber({ ...NO_FILTERS, q }).q).toBeNull();
  });

  it.each(['427612345678', '5444', 'RMS285', 'Иванов 552', '84'])('is not seen in %s', (q) => {
    expect(withoutCardNumber({ ...NO_FILTERS, q }).q).toBe(q);
  });
});

describe('conditions', () => {
  it('a hotel is a place, not a condition', () => {
    expect(hasConditions({ ...NO_FILTERS, property: 'x' })).toBe(false);
  });

  it.each([
    { q: 'x' },
    { outcome: ['unknown' as const] },
    { status: ['failed' as const] },
    { kind: ['sale' as const] },
    { terminal: ['x'] },
    { period: 'today' as const },
    { from: '2026-01-01' },
    { to: '2026-01-01' },
  ])('are seen: %o', (filters) => {
    expect(hasConditions({ ...NO_FILTERS, ...filters })).toBe(true);
  });

  it('an emptied list is none', () => {
    expect(hasConditions({ ...NO_FILTERS, outcome: [] })).toBe(false);
  });
});

describe('the file of the list', () => {
  const wishes = { timeZone: 'Europe/Moscow', now: new Date('2026-03-01T12:00:00Z'), format: 'xlsx', language: 'ru' };

  it('has the columns that are on screen, in their order', () => {
    const query = new URLSearchParams(exportQuery({ ...NO_FILTERS, kind: ['refund'] }, { ...wishes, columns: ['status', 'time', 'amount'] }));
    expect(Object.fromEntries(query)).toEqual({ kind: 'refund', columns: 'status,time,amount', format: 'xlsx', language: 'ru' });
  });

  it('has all where none were chosen', () => {
    expect(exportQuery(NO_FILTERS, { ...wishes, columns: null })).toBe('format=xlsx&language=ru');
  });
});
