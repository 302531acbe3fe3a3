import { AUDIT_TOPICS } from '@payport/contracts';
import { expect, it } from 'vitest';
import { auditExportQuery, auditQuery, narrowed, TOPICS, type AuditFilters } from './audit-filters.ts';

const NONE: AuditFilters = { property: null, person: null, topic: null, subject: null, changes: false, from: null, to: null };

it('asks for the days of the hotel’s own calendar, the last one included', () => {
  expect(auditQuery({ ...NONE, from: '2026-11-01', to: '2026-11-01', changes: true }, 'Europe/Kaliningrad', 'c')).toBe(
    'views=false&from=2026-10-31T22%3A00%3A00.000Z&to=2026-11-01T22%3A00%3A00.000Z&cursor=c',
  );
});

it('asks for everything where nothing is chosen; a hotel is a place and no condition', () => {
  expect(auditQuery(NONE, 'UTC', null)).toBe('');
  expect([narrowed({ ...NONE, property: 'x' }), narrowed({ ...NONE, topic: 'person' }), narrowed({ ...NONE, changes: true })]).toEqual([
    false,
    true,
    true,
  ]);
});

it('asks for a file of what is on screen', () => {
  expect(auditExportQuery({ ...NONE, topic: 'person', changes: true }, 'UTC', 'xlsx', 'ru')).toBe('topic=person&views=false&format=xlsx&language=ru');
});

it('knows the topics of the contract', () => {
  expect(TOPICS).toEqual(AUDIT_TOPICS);
});
