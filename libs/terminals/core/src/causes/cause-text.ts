import type { Bilingual, DeclineCode, RetryAdvice } from '@payport/domain';

/** What people are told about one cause, whatever the terminal's protocol. */
export interface CauseText {
  readonly code: DeclineCode;
  readonly retry: RetryAdvice;
  /** What happened. `{text}` is the terminal's own text for the code. */
  readonly message: Bilingual;
  /** Who can act, what to tell the guest, the next step. */
  readonly advice: Bilingual;
  /** Of a terminal that cannot be reached: what to do there, without a word of a guest. */
  readonly step?: Bilingual;
}

/** Writes one down: what happened, then what to do, each in Russian and English. */
export const causeText = (
  code: DeclineCode,
  retry: RetryAdvice,
  message: readonly [ru: string, en: string],
  advice: readonly [ru: string, en: string],
): CauseText => ({
  code,
  retry,
  message: { ru: message[0], en: message[1] },
  advice: { ru: advice[0], en: advice[1] },
});

export const NOT_READY = ['Терминал не готов к работе: {text}', 'The terminal is not ready: {text}'] as const;
/** Said with every fault of the set-up: the guest must not think that the card was refused. */
export const NOT_THE_CARD = {
  ru: 'Карта гостя ни при чём, деньги не списаны: предложите другой терминал.',
  en: "The guest's card is fine and was not charged: offer another terminal.",
};

/** A terminal that cannot be worked with: at the desk the guest comes first, on the terminal's own page only the step counts. */
export const setupCause = (message: readonly [ru: string, en: string], step: readonly [ru: string, en: string]): CauseText => ({
  ...causeText('terminal_setup', 'later', message, [`${step[0]} ${NOT_THE_CARD.ru}`, `${step[1]} ${NOT_THE_CARD.en}`]),
  step: { ru: step[0], en: step[1] },
});

/** What to do about a terminal that cannot be reached, where the cause says so. */
export const stepOf = ({ step }: CauseText): { readonly step?: Bilingual } => (step === undefined ? {} : { step });

/** Why a terminal cannot be reached, and what to do about it. */
export const unreachableFor = (cause: CauseText): { readonly reason: Bilingual; readonly step?: Bilingual } => ({
  reason: cause.message,
  ...stepOf(cause),
});
