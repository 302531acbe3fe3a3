import { defineRouting } from 'next-intl/routing';

/** Russian first: it is the language of the address without a prefix and of a browser that asks for neither. */
export const routing = defineRouting({ locales: ['ru', 'en'], defaultLocale: 'ru', alternateLinks: false });

export type Locale = (typeof routing.locales)[number];
