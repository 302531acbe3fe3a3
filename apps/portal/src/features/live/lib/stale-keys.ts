import type { LiveNews } from './live-state.ts';

/** First words of the query keys that a change makes old; where the key names one thing, only that one. */
const KEYS: Readonly<Record<string, readonly { readonly root: string; readonly named?: true }[]>> = {
  payment: [
    { root: 'payments' },
    { root: 'refunds' },
    { root: 'refunds-waiting' },
    { root: 'waiting' },
    { root: 'queue' },
    { root: 'overview' },
    { root: 'payment-marks', named: true },
    { root: 'payment-traces', named: true },
    { root: 'terminals' },
    { root: 'terminal' },
  ],
  care: [{ root: 'queue' }],
  terminal: [
    { root: 'terminals' },
    { root: 'terminal', named: true },
    { root: 'commands', named: true },
    { root: 'end-of-day' },
    { root: 'overview' },
  ],
  day: [{ root: 'end-of-day' }, { root: 'settlement', named: true }, { root: 'terminals' }, { root: 'overview' }],
  alarm: [{ root: 'alarms' }, { root: 'overview' }, { root: 'end-of-day' }],
  bank_file: [{ root: 'bank-files' }, { root: 'bank-file-rows', named: true }],
};

const ROOTS: ReadonlySet<unknown> = new Set(Object.values(KEYS).flatMap((keys) => keys.map(({ root }) => root)));

/** Is it kept fresh by the stream? */
export const isLiveKey = ([root]: readonly unknown[]): boolean => ROOTS.has(root);

/** Does this change make what the key names old? Keys: what, language, which. */
export function isStaleBy({ topic, subject }: Pick<LiveNews, 'topic' | 'subject'>, [root, , which]: readonly unknown[]): boolean {
  return (KEYS[topic] ?? []).some((key) => key.root === root && (key.named !== true || which === subject));
}
