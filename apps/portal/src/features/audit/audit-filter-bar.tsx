'use client';
import type { PortalAuditList } from '@payport/contracts';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { Input } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { AUDIT_EXPORT_URL } from '@/features/gateway-url.ts';
import { ExportMenu } from '@/features/payments/export-menu.tsx';
import { auditExportQuery, narrowed, TOPICS, type AuditFilters } from './lib/audit-filters.ts';

interface AuditFilterBarProps {
  readonly filters: AuditFilters;
  readonly change: (changes: Partial<AuditFilters>) => void;
  readonly people: PortalAuditList['people'];
  readonly timeZone: string;
  readonly onReset: () => void;
}

/** What the audit is narrowed by; the export holds exactly what is chosen here. */
export function AuditFilterBar({ filters, change, people, timeZone, onReset }: AuditFilterBarProps) {
  const t = useTranslations('Audit');
  const topics = useTranslations('AuditTopic');
  const labelled = 'grid gap-1 text-xs text-text-soft';
  return (
    <section aria-label={t('filters')} className="flex flex-wrap items-end gap-x-3 gap-y-2.5">
      <label className={labelled}>
        {t('topic')}
        <Select
          className="w-52"
          value={filters.topic ?? ''}
          onChange={({ target }) => change({ topic: TOPICS.find((topic) => topic === target.value) ?? null })}
          options={[{ value: '', label: t('everything') }, ...TOPICS.map((topic) => ({ value: topic, label: topics(topic) }))]}
        />
      </label>
      <label className={labelled}>
        {t('person')}
        <Select
          className="w-52"
          value={filters.person ?? ''}
          onChange={({ target }) => change({ person: target.value === '' ? null : target.value })}
          options={[{ value: '', label: t('everybody') }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      </label>
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className={labelled}>
          {t(end)}
          <Input
            type="date"
            fit="h-9 px-2"
            className="figures w-38"
            value={filters[end] ?? ''}
            onChange={({ target }) => change({ [end]: target.value === '' ? null : target.value })}
          />
        </label>
      ))}
      <label className="flex h-9 items-center gap-2 text-sm">
        <input
          type="checkbox"
          className="size-4 accent-brand"
          checked={filters.changes}
          onChange={({ target }) => change({ changes: target.checked })}
        />
        {t('onlyChanges')}
      </label>
      {narrowed(filters) && (
        <Button variant="quiet" onClick={onReset}>
          <X aria-hidden />
          {t('reset')}
        </Button>
      )}
      <div className="flex h-9 items-center sm:ml-auto">
        <ExportMenu
          note={t('exportNote')}
          hrefOf={(format, language) => `${AUDIT_EXPORT_URL}?${auditExportQuery(filters, timeZone, format, language)}`}
        />
      </div>
      {filters.subject !== null && <p className="w-full text-sm wrap-anywhere text-text-soft">{t('ofSubject', { id: filters.subject })}</p>}
    </section>
  );
}
