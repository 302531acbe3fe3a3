import { mayDo } from '@payport/contracts';
import { FileSpreadsheet } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { BankFilesView } from '@/features/bank-files/bank-files-view.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { requireSession } from '@/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('BankFiles'))('title') };
}

async function BankFilesPage() {
  const session = await requireSession();
  const t = await getTranslations('BankFiles');
  const seen = session.properties.filter(({ role }) => mayDo(role, 'viewBankFiles'));
  if (seen.length === 0) {
    return (
      <EmptyState heading="h1" closed icon={<FileSpreadsheet />} title={t('closedTitle')}>
        <p>{t('closedText')}</p>
      </EmptyState>
    );
  }
  return (
    <div className="mx-auto max-w-5xl px-4 pt-5 pb-10 sm:px-6 lg:pt-6">
      <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <p className="mt-0.5 mb-5 max-w-3xl text-text-soft text-pretty">{t('lead')}</p>
      <BankFilesView properties={seen.map(({ id, name, timeZone, role }) => ({ id, name, timeZone, mayTake: mayDo(role, 'takeBankFiles') }))} />
    </div>
  );
}

export default withWords('bank-files', BankFilesPage);
