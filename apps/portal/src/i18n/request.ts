import { hasLocale } from 'next-intl';
import { getRequestConfig } from 'next-intl/server';
import { routing } from './routing.ts';

const loadMessages = {
  ru: async () => (await import('../../messages/ru.json')).default,
  en: async () => (await import('../../messages/en.json')).default,
};

export default getRequestConfig(async ({ requestLocale }) => {
  const requested = await requestLocale;
  const locale = hasLocale(routing.locales, requested) ? requested : routing.defaultLocale;
  // Every moment is shown in its property's zone, always passed explicitly; UTC here only makes a forgotten one visible.
  return { locale, messages: await loadMessages[locale](), timeZone: 'UTC' };
});
