import { useLocale, useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation.ts';
import { cn } from '@/components/ui/cn.ts';
import type { Locale } from '@/i18n/routing.ts';
import { GuideArticle } from './guide-article.tsx';
import { readGuide } from './guide-files.ts';
import { CONTENTS, guideHref, GUIDES, type GuideName } from './guide-list.ts';
import { GuideText } from './guide-text.tsx';

type Shown = GuideName | typeof CONTENTS;
const SHOWN: readonly Shown[] = [CONTENTS, ...GUIDES];

/** A guide between the list of guides and its own sections. */
export function GuidePage({ name }: { name: Shown }) {
  const locale: Locale = useLocale();
  const t = useTranslations('Help');
  const { blocks, sections } = readGuide(name, locale);
  return (
    <div className="mx-auto grid max-w-[100rem] gap-x-10 gap-y-6 px-4 pt-5 pb-16 sm:px-6 lg:pt-6 xl:grid-cols-[minmax(0,46rem)_15rem]">
      <div className="min-w-0">
        <nav aria-label={t('guides')} data-print="hide" className="mb-6 border-b border-line pb-4">
          <ul className="flex flex-wrap gap-1.5">
            {SHOWN.map((guide) => (
              <GuideTab key={guide} guide={guide} here={guide === name} />
            ))}
          </ul>
        </nav>
        <GuideArticle blocks={blocks} />
      </div>
      {name !== CONTENTS && (
        <nav aria-label={t('onThisPage')} data-print="hide" className="hidden xl:block">
          <div className="sticky top-6">
            <p className="overline-label mb-2">{t('onThisPage')}</p>
            <ul className="border-l border-line">
              {sections.map(({ id, children }) => (
                <li key={id}>
                  <a href={`#${id}`} className="block py-1 pl-3 text-sm text-text-soft hover:text-text">
                    <GuideText parts={children} />
                  </a>
                </li>
              ))}
            </ul>
          </div>
        </nav>
      )}
    </div>
  );
}

function GuideTab({ guide, here }: { guide: Shown; here: boolean }) {
  const t = useTranslations('GuideName');
  return (
    <li>
      <Link
        href={guideHref(guide)}
        prefetch={false}
        aria-current={here ? 'page' : undefined}
        className={cn(
          'flex min-h-8 items-center rounded-full border px-3 text-sm',
          here ? 'border-brand bg-brand-soft font-medium text-brand' : 'border-line-strong text-text-soft hover:bg-hover hover:text-text',
        )}
      >
        {t(guide)}
      </Link>
    </li>
  );
}
