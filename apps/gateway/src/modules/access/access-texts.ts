import type { Bilingual } from '@payport/domain';

export const SIGN_IN_FIRST: Bilingual = { ru: 'Войдите в портал', en: 'Sign in to the portal' };
/** The same for a wrong password and for nobody at all. */
export const WRONG_SIGN_IN: Bilingual = { ru: 'Почта или пароль не подходят', en: 'The e-mail or the password is wrong' };
export const TOO_MANY_TRIES: Bilingual = {
  ru: 'Слишком много попыток входа. Подождите и попробуйте снова',
  en: 'Too many attempts to sign in. Wait, then try again',
};
export const OTHER_SITE: Bilingual = { ru: 'Запрос пришёл не со страницы портала', en: 'The request did not come from a page of the portal' };
export const NOT_YOURS: Bilingual = { ru: 'Ваша роль этого не позволяет', en: 'Your role does not allow this' };
