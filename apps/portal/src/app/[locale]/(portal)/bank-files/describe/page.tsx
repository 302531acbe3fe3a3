import { isUuid, mayDo } from '@payport/domain';
import { FileSpreadsheet } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { DescribeView } from '@/features/bank-files/mapping/describe-view.tsx';
import { Link } from '@/i18n/navigation.ts';
import { withWords } from '@/i18n/with-words.tsx';
import { requireSession } from '@/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('Mapping'))('title') };
}

interface DescribeProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** Says of one file what its columns are. */
async function DescribePage({ searchParams }: DescribeProps) {
  const session = await requireSession();
  const t = await getTranslations('Mapping');
  if (!session.properties.some(({ role }) => mayDo(role, 'describeBankFiles'))) {
    return (
      <EmptyState heading="h1" closed icon={<FileSpreadsheet />} title={t('closedTitle')}>
        <p>{t('closedText')}</p>
      </EmptyState>
    );
  }
  const { file, property } = await searchParams;
  const back = (
    <Link
      href={{ pathname: '/bank-files', query: typeof property === 'string' ? { property } : {} }}
      className="text-brand underline-offset-4 hover:underline"
    >
      {t('toFiles')}
    </Link>
  );
  if (typeof file !== 'string' || !isUuid(file)) {
    return (
      <EmptyState heading="h1" icon={<FileSpreadsheet />} title={t('noFileTitle')}>
        <p>{t('noFileText')}</p>
        <p className="mt-2">{back}</p>
      </EmptyState>
    );
  }
  return (
    <div className="mx-auto max-w-6xl px-4 pt-5 pb-10 sm:px-6 lg:pt-6">
      <p className="text-sm">{back}</p>
      <h1 className="mt-1 text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <p className="mt-0.5 mb-5 max-w-3xl text-text-soft text-pretty">{t('lead')}</p>
      <DescribeView fileId={file} />
    </div>
  );
}

export default withWords('bank-files/describe', DescribePage);
