import { MIN_PASSWORD_LENGTH } from '@payport/domain';

export type Strength = 'short' | 'weak' | 'fair' | 'good';

export interface PasswordAdvice {
  readonly strength: Strength;
  /** What would help most; null where nothing has to. */
  readonly advice: 'longer' | 'own' | 'common' | 'repeats' | 'words' | null;
  /** Characters that are missing to the least length. */
  readonly missing: number;
}

/** What everybody tries first, in both layouts, as it stands inside a longer password. */
const COMMON = ['password', 'qwerty', 'йцукен', 'пароль', '123456', '111111', 'admin', 'админ', 'letmein', 'welcome', 'payport', 'hotel', 'отель'];
/** A long one is good whatever it is made of. */
const LONG = 18;
const OWN_PART_LENGTH = 4;

/**
 * Advice beside the field, not a gate: the rule is the length. `own`: e-mail, name and hotel, which are guessed first.
 */
export function advise(password: string, own: readonly string[] = []): PasswordAdvice {
  const missing = Math.max(0, MIN_PASSWORD_LENGTH - password.length);
  if (missing > 0) return { strength: 'short', advice: 'longer', missing };
  const text = password.toLowerCase();
  const found = (advice: PasswordAdvice['advice']): PasswordAdvice => ({ strength: 'weak', advice, missing: 0 });
  if (ownParts(own).some((part) => text.includes(part))) return found('own');
  if (new Set(text).size < 6 || isRun(text)) return found('repeats');
  if (COMMON.some((word) => text.includes(word) && text.length - word.length < 8)) return found('common');
  if (password.length >= LONG || kinds(password) >= 3) return { strength: 'good', advice: null, missing: 0 };
  return { strength: 'fair', advice: 'words', missing: 0 };
}

const ownParts = (own: readonly string[]): readonly string[] =>
  own.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((part) => part.length >= OWN_PART_LENGTH);

/** "abcdefgh…", "12345678…": every character follows the one before. */
function isRun(text: string): boolean {
  const codes = Array.from(text, (sign) => sign.codePointAt(0) ?? 0);
  return codes.slice(1).every((code, i) => Math.abs(code - (codes[i] ?? 0)) <= 1);
}

const KINDS = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u];
const kinds = (password: string): number => KINDS.filter((kind) => kind.test(password)).length;
