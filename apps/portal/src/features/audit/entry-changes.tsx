'use client';
import type { PortalAuditEntry } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation.ts';
import { factText, fieldOf, shownKeys, type FactWords } from './lib/audit-facts.ts';

interface EntryChangesProps {
  readonly entry: PortalAuditEntry;
  readonly timeZone: string;
}

/** Facts before and after: in words and as amounts where there are such, else as the record has them. */
export function EntryChanges({ entry, timeZone }: EntryChangesProps) {
  const t = useTranslations('Audit');
  const { before, after } = entry;
  const words = useFactWords(entry, timeZone);
  const keys = shownKeys(before, after);
  if (keys.length === 0) return null;
  return (
    <ul className="mt-1 grid gap-0.5 text-sm text-text-soft">
      {keys.map((key) => (
        <li key={key} className="wrap-anywhere">
          <span className="text-text-faint">{words.field(key)}:</span>{' '}
          {before && key in before && (
            <del className="text-text-faint">
              <span className="sr-only">{t('was')} </span>
              {factText(key, before[key], words)}
            </del>
          )}
          {before && key in before && after && key in after && <span aria-hidden> → </span>}
          {after && key in after && (
            <ins className="no-underline">
              {before && key in before && <span className="sr-only">{t('is')} </span>}
              {key === 'refund' && typeof after[key] === 'string' ? (
                <Link href={`/payments/${after[key]}`} className="text-brand underline decoration-line-strong underline-offset-4">
                  {after[key].slice(0, 8)}
                </Link>
              ) : (
                factText(key, after[key], words)
              )}
            </ins>
          )}
        </li>
      ))}
    </ul>
  );
}

function useFactWords({ action, before, after, currency: ofSubject }: PortalAuditEntry, timeZone: string): FactWords {
  const t = useTranslations('Audit');
  const fields = useTranslations('AuditField');
  const [role, status, refundReason] = [useTranslations('Role'), useTranslations('Status'), useTranslations('RefundReason')];
  const [kind, relation, other] = [useTranslations('Kind'), useTranslations('ReconRelation'), useTranslations('AuditWord')];
  const decline = useTranslations('Reason');
  const said = after?.['currency'] ?? before?.['currency'];
  return {
    locale: useLocale(),
    timeZone,
    currency: typeof said === 'string' ? said : ofSubject,
    none: t('none'),
    nobody: t('nobody'),
    yes: t('yes'),
    no: t('no'),
    field: (key) => {
      const field = fieldOf(action, key);
      return field === null ? key : fields(field);
    },
    role,
    refundReason,
    status,
    kind,
    relation,
    decline,
    other,
  };
}
