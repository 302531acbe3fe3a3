import type { Locale } from '@/i18n/routing.ts';

/** The guides beside their table of contents, as they are listed. Their files are `docs/guide/<language>/<name>.md`. */
export const GUIDES = ['cashier', 'manager', 'support', 'reconciliation', 'bank-files', 'installation-windows', 'installation-linux'] as const;
export type GuideName = (typeof GUIDES)[number];
/** The table of contents. */
export const CONTENTS = 'README';

export const isGuide = (name: string): name is GuideName => GUIDES.some((guide) => guide === name);

/** The page of a guide, without the language. */
export const guideHref = (name: GuideName | typeof CONTENTS): string => (name === CONTENTS ? '/help' : `/help/${name}`);

export interface HelpPlace {
  readonly guide: GuideName | typeof CONTENTS;
  readonly section?: Readonly<Record<Locale, string>>;
}

/** Where to read about a page; the longest beginning of its path counts. */
const PLACES: ReadonlyArray<readonly [path: string, place: HelpPlace]> = [
  ['/overview', { guide: 'support', section: { ru: 'обзор', en: 'overview' } }],
  ['/payments', { guide: 'support', section: { ru: 'найти-операцию', en: 'find-an-operation' } }],
  ['/payments/', { guide: 'support', section: { ru: 'страница-операции', en: 'the-page-of-an-operation' } }],
  ['/training', { guide: 'cashier' }],
  ['/terminals', { guide: 'manager', section: { ru: 'терминалы', en: 'terminals' } }],
  ['/terminals/', { guide: 'manager', section: { ru: 'страница-терминала', en: 'the-page-of-a-terminal' } }],
  ['/terminals/new', { guide: 'manager', section: { ru: 'подключить-терминал', en: 'connect-a-terminal' } }],
  ['/end-of-day', { guide: 'manager', section: { ru: 'конец-дня', en: 'end-of-day' } }],
  ['/bank-files', { guide: 'bank-files' }],
  ['/bank-files/describe', { guide: 'bank-files', section: { ru: 'таблица-которой-мы-не-знаем', en: 'a-table-that-we-do-not-know' } }],
  ['/reconciliation', { guide: 'reconciliation' }],
  ['/reconciliation/exceptions', { guide: 'reconciliation', section: { ru: 'расхождения', en: 'exceptions' } }],
  ['/people', { guide: 'manager', section: { ru: 'люди-и-роли', en: 'people-and-roles' } }],
  ['/properties', { guide: 'manager', section: { ru: 'гостиница', en: 'the-hotel' } }],
];

/** @param pathname of a page of the portal, without the language */
export function helpFor(pathname: string): HelpPlace {
  const fitting = PLACES.filter(([path]) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`));
  return fitting.sort(([a], [b]) => b.length - a.length)[0]?.[1] ?? { guide: CONTENTS };
}
