'use client';
import type { PortalApiKey } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge.tsx';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { localMoment } from '@/format/moment.ts';

interface KeyRowProps {
  readonly apiKey: PortalApiKey;
  /** The key that takes its place. */
  readonly successor: PortalApiKey | null;
  readonly timeZone: string;
  readonly may: boolean;
  readonly onRevoke: () => Promise<void>;
  readonly onReplace: () => void;
  /** Null: this person may not. */
  readonly onLimit: (() => void) | null;
}

/** One key: whose it is, what it may do, when it was used. Ending it is asked for twice: the hotel stops taking cards. */
export function KeyRow({ apiKey, successor, timeZone, may, onRevoke, onReplace, onLimit }: KeyRowProps) {
  const t = useTranslations('Keys');
  const locale = useLocale();
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const { name, lastFour, scopes, revokedAt, demo, networks, signed, rate } = apiKey;
  const { ended, over, when } = useKeyEnd(apiKey, timeZone, locale);
  const revoke = async () => {
    setBusy(true);
    await onRevoke();
    setBusy(false);
    setSure(false);
  };
  return (
    <li className={cn('grid gap-2.5 py-3', over && 'text-text-faint')}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className={when === null ? 'min-w-48 flex-1' : 'basis-full'}>
          <p className="flex flex-wrap items-center gap-x-2 font-medium">
            {name}
            <code className="font-mono text-sm font-normal text-text-faint">…{lastFour}</code>
            {demo && <Badge>{t('demo')}</Badge>}
            {signed && <Badge>{t('signed')}</Badge>}
            {revokedAt !== null && <Badge>{t('revoked')}</Badge>}
            {revokedAt === null && when !== null && <Badge>{ended ? t('ended') : t('ending', { when })}</Badge>}
          </p>
          <KeyUse apiKey={apiKey} successor={successor} timeZone={timeZone} />
          {networks.length > 0 && <p className="text-sm text-text-faint">{t('networks', { list: networks.join(', ') })}</p>}
          {rate && <p className="text-sm text-text-faint">{t('rate', rate)}</p>}
        </div>
        {!over && !sure && <KeyActions apiKey={apiKey} may={may} onRevoke={() => setSure(true)} onReplace={onReplace} onLimit={onLimit} />}
      </div>
      <p className="flex flex-wrap gap-1">
        {scopes.map((scope) => (
          <code key={scope} className="rounded-sm border border-line bg-sunken px-1 font-mono text-xs text-text-soft">
            {scope}
          </code>
        ))}
      </p>
      {sure && (
        <div className="flex flex-wrap items-center gap-2 rounded-md border border-declined-edge bg-declined-fill px-3 py-2.5">
          <p className="min-w-48 flex-1 text-sm text-text text-pretty">{t('revokeSure', { name })}</p>
          <Button size="sm" autoFocus disabled={busy} onClick={() => void revoke()}>
            {t('revokeYes')}
          </Button>
          <Button size="sm" variant="quiet" onClick={() => setSure(false)}>
            {t('revokeNo')}
          </Button>
        </div>
      )}
    </li>
  );
}

/** Whether a key's time is over, by the browser's clock; the gateway decides by its own. `when`: its end, in the hotel's time. */
function useKeyEnd({ revokedAt, endsAt }: PortalApiKey, timeZone: string, locale: string) {
  const [now] = useState(() => Date.now());
  const ended = endsAt !== null && Date.parse(endsAt) <= now;
  const local = endsAt === null ? null : localMoment(endsAt, timeZone, locale);
  return { ended, over: revokedAt !== null || ended, when: local && `${local.shortDate}, ${local.time}` };
}

/** Since when, or when last; of a key that is being replaced to the minute, since people wait for it to fall silent. */
function KeyUse({ apiKey, successor, timeZone }: Pick<KeyRowProps, 'apiKey' | 'successor' | 'timeZone'>) {
  const t = useTranslations('Keys');
  const locale = useLocale();
  const { createdAt, lastUsedAt, revokedAt, endsAt } = apiKey;
  const { ended, when } = useKeyEnd(apiKey, timeZone, locale);
  const day = (moment: string) => localMoment(moment, timeZone, locale).date;
  if (revokedAt !== null) return <p className="text-sm text-text-faint">{t('revokedAt', { date: day(revokedAt) })}</p>;
  if (endsAt === null || when === null)
    return (
      <p className="text-sm text-text-faint">
        {lastUsedAt === null ? t('neverUsed', { date: day(createdAt) }) : t('used', { date: day(lastUsedAt) })}
      </p>
    );
  const used = lastUsedAt === null ? null : localMoment(lastUsedAt, timeZone, locale);
  return (
    <p className="text-sm text-text-faint text-pretty">
      {t(ended ? 'endedAt' : 'endingBy', { when, lastFour: successor?.lastFour ?? '' })}.{' '}
      {used ? t('endingUsed', { when: `${used.shortDate}, ${used.time}` }) : t('endingUnused')}
    </p>
  );
}

interface KeyActionsProps extends Pick<KeyRowProps, 'apiKey' | 'may' | 'onReplace' | 'onLimit'> {
  readonly onRevoke: () => void;
}

function KeyActions({ apiKey: { name, lastFour, endsAt }, may, onRevoke, onReplace, onLimit }: KeyActionsProps) {
  const t = useTranslations('Keys');
  return (
    <div className="flex flex-wrap gap-1">
      {onLimit !== null && (
        <Button size="sm" variant="quiet" onClick={onLimit} aria-label={t('limitWho', { name, lastFour })}>
          {t('limit')}
        </Button>
      )}
      {may && (
        <>
          {endsAt === null && (
            <Button size="sm" variant="quiet" onClick={onReplace} aria-label={t('replaceWho', { name, lastFour })}>
              {t('replace')}
            </Button>
          )}
          <Button size="sm" variant="quiet" onClick={onRevoke} aria-label={t('revokeWho', { name })}>
            {t('revoke')}
          </Button>
        </>
      )}
    </div>
  );
}
