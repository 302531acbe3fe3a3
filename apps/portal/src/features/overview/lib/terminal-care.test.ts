import { expect, it } from 'vitest';
import { careFor } from './terminal-care.ts';

const terminal = (name: string, changes: Partial<Parameters<typeof careFor>[0][number]> = {}) => ({
  name,
  status: 'online' as const,
  quarantine: null,
  enabled: true,
  unresolved: [],
  ...changes,
});

it('the terminal in quarantine comes first, then the silent one, then the one with an open question; one switched off by people asks for nothing', () => {
  const quarantine = { reason: 'full_card_number' as const, since: '2026-01-01T00:00:00Z', detail: null };
  const { needy, fine } = careFor([
    terminal('fine'),
    terminal('busy', { status: 'busy' }),
    terminal('asked', { unresolved: [{ id: '1', status: 'unknown' }] }),
    terminal('silent', { status: 'offline' }),
    terminal('kept', { status: 'disabled', quarantine }),
    terminal('off', { status: 'disabled', enabled: false }),
  ]);
  expect(needy.map(({ name }) => name)).toEqual(['kept', 'silent', 'asked']);
  expect(fine.map(({ name }) => name)).toEqual(['fine', 'busy']);
});
