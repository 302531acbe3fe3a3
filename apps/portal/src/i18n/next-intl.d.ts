import type messages from '../../messages/en.json';
import type { Locale as PortalLocale } from './routing.ts';

declare module 'next-intl' {
  interface AppConfig {
    Locale: PortalLocale;
    Messages: typeof messages;
  }
}
