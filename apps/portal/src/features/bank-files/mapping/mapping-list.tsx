'use client';
import type { PortalBankMapping } from '@payport/contracts';
import { LoaderCircle } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Moment } from '@/components/ui/moment.tsx';
import { Refusal } from '../../terminals/refusal.tsx';
import { useBankMappings, useSaveMapping } from './use-mapping.ts';

/** Tables that the hotel has described: what reads the next file, and every version there was. */
export function MappingList({ propertyId, timeZone }: { propertyId: string; timeZone: string }) {
  const t = useTranslations('Mapping');
  const { data } = useBankMappings(propertyId);
  if (data === undefined || data.data.length === 0) return null;
  return (
    <Card title={t('listTitle')} note={t('listNote')}>
      <ul className="grid gap-4">
        {data.data.map((mapping) => (
          <li key={mapping.id}>
            <OneMapping mapping={mapping} propertyId={propertyId} timeZone={timeZone} mayChange={data.may.change} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface OneMappingProps {
  readonly mapping: PortalBankMapping;
  readonly propertyId: string;
  readonly timeZone: string;
  readonly mayChange: boolean;
}

function OneMapping({ mapping: { id, versions, files }, propertyId, timeZone, mayChange }: OneMappingProps) {
  const t = useTranslations('Mapping');
  const locale = useLocale();
  const { mutate, isPending, isError, error } = useSaveMapping(propertyId);
  const newest = versions[0];
  if (newest === undefined) return null;
  const { name, active, version, definition } = newest;
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 font-semibold wrap-anywhere">{name}</h3>
        <span className="text-sm text-text-soft">{t('version', { version })}</span>
        {!active && <span className="text-sm text-text-faint">{t('off')}</span>}
        {mayChange && (
          <Button
            size="sm"
            className="ml-auto"
            disabled={isPending}
            onClick={() => mutate({ name, active: !active, definition, basedOn: { id, version } })}
          >
            {isPending && <LoaderCircle aria-hidden className="animate-spin" />}
            {active ? t('switchOff') : t('switchOn')}
          </Button>
        )}
      </div>
      <p className="text-sm text-text-soft wrap-anywhere">
        {definition.target === 'bank' ? definition.acquirer : t(`targets.${definition.target}`)} · {t('filesTaken', { count: files })}
      </p>
      <details className="text-sm text-text-soft">
        <summary className="cursor-pointer">{t('versions', { count: versions.length })}</summary>
        <ol className="mt-1 grid gap-1 pl-4">
          {versions.map(({ version: no, made, name: called, active: on, definition: said }) => (
            <li key={no} className="wrap-anywhere">
              {t('version', { version: no })} · {called} · {made.by.name} · <Moment at={made.at} timeZone={timeZone} locale={locale} />
              {!on && ` · ${t('off')}`}
              {mayChange && no !== version && (
                // Nothing is taken away: what it said becomes the newest version, in use or not as the description is now.
                <Button
                  size="sm"
                  variant="quiet"
                  className="ml-2"
                  disabled={isPending}
                  onClick={() => mutate({ name, active, definition: said, basedOn: { id, version } })}
                >
                  {t('restore', { version: no })}
                </Button>
              )}
            </li>
          ))}
        </ol>
      </details>
      <div role="alert" className="empty:hidden">
        {isError && <Refusal error={error} />}
      </div>
    </div>
  );
}
