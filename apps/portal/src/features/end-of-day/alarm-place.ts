import type { PortalAlarm } from '@payport/contracts';

type About = Pick<PortalAlarm, 'paymentId' | 'settlementId' | 'webhookId' | 'apiKeyId' | 'terminalId' | 'propertyId'>;

export interface AlarmPlace {
  readonly what: 'payment' | 'settlement' | 'webhook' | 'apiKey' | 'terminal';
  readonly href: string;
}

/** Where the thing is that an alarm is about: the payment before its terminal. */
export function alarmPlace({ paymentId, settlementId, webhookId, apiKeyId, terminalId, propertyId }: About): AlarmPlace | null {
  if (paymentId !== null) return { what: 'payment', href: `/payments/${paymentId}` };
  if (settlementId !== null) return { what: 'settlement', href: `/end-of-day?settlement=${settlementId}` };
  if (webhookId !== null) return { what: 'webhook', href: `/properties/${propertyId}` };
  if (apiKeyId !== null) return { what: 'apiKey', href: `/properties/${propertyId}#keys` };
  return terminalId === null ? null : { what: 'terminal', href: `/terminals/${terminalId}` };
}
