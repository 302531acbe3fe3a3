import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { Tabs } from '@/components/ui/tabs.tsx';
import type { TrainingPlace } from '@/server/training/training-places.ts';
import type { CallLog } from '../lib/call-log.ts';
import type { PracticeGuest } from '../lib/practice.ts';
import type { SonataClient } from '../lib/sonata-client.ts';
import { ApiLog } from './api-log.tsx';
import { FolioCard } from './folio-card.tsx';

interface BelowDeskProps {
  readonly client: SonataClient;
  readonly log: CallLog;
  readonly place: TrainingPlace;
  readonly guest: PracticeGuest;
  readonly confirmation: string;
}

/** Under the window: the guest's folio, and for integrators what went over the wire. */
export function BelowDesk({ client, log, place, guest, confirmation }: BelowDeskProps) {
  const t = useTranslations('Training');
  const calls = useSyncExternalStore(log.subscribe, log.snapshot, log.snapshot);
  return (
    <div className="border-t border-line px-4 pt-1 pb-2.5">
      <Tabs
        label={t('below')}
        tabs={[
          { key: 'folio', label: t('folio'), content: <FolioCard client={client} place={place} guest={guest} confirmation={confirmation} /> },
          { key: 'api', label: t('api', { count: calls.length }), content: <ApiLog calls={calls} timeZone={place.timeZone} /> },
        ]}
      />
    </div>
  );
}
