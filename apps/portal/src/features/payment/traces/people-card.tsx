'use client';
import type { PortalEvent, PortalTraceLook } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card.tsx';
import { localMoment } from '@/format/moment.ts';
import { actionKey } from '../../audit/lib/action-words.ts';
import { knownCause, readActor } from '../lib/vocabulary.ts';
import { TracesPart } from './traces-part.tsx';

interface PeopleCardProps {
  readonly id: string;
  readonly events: readonly PortalEvent[];
  readonly cashier: string | null;
  readonly timeZone: string;
}

/** Who asked for the payment, who decided and confirmed, and, for whom the audit is open, who looked. */
export function PeopleCard({ id, events, cashier, timeZone }: PeopleCardProps) {
  const t = useTranslations('Traces');
  const causes = useTranslations('Cause');
  const actors = useTranslations('Actor');
  const locale = useLocale();
  const at = (moment: string): string => {
    const { shortDate, seconds } = localMoment(moment, timeZone, locale);
    return `${shortDate}, ${seconds}`;
  };
  const acts = events.filter(({ actor }) => /^(user|pms):/.test(actor));
  return (
    <Card title={t('people')}>
      <ul className="grid gap-2.5">
        {acts.map(({ seq, actor, cause, at: moment }) => {
          const who = readActor(actor);
          const key = knownCause(cause);
          const name =
            who.kind === 'pms' ? [cause === 'requested' ? cashier : null, actors('pms', { name: who.name })] : ['name' in who ? who.name : null];
          return (
            <Person key={seq} name={name.filter(Boolean).join(' · ')} when={at(moment)}>
              {key === null ? cause : causes(key)}
            </Person>
          );
        })}
      </ul>
      <div className="mt-3 border-t border-line pt-3">
        <TracesPart id={id}>{({ looks }) => <Looks looks={looks} at={at} />}</TracesPart>
      </div>
    </Card>
  );
}

function Looks({ looks, at }: { looks: readonly PortalTraceLook[] | null; at: (moment: string) => string }) {
  const t = useTranslations('Traces');
  const actions = useTranslations('AuditAction');
  if (looks === null) return <p className="text-sm text-text-faint">{t('looksClosed')}</p>;
  if (looks.length === 0) return <p className="text-sm text-text-soft">{t('noLooks')}</p>;
  return (
    <ul className="grid gap-2.5">
      {looks.map(({ name, action, times, last }) => {
        const key = actionKey(action);
        return (
          <Person key={`${name} ${action}`} name={name} when={t('looked', { count: times, time: at(last) })}>
            {key === null ? action : actions(key)}
          </Person>
        );
      })}
    </ul>
  );
}

function Person({ name, when, children }: { name: string; when: string; children: ReactNode }) {
  return (
    <li className="grid text-sm">
      <span className="font-medium wrap-anywhere">{name}</span>
      <span className="text-text-soft">{children}</span>
      <span className="figures text-xs text-text-faint">{when}</span>
    </li>
  );
}
