import { truncateCardNumber } from '@payport/domain';

const CANONICAL = /^[0-9]{6}\*{6}[0-9]{4}$/;
/** Signs that stand for a hidden digit: both kinds of x among them. */
const HIDDEN = /[*xXхХ•.#_]/;

/**
 * A masked card number in one shape: what is told of the first six and the last four, `220070******1234`, or `******1234`. A
 * number that a file tells whole loses its middle here.
 * @returns null where the text tells no last four digits
 */
export function readCardMask(text: string): string | null {
  if (CANONICAL.test(text)) return text;
  const plain = text.replace(/[\s\u00a0-]/g, '');
  const whole = /[0-9]{12,19}/.exec(plain)?.[0];
  if (whole !== undefined) return maskOf(truncateCardNumber(whole));
  return HIDDEN.test(plain) || /^[0-9]{4}$/.test(plain) ? maskOf(plain) : null;
}

function maskOf(plain: string): string | null {
  const last = /([0-9]{4})[0-9]*$/.test(plain) ? plain.slice(-4) : null;
  if (last === null) return null;
  const first = /^[^0-9]*([0-9]{1,6})[0-9]*[*xXхХ•.#_]/.exec(plain)?.[1] ?? '';
  return `${first}******${last}`;
}
