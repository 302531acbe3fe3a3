import type { AbstractIntlMessages, Messages } from 'next-intl';

export type Namespace = keyof Messages;

/** Only these namespaces travel to the browser; the rest of the words stay on the server. */
export function pickMessages(messages: AbstractIntlMessages, namespaces: readonly Namespace[]): AbstractIntlMessages {
  return Object.fromEntries(Object.entries(messages).filter(([name]) => namespaces.some((namespace) => namespace === name)));
}
