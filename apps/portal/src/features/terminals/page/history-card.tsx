import type { PortalChange, PortalTerminalDetail } from '@payport/contracts';
import { QUARANTINE_REASONS } from '@payport/domain';
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card.tsx';
import { Moment } from '@/components/ui/moment.tsx';
import { CHANGE_FACTS, changeKind, factName, type ChangeFact } from './history-words.ts';

/** Who changed what, newest first; never edited, never deleted. */
export function HistoryCard({ detail }: { detail: PortalTerminalDetail }) {
  const t = useTranslations('Terminal');
  const { history } = detail;
  return (
    <Card title={t('history')} note={t('historyNote')}>
      {history.length === 0 ? (
        <p className="text-text-soft">{t('historyEmpty')}</p>
      ) : (
        <ol className="grid gap-4">
          {history.map((change) => (
            <HistoryItem key={change.id} change={change} detail={detail} />
          ))}
        </ol>
      )}
    </Card>
  );
}

function HistoryItem({ change, detail: { terminal, form } }: { change: PortalChange; detail: PortalTerminalDetail }) {
  const t = useTranslations('Terminal');
  const actions = useTranslations('TerminalAction');
  const facts = useTranslations('TerminalFact');
  const locale = useLocale();
  const kind = changeKind(change.action);
  const show = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return t('none');
    if (typeof value === 'boolean') return value ? t('on') : t('off');
    if (Array.isArray(value)) return value.length === 0 ? t('none') : value.join(', ');
    return String(value);
  };
  const nameOf = (key: string): string => {
    const fact = factName(key);
    return CHANGE_FACTS.some((known) => known === fact) ? facts(fact as ChangeFact) : (form.find((field) => field.key === fact)?.label ?? key);
  };
  return (
    <li className="border-l-2 border-line pl-3">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium">{kind === null ? change.action : actions(kind)}</span>
        <span className="text-sm text-text-soft">{change.actor.replace(/^user:/, '')}</span>
        <span className="text-xs">
          <Moment at={change.at} timeZone={terminal.property.timeZone} locale={locale} />
        </span>
      </p>
      {kind === 'quarantine_lifted' && <Lifted change={change} />}
      {kind !== 'quarantine_lifted' && change.before && change.after && (
        <ul className="mt-1 grid gap-0.5 text-sm">
          {[...new Set([...Object.keys(change.before), ...Object.keys(change.after)])].map((key) => (
            <li key={key} className="wrap-anywhere text-text-soft">
              {nameOf(key)}: <del className="text-text-faint">{show(change.before?.[key])}</del> →{' '}
              <ins className="no-underline">{show(change.after?.[key])}</ins>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** Why it was in quarantine, and what the person who lifted that had checked. */
function Lifted({ change: { before, after } }: { change: PortalChange }) {
  const t = useTranslations('Quarantine');
  const reason = QUARANTINE_REASONS.find((known) => known === before?.['quarantine']);
  const said = [before?.['detail'], after?.['reason']].map((value) => (typeof value === 'string' ? value : null));
  return (
    <div className="mt-1 grid gap-0.5 text-sm wrap-anywhere text-text-soft">
      {reason && <p>{t('was', { reason: t(`short.${reason}`) })}</p>}
      {said[0] != null && <p className="font-mono text-xs">{said[0]}</p>}
      {said[1] != null && <p>{t('checked', { reason: said[1] })}</p>}
    </div>
  );
}
