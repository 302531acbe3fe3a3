import type { Bilingual, Decline } from '@payport/domain';
import type { CauseText } from './cause-text.ts';

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A text with its place for the terminal's own words filled. */
function fill(template: Bilingual, own: Bilingual): Bilingual {
  return { ru: capitalised(template.ru.replace('{text}', () => own.ru)), en: capitalised(template.en.replace('{text}', () => own.en)) };
}

/** What a terminal told: its code, and its own words for it. */
export interface TerminalWords {
  readonly code: string | null;
  readonly text: Bilingual | null;
}

/** What happened, what to do, and whether to try again. */
export function declineOf(cause: CauseText, { code, text }: TerminalWords): Decline {
  const own = text ?? { ru: `код ${code ?? 'не получен'}`, en: `code ${code ?? 'not received'}` };
  const message = fill(cause.message, own);
  const named = cause.code === 'outcome_unknown' && code !== null;
  return {
    code: cause.code,
    terminalCode: code,
    message: named ? { ru: `${message.ru}: ${own.ru}`, en: `${message.en}: ${own.en}` } : message,
    advice: cause.advice,
    retry: cause.retry,
  };
}
