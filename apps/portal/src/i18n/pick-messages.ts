import type { Messages } from 'next-intl';

export type Namespace = keyof Messages;

/** Only these namespaces travel to the browser; the rest of the words stay on the server. */
export function pickMessages(messages: Messages, namespaces: readonly Namespace[]): Partial<Messages> {
  return Object.fromEntries(Object.entries(messages).filter(([name]) => namespaces.some((namespace) => namespace === name)));
}
