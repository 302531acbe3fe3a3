import { PortalQueueExport, PortalQueueQuery, QUEUE_COLUMNS } from '@payport/contracts';
import { describe, expect, it } from 'vitest';
import { QUEUE_COLUMNS as ON_SCREEN, QUEUE_LIST } from './queue-columns.ts';
import { loadQueueFilters, narrowed, queueExportQuery, queueQuery } from './queue-filters.ts';

const PROPERTY = '0199c0de-0000-7000-8000-000000000001';

describe('the conditions of the queue', () => {
  it('go from the address to the gateway, which understands them', async () => {
    const filters = await loadQueueFilters(Promise.resolve({ property: PROPERTY, part: 'care', owner: 'me' }));
    const sent = Object.fromEntries(new URLSearchParams(queueQuery(filters, 'abc')));
    expect(PortalQueueQuery.parse(sent)).toMatchObject({ property: PROPERTY, part: 'care', owner: 'me', cursor: 'abc' });
  });

  it('are none where the address says something else', async () => {
    const filters = await loadQueueFilters(Promise.resolve({ part: 'declined', owner: 'everybody' }));
    expect(queueQuery(filters, null)).toBe('');
    expect(narrowed(filters)).toBe(false);
  });

  it('do not count the hotel: it is a place', async () => {
    expect(narrowed(await loadQueueFilters(Promise.resolve({ property: PROPERTY })))).toBe(false);
    expect(narrowed(await loadQueueFilters(Promise.resolve({ owner: 'nobody' })))).toBe(true);
  });
});

it('the file has the conditions and the columns of the screen, which the gateway knows', async () => {
  const filters = await loadQueueFilters(Promise.resolve({ part: 'care', owner: 'nobody' }));
  const sent = Object.fromEntries(new URLSearchParams(queueExportQuery(filters, QUEUE_LIST.usual, 'csv-1251', 'ru')));
  expect(PortalQueueExport.parse(sent)).toEqual({ part: 'care', owner: 'nobody', columns: QUEUE_LIST.usual, format: 'csv-1251', language: 'ru' });
  expect(ON_SCREEN).toEqual(QUEUE_COLUMNS);
});
