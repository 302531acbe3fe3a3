import type { Payment } from '@payport/contracts';
import type { FlowEvent } from './flow.ts';
import type { SonataAnswer } from './sonata-client.ts';
import { warningOf } from './warning.ts';

/** What an answer to "start" means to the desk. Anything that is no clear answer is none: the key will tell. */
export function eventOf({ status, body }: SonataAnswer): FlowEvent {
  if (status === 200 || status === 201) return { type: 'payment', payment: body as Payment };
  if (status < 400 || status >= 500) return { type: 'no-answer' };
  const warning = warningOf(body);
  if (warning) return { type: 'warning', warning };
  const text = (member: string): string => String((typeof body === 'object' && body !== null ? Reflect.get(body, member) : null) ?? '');
  return { type: 'refusal', problem: { code: text('code'), title: text('title') || String(status), detail: text('detail') } };
}
