import type { PortalAlarm } from '@payport/contracts';
import { mayDo, type AlarmKind, type Permission, type Role } from '@payport/domain';

type About = Pick<PortalAlarm, 'kind' | 'paymentId' | 'settlementId' | 'webhookId' | 'apiKeyId' | 'terminalId' | 'propertyId'>;

/** The words of `Alarms.open`. */
export const ALARM_PLACES = ['payment', 'settlement', 'webhook', 'apiKey', 'terminal', 'bankFiles', 'reconciliation', 'exceptions'] as const;

export interface AlarmPlace {
  readonly what: (typeof ALARM_PLACES)[number];
  readonly href: string;
}

/** About the hotel's books as a whole: the page where they are worked on. */
const BOOKS: Readonly<Partial<Record<AlarmKind, { what: AlarmPlace['what']; path: string }>>> = {
  bank_file_unread: { what: 'bankFiles', path: '/bank-files' },
  reconciliation_failed: { what: 'reconciliation', path: '/reconciliation' },
  exceptions_overdue: { what: 'exceptions', path: '/reconciliation/exceptions' },
};

/** What somebody has to be allowed to see there; everybody sees the others. */
const NEEDS: Readonly<Partial<Record<AlarmPlace['what'], Permission>>> = {
  apiKey: 'viewKeys',
  bankFiles: 'viewBankFiles',
  reconciliation: 'viewReconciliation',
  exceptions: 'viewReconciliation',
};

function placeOf({ kind, paymentId, settlementId, webhookId, apiKeyId, terminalId, propertyId }: About): AlarmPlace | null {
  if (paymentId !== null) return { what: 'payment', href: `/payments/${paymentId}` };
  if (settlementId !== null) return { what: 'settlement', href: `/end-of-day?settlement=${settlementId}` };
  if (webhookId !== null) return { what: 'webhook', href: `/webhooks/${webhookId}` };
  if (apiKeyId !== null) return { what: 'apiKey', href: `/properties/${propertyId}#keys` };
  if (terminalId !== null) return { what: 'terminal', href: `/terminals/${terminalId}` };
  const books = BOOKS[kind];
  return books ? { what: books.what, href: `${books.path}?property=${propertyId}` } : null;
}

/** Where the thing is that an alarm is about, the payment before its terminal; null where there is no page for this role. */
export function alarmPlace(alarm: About, role: Role | undefined): AlarmPlace | null {
  const place = placeOf(alarm);
  if (place === null) return null;
  const needed = NEEDS[place.what];
  return needed === undefined || mayDo(role, needed) ? place : null;
}
