'use client';
import type { PortalAuditEntry } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { Moment } from '@/components/ui/moment.tsx';
import { Link } from '@/i18n/navigation.ts';
import { EntryChanges } from './entry-changes.tsx';
import { actionKey } from './lib/action-words.ts';

interface AuditEntryRowProps {
  readonly entry: PortalAuditEntry;
  readonly timeZone: string;
  readonly withProperty: boolean;
  readonly onSubject: () => void;
}

/** One entry: what, about what, by whom and when, and what changed. */
export function AuditEntryRow({ entry, timeZone, withProperty, onSubject }: AuditEntryRowProps) {
  const t = useTranslations('Audit');
  const actions = useTranslations('AuditAction');
  const locale = useLocale();
  const key = actionKey(entry.action);
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-3 sm:px-5 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
          <span className="font-medium">{key === null ? entry.action : actions(key)}</span>
          <Subject entry={entry} />
          <button
            type="button"
            onClick={onSubject}
            className="min-h-6 text-sm text-text-faint underline decoration-line-strong underline-offset-4 hover:text-text"
          >
            {t('allOfIt')}
          </button>
        </p>
        <p className="text-sm text-text-soft">
          {entry.actor.machine ? t('machine', { name: entry.actor.name }) : entry.actor.name}
          {withProperty && entry.property && <span className="text-text-faint"> · {entry.property.name}</span>}
        </p>
        <EntryChanges entry={entry} timeZone={entry.property?.timeZone ?? timeZone} />
      </div>
      <p className="flex items-baseline gap-3 text-sm md:justify-end">
        <Moment at={entry.at} timeZone={entry.property?.timeZone ?? timeZone} locale={locale} />
        {entry.seq !== null && <span className="figures text-xs text-text-faint">№ {entry.seq}</span>}
      </p>
    </li>
  );
}

function Subject({ entry: { action, subject } }: { entry: PortalAuditEntry }) {
  const text = subject.label ?? subject.id.slice(0, 8);
  // A list that was taken along is about its hotel.
  if (action.startsWith('payment.') && action !== 'payment.exported') return <SubjectLink href={`/payments/${subject.id}`}>{text}</SubjectLink>;
  if (action.startsWith('terminal.') || action.startsWith('command.')) return <SubjectLink href={`/terminals/${subject.id}`}>{text}</SubjectLink>;
  return <span className="min-w-0 wrap-anywhere text-text-soft">{text}</span>;
}

function SubjectLink({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} className="min-w-0 text-brand wrap-anywhere underline decoration-line-strong underline-offset-4 hover:decoration-current">
      {children}
    </Link>
  );
}
