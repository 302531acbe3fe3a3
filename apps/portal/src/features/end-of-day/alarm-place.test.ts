import { ALARM_KINDS, type AlarmKind, type Role } from '@payport/domain';
import { expect, it } from 'vitest';
import { alarmPlace } from './alarm-place.ts';

const nothing = { paymentId: null, settlementId: null, webhookId: null, apiKeyId: null, terminalId: null, propertyId: 'h' };
const placed = (kind: AlarmKind, about: Partial<typeof nothing> | Record<string, string> = {}) => ({ ...nothing, ...about, kind });

it.each([
  ['payment_in_review', { paymentId: 'p', terminalId: 't' }, 'payment', '/payments/p'],
  ['settlement_mismatch', { settlementId: 's', terminalId: 't' }, 'settlement', '/end-of-day?settlement=s'],
  ['webhook_gone', { webhookId: 'w' }, 'webhook', '/webhooks/w'],
  ['key_ending', { apiKeyId: 'k' }, 'apiKey', '/properties/h#keys'],
  ['terminal_quarantined', { terminalId: 't' }, 'terminal', '/terminals/t'],
  ['bank_file_unread', {}, 'bankFiles', '/bank-files?property=h'],
  ['reconciliation_failed', {}, 'reconciliation', '/reconciliation?property=h'],
  ['exceptions_overdue', {}, 'exceptions', '/reconciliation/exceptions?property=h'],
] as const)('%s about %o leads to its %s', (kind, about, what, href) => {
  expect(alarmPlace(placed(kind, about), 'owner')).toEqual({ what, href });
});

it('nobody is led to a page that is closed to them', () => {
  const led = (role: Role): readonly string[] =>
    (['key_ending', 'bank_file_unread', 'reconciliation_failed', 'exceptions_overdue', 'webhook_gone'] as const).filter(
      (kind) =>
        alarmPlace(placed(kind, kind === 'key_ending' ? { apiKeyId: 'k' } : kind === 'webhook_gone' ? { webhookId: 'w' } : {}), role) !== null,
    );
  expect(led('support')).toEqual(['webhook_gone']);
  expect(led('finance')).toEqual(['bank_file_unread', 'reconciliation_failed', 'exceptions_overdue', 'webhook_gone']);
  expect(led('auditor')).toHaveLength(5);
});

it('every kind of alarm leads somewhere', () => {
  const about = (kind: AlarmKind): Record<string, string> =>
    kind.startsWith('payment') || kind === 'undo_failed'
      ? { paymentId: 'p' }
      : kind.startsWith('webhook')
        ? { webhookId: 'w' }
        : kind === 'key_ending'
          ? { apiKeyId: 'k' }
          : kind.startsWith('settlement') || kind === 'terminal_quarantined' || kind === 'unmapped_code'
            ? { terminalId: 't' }
            : {};
  for (const kind of ALARM_KINDS) expect(alarmPlace(placed(kind, about(kind)), 'owner'), kind).not.toBeNull();
});
