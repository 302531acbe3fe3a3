'use client';
import { Building2, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useSearchParams } from 'next/navigation';
import { Link, usePathname } from '@/i18n/navigation.ts';

interface HotelChoiceProps {
  readonly hotels: readonly { readonly id: string; readonly name: string }[];
  /** Of a page that has no title of its own before its hotel is known. */
  readonly title?: string;
}

/** Stands where a page is about one hotel and several could be meant. The other conditions of the address stay. */
export function HotelChoice({ hotels, title }: HotelChoiceProps) {
  const t = useTranslations('Shell');
  const search = useSearchParams();
  const pathname = usePathname();
  const choice = (
    <section aria-labelledby="hotel-choice" className="max-w-xl rounded-lg border border-line bg-surface">
      <header className="border-b border-line px-4 py-3 sm:px-5">
        <h2 id="hotel-choice" className="text-lg font-semibold">
          {t('chooseHotel')}
        </h2>
        <p className="text-sm text-text-soft">{t('chooseHotelText')}</p>
      </header>
      <ul className="divide-y divide-line">
        {hotels.map(({ id, name }) => (
          <li key={id}>
            <Link
              href={{ pathname, query: { ...Object.fromEntries(search), property: id } }}
              prefetch={false}
              className="flex min-h-12 items-center gap-3 px-4 py-2 font-medium hover:bg-hover sm:px-5"
            >
              <Building2 aria-hidden className="size-4 shrink-0 text-text-faint" />
              <span className="min-w-0 flex-1">{name}</span>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-text-faint" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
  if (title === undefined) return choice;
  return (
    <>
      <h1 className="mb-4 text-2xl font-semibold tracking-tight">{title}</h1>
      {choice}
    </>
  );
}
