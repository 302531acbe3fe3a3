import type { Bilingual } from '@payport/domain';
import { escaped, type Mail } from '../mail/index.ts';

export interface AlarmLetter {
  readonly alarmId: string;
  readonly userId: string;
  readonly to: string;
  readonly hotel: string;
  readonly severity: 'warning' | 'critical';
  readonly text: Bilingual;
  /** Of an alarm about a payment: the page that tells it all. */
  readonly paymentId: string | null;
  readonly since: Date;
  /** The hotel's. */
  readonly timeZone: string;
  readonly portalUrl: string;
}

const SUBJECT: Readonly<Record<AlarmLetter['severity'], Bilingual>> = {
  critical: { ru: 'Срочно', en: 'Urgent' },
  warning: { ru: 'Внимание', en: 'Attention' },
};
const LINK: Bilingual = { ru: 'Открыть ПэйПорт', en: 'Open PayPort' };
const NOTE: Bilingual = {
  ru: 'Об одном и том же письмо приходит один раз. Кто занялся этим, видно в портале.',
  en: 'There is one mail about one thing. The portal shows who has taken it in hand.',
};
const LANGUAGES = ['ru', 'en'] as const;
const SINCE: Bilingual = { ru: 'Время', en: 'Since' };
const LOCALES: Bilingual = { ru: 'ru-RU', en: 'en-GB' };

/** A mail may come hours later: by the hotel's clock. */
const sinceIn = (language: keyof Bilingual, { since, timeZone }: AlarmLetter): string =>
  `${SINCE[language]}: ${new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeStyle: 'short', timeZone }).format(since)}`;

/** Nobody has told us the reader's language: the mail says it in both. */
export function alarmMail(letter: AlarmLetter): Mail {
  const { alarmId, userId, to, hotel, severity, text, paymentId, portalUrl } = letter;
  const link = `${portalUrl}${paymentId === null ? '/end-of-day' : `/payments/${paymentId}`}`;
  const parts = LANGUAGES.map((language) => ({
    language,
    lead: `${hotel}. ${text[language]}`,
    since: sinceIn(language, letter),
    action: LINK[language],
    note: NOTE[language],
  }));
  return {
    // Whatever breaks off between the mail server and our note of it: the same mail twice is one mail.
    id: `${alarmId}.${userId}`,
    to,
    subject: `${SUBJECT[severity].ru} / ${SUBJECT[severity].en}: ${hotel}`,
    text: parts.map(({ lead, since, action, note }) => `${lead}\n\n${since}\n\n${action}:\n${link}\n\n${note}\n`).join('\n—\n\n'),
    html: [
      '<!doctype html><html><body style="font-family:sans-serif;font-size:16px;line-height:1.5">',
      parts
        .map(
          ({ language, lead, since, action, note }) =>
            `<div lang="${language}"><p>${escaped(lead)}</p><p>${escaped(since)}</p><p><a href="${escaped(link)}">${escaped(action)}</a></p><p>${escaped(note)}</p></div>`,
        )
        .join('<hr>'),
      '</body></html>',
    ].join(''),
  };
}
