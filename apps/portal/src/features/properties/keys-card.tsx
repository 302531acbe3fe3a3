'use client';
import type { PortalApiKey, PortalApiKeyList } from '@payport/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { formFailure, NO_FAILURE, type FormFailure } from '@/features/entry/lib/form-faults.ts';
import { apiKeysUrl, revokeApiKeyUrl } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';
import { KeyLimitsDialog } from './key-limits-dialog.tsx';
import { KeyRow } from './key-row.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { usePropertyRefresh } from './use-property.ts';

interface KeysCardProps {
  readonly propertyId: string;
  readonly timeZone: string;
  readonly may: boolean;
  /** Networks and rate: the manager’s too. */
  readonly mayLimit: boolean;
  readonly first: PortalApiKeyList | null;
}

/** Keys that let hotel systems in. */
export function KeysCard({ propertyId, timeZone, may, mayLimit, first }: KeysCardProps) {
  const t = useTranslations('Keys');
  const locale = useLocale();
  const client = useQueryClient();
  const refreshProperty = usePropertyRefresh(propertyId);
  const [making, setMaking] = useState<'new' | PortalApiKey | null>(null);
  const [limiting, setLimiting] = useState<PortalApiKey | null>(null);
  const [failure, setFailure] = useState<FormFailure>(NO_FAILURE);
  const queryKey = ['api-keys', propertyId];
  const { data } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await portalRequest(apiKeysUrl(propertyId), { locale, signal })) as PortalApiKeyList,
    ...(first ? { initialData: first } : {}),
  });
  const refresh = () => Promise.all([client.invalidateQueries({ queryKey }), refreshProperty()]);
  const revoke = async ({ id }: PortalApiKey) => {
    setFailure(NO_FAILURE);
    await portalRequest(revokeApiKeyUrl(propertyId, id), { locale, method: 'POST', body: {} }).catch((error: unknown) =>
      setFailure(formFailure(error)),
    );
    await refresh();
  };
  const keys = data?.data ?? [];
  return (
    <div id="keys" className="scroll-mt-20">
      <Card
        title={t('title')}
        note={may ? t('note') : t('ownerOnly')}
        action={
          may && (
            <Button size="sm" onClick={() => setMaking('new')}>
              <Plus aria-hidden />
              {t('make')}
            </Button>
          )
        }
      >
        <FormAlert failure={failure} />
        {keys.length === 0 ? (
          <NoKeys />
        ) : (
          <ul className="-my-4 divide-y divide-line">
            {keys.map((key) => (
              <KeyRow
                key={key.id}
                apiKey={key}
                successor={keys.find(({ id }) => id === key.replacedBy) ?? null}
                timeZone={timeZone}
                may={may}
                onRevoke={() => revoke(key)}
                onReplace={() => setMaking(key)}
                onLimit={mayLimit ? () => setLimiting(key) : null}
              />
            ))}
          </ul>
        )}
        <NewKeyDialog
          open={making !== null}
          like={making === 'new' ? null : making}
          propertyId={propertyId}
          timeZone={timeZone}
          onClose={() => setMaking(null)}
          onMade={() => void refresh()}
        />
        {limiting && <KeyLimitsDialog propertyId={propertyId} apiKey={limiting} onClose={() => setLimiting(null)} onChanged={() => void refresh()} />}
      </Card>
    </div>
  );
}

function NoKeys() {
  const t = useTranslations('Keys');
  return (
    <p className="flex items-center gap-3 text-text-soft">
      <KeyRound aria-hidden className="size-5 shrink-0 text-text-faint" />
      {t('empty')}
    </p>
  );
}
