'use client';
import type { PortalAccount, PortalOwnSession } from '@payport/contracts';
import { LogOut, Monitor } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useZoneMark } from '@/components/clock.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { END_OWN_SESSIONS_URL, endOwnSessionUrl } from '@/features/gateway-url.ts';
import { localMoment } from '@/format/moment.ts';
import { browserName } from './lib/browser-name.ts';
import { useAccountChange } from './use-account.ts';

/** Where one is signed in. */
export function SessionsCard({ account: { sessions, idleMinutes }, timeZone }: { account: PortalAccount; timeZone: string }) {
  const t = useTranslations('Account');
  const locale = useLocale();
  const { busy, failure, send } = useAccountChange();
  const everywhere = async () => {
    // A whole new page, so that nothing of the old session stays in memory.
    if (await send(END_OWN_SESSIONS_URL, { others: false })) window.location.assign(`/${locale}/sign-in`);
  };
  return (
    <Card title={t('sessions')} note={t('sessionsNote', { hours: Math.round(idleMinutes / 6) / 10 })}>
      <ul className="-mt-4 divide-y divide-line">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} timeZone={timeZone} busy={busy} onEnd={() => void send(endOwnSessionUrl(session.id))} />
        ))}
      </ul>
      <FormAlert failure={failure} />
      <div className="flex flex-wrap gap-2 border-t border-line pt-4">
        {sessions.length > 1 && (
          <Button disabled={busy} onClick={() => void send(END_OWN_SESSIONS_URL, { others: true })}>
            <LogOut aria-hidden />
            {t('endOthers')}
          </Button>
        )}
        <Button variant="quiet" disabled={busy} onClick={() => void everywhere()}>
          {t('endAll')}
        </Button>
      </div>
    </Card>
  );
}

interface SessionRowProps {
  readonly session: PortalOwnSession;
  readonly timeZone: string;
  readonly busy: boolean;
  readonly onEnd: () => void;
}

function SessionRow({ session: { browser, address, current, createdAt, lastSeenAt }, timeZone, busy, onEnd }: SessionRowProps) {
  const t = useTranslations('Account');
  const locale = useLocale();
  const name = browserName(browser) ?? t('unknownBrowser');
  const seen = localMoment(lastSeenAt, timeZone, locale);
  const begun = localMoment(createdAt, timeZone, locale);
  const mark = useZoneMark();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <Monitor aria-hidden className="size-5 shrink-0 text-text-faint" />
      <div className="min-w-48 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          {name}
          {current && <Badge>{t('thisOne')}</Badge>}
        </p>
        <p className="figures text-sm text-text-soft">{address ?? t('thisMachine')}</p>
        <p className="figures text-sm text-text-faint">
          {t('seen', { date: seen.date, time: `${seen.time}${mark(seen)}` })} ·{' '}
          {t('begun', { date: begun.date, time: `${begun.time}${mark(begun)}` })}
        </p>
      </div>
      {!current && (
        <Button size="sm" disabled={busy} onClick={onEnd} aria-label={t('endWhich', { name })}>
          {t('end')}
        </Button>
      )}
    </li>
  );
}
