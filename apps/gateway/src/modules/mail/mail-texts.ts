import type { Bilingual } from '@payport/domain';
import type { Language } from '../../http/language.ts';
import type { Mail } from './mailer.ts';

interface LinkMail {
  readonly to: string;
  readonly link: string;
  readonly language: Language;
}

const INVITATION = {
  subject: { ru: 'Приглашение в ПэйПорт', en: 'An invitation to PayPort' },
  lead: { ru: 'Вас пригласили в портал платежей гостиницы ПэйПорт.', en: 'You are invited to PayPort, the payments portal of your hotel.' },
  action: { ru: 'Принять приглашение', en: 'Accept the invitation' },
  note: {
    ru: 'Ссылка действует 7 дней и срабатывает один раз. Если вы не ждали этого письма, просто удалите его.',
    en: 'The link works once, within 7 days. If you did not expect this mail, just delete it.',
  },
} as const;

const RESET = {
  subject: { ru: 'Новый пароль в ПэйПорт', en: 'A new password for PayPort' },
  lead: { ru: 'По этой ссылке можно задать новый пароль для входа в ПэйПорт.', en: 'By this link you can set a new password for PayPort.' },
  action: { ru: 'Задать новый пароль', en: 'Set a new password' },
  note: {
    ru: 'Ссылка срабатывает один раз и действует недолго. Если вы её не просили, просто удалите письмо: пароль останется прежним.',
    en: 'The link works once and not for long. If you did not ask for it, just delete this mail: the password stays as it is.',
  },
} as const;

export const invitationMail = (mail: LinkMail): Mail => linkMail(INVITATION, mail);
export const resetMail = (mail: LinkMail): Mail => linkMail(RESET, mail);

function linkMail(words: Readonly<Record<'subject' | 'lead' | 'action' | 'note', Bilingual>>, { to, link, language }: LinkMail): Mail {
  const [subject, lead, action, note] = [words.subject[language], words.lead[language], words.action[language], words.note[language]];
  return {
    to,
    subject,
    text: `${lead}\n\n${action}:\n${link}\n\n${note}\n`,
    html: [
      `<!doctype html><html lang="${language}"><body style="font-family:sans-serif;font-size:16px;line-height:1.5">`,
      `<p>${escaped(lead)}</p><p><a href="${escaped(link)}">${escaped(action)}</a></p><p>${escaped(note)}</p></body></html>`,
    ].join(''),
  };
}

/** Text in a mail's HTML. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
