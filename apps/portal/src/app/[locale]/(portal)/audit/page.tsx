import { mayDo } from '@payport/contracts';
import { ShieldUser } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { SearchParams } from 'nuqs/server';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { AuditView } from '@/features/audit/audit-view.tsx';
import { auditQuery, loadAuditFilters } from '@/features/audit/lib/audit-filters.ts';
import { withWords } from '@/i18n/with-words.tsx';
import { gateway } from '@/server/gateway.ts';
import { requireSession } from '@/server/session.ts';

interface AuditProps {
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('Audit'))('title') };
}

async function AuditPage({ searchParams }: AuditProps) {
  const session = await requireSession();
  const t = await getTranslations('Audit');
  const seen = session.properties.filter(({ role }) => mayDo(role, 'viewAudit'));
  const filters = await loadAuditFilters(searchParams);
  const clock = seen.find(({ id }) => id === filters.property) ?? seen[0];
  if (!clock) {
    return (
      <EmptyState heading="h1" closed icon={<ShieldUser />} title={t('closedTitle')}>
        <p>{t('closedText')}</p>
      </EmptyState>
    );
  }
  // What cannot be read now is asked for again by the page itself, which also says what is wrong.
  const page = await gateway.audit(auditQuery(filters, clock.timeZone, null)).catch(() => null);
  return (
    <div className="mx-auto max-w-6xl px-4 pt-5 pb-10 sm:px-6 lg:pt-6">
      <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <p className="mt-0.5 mb-5 text-text-soft">{t('lead')}</p>
      <AuditView timeZone={clock.timeZone} withProperty={seen.length > 1} first={page && { filters, page }} />
    </div>
  );
}

export default withWords('audit', AuditPage);
