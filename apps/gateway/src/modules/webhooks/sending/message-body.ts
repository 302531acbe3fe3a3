import { WEBHOOK_BODY_LIMIT, WEBHOOK_TEST, type WebhookMessage } from '@payport/contracts';
import type { Bilingual, CommandId, CommandStore, PaymentId, PaymentStore, PropertyId } from '@payport/domain';
import type { Language } from '../../../http/language.ts';
import type { AlarmRepository } from '../../alarms/index.ts';
import { paymentResource } from '../../payments/index.ts';
import { settlementResource } from '../../settlements/index.ts';
import type { TerminalsService } from '../../terminals/index.ts';

const TEST_TEXT: Bilingual = {
  ru: 'Проверочное сообщение ПэйПорта: ничего не произошло',
  en: 'A test message of PayPort: nothing has happened',
};

/** A row of the outbox. */
export interface OutboxMessage {
  readonly topic: string;
  readonly propertyId: PropertyId;
  readonly paymentId: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface BodyPorts {
  readonly payments: Pick<PaymentStore, 'find'>;
  readonly commands: Pick<CommandStore, 'settlement'>;
  readonly terminals: Pick<TerminalsService, 'list'>;
  readonly alarms: Pick<AlarmRepository, 'find'>;
}

/** The object as it is now, in words of that language. Null where there is none any more: nothing is left to be told. */
export async function messageOf(ports: BodyPorts, outbox: OutboxMessage, language: Language, nowMs: number): Promise<WebhookMessage | null> {
  const { topic, propertyId, paymentId, payload } = outbox;
  const timestamp = new Date(nowMs).toISOString();
  const named = (field: string): string => String(payload[field]);
  switch (topic) {
    case 'payment.updated':
    case 'payment.contradicted': {
      const payment = await ports.payments.find((paymentId ?? '') as PaymentId);
      return payment && { type: topic, timestamp, sequence: payment.lastSeq, data: paymentResource(payment, language) };
    }
    case 'settlement.done': {
      const settlement = await ports.commands.settlement(named('settlementId') as CommandId);
      return settlement && { type: topic, timestamp, data: settlementResource(settlement, language) };
    }
    case 'terminal.status': {
      const terminal = (await ports.terminals.list(propertyId, null)).find(({ id }) => id === named('terminalId'));
      return terminal ? { type: topic, timestamp, data: terminal } : null;
    }
    case 'alarm.raised': {
      const alarm = await ports.alarms.find(named('alarmId'), language);
      return alarm && { type: topic, timestamp, data: alarm };
    }
    case WEBHOOK_TEST:
      return { type: topic, timestamp, data: { text: TEST_TEXT[language] } };
    default:
      return null;
  }
}

/** The body of a message, always smaller than the limit: slips are long, and there is a call that gives them. */
export function bodyOf(message: WebhookMessage): string {
  const whole = JSON.stringify(message);
  return Buffer.byteLength(whole) < WEBHOOK_BODY_LIMIT ? whole : JSON.stringify(withoutSlip(message));
}

function withoutSlip(message: WebhookMessage): WebhookMessage {
  if (message.type === 'settlement.done') return { ...message, data: { ...message.data, slip: null } };
  if (message.type !== 'payment.updated' && message.type !== 'payment.contradicted') return message;
  const { result } = message.data;
  return { ...message, data: { ...message.data, result: result && { ...result, slip: null } } };
}
