import type { Bilingual } from './card-result.ts';
import type { CommandId, PaymentId, PropertyId, TerminalId } from './ids.ts';

/** About one payment: it waits for a person, its undo did not succeed, the bank contradicts it. */
export const PAYMENT_ALARM_KINDS = ['payment_in_review', 'undo_failed', 'payment_contradicted'] as const;
export type PaymentAlarmKind = (typeof PAYMENT_ALARM_KINDS)[number];

export const ALARM_KINDS = [
  'settlement_missed',
  'settlement_mismatch',
  'settlement_failed',
  'settlement_unknown',
  'webhook_given_up',
  'webhook_gone',
  ...PAYMENT_ALARM_KINDS,
  'terminal_quarantined',
  'key_ending',
  'reconciliation_failed',
  'bank_file_unread',
  'exceptions_overdue',
  'unmapped_code',
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

interface AlarmWords {
  readonly id: string;
  readonly propertyId: PropertyId;
  readonly severity: 'warning' | 'critical';
  readonly text: Bilingual;
  readonly sinceMs: number;
}

/** Something that a person should look at; one open alarm of a kind and a terminal. */
export interface NewAlarm extends AlarmWords {
  readonly terminalId: TerminalId;
  readonly commandId: CommandId | null;
  readonly kind: AlarmKind;
}

/** A terminal answered with a code that no table explains; one open alarm of a terminal and a code. */
export interface NewCodeAlarm extends AlarmWords {
  readonly terminalId: TerminalId;
  readonly code: string;
  readonly kind: Extract<AlarmKind, 'unmapped_code'>;
}

/** About a payment; one open alarm of a kind and a payment. */
export interface NewPaymentAlarm extends AlarmWords {
  readonly paymentId: PaymentId;
  readonly kind: PaymentAlarmKind;
}
