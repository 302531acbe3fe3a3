import { hasLocale } from 'next-intl';
import { routing, type Locale } from '@/i18n/routing.ts';
import { CONTENTS, guideHref, isGuide } from './guide-list.ts';

export type GuideLink =
  | { readonly kind: 'page'; readonly href: string; readonly locale?: Locale }
  | { readonly kind: 'section' | 'outside'; readonly href: string }
  | { readonly kind: 'file'; readonly path: string };

const GUIDE_FILE = /^(?:\.\.\/(?<locale>[a-z]+)\/)?(?<name>[A-Za-z-]+)\.md(?<hash>#.+)?$/;
/** Two folders up from `docs/guide/<language>/`. */
const DOCS_FILE = /^\.\.\/\.\.\/(?<path>[^#]+)/;

/** Where a link of a guide's file leads in the portal. Other documents are not in it: their place is named instead. */
export function resolveGuideLink(href: string): GuideLink {
  if (/^https:\/\//.test(href)) return { kind: 'outside', href };
  if (href.startsWith('#')) return { kind: 'section', href };
  const { locale, name = '', hash = '' } = GUIDE_FILE.exec(href)?.groups ?? {};
  if (isGuide(name) || name === CONTENTS) {
    const page = { kind: 'page', href: guideHref(name) + hash } as const;
    return hasLocale(routing.locales, locale) ? { ...page, locale } : page;
  }
  return { kind: 'file', path: `docs/${DOCS_FILE.exec(href)?.groups?.['path'] ?? href}` };
}
