'use client';
import type { PortalAccount, PortalFactorSecret, PortalRecoveryCodes } from '@payport/contracts';
import { KeyRound, ShieldCheck, ShieldOff } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { REMOVE_SECOND_FACTOR_URL, RENEW_RECOVERY_CODES_URL, SECOND_FACTOR_URL } from '@/features/gateway-url.ts';
import { localMoment } from '@/format/moment.ts';
import { EnrolDialog } from './enrol-dialog.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { useAccountChange } from './use-account.ts';

/** A code of the phone beside the password. */
export function FactorCard({ factor, timeZone }: { factor: PortalAccount['secondFactor']; timeZone: string }) {
  const t = useTranslations('Account');
  const locale = useLocale();
  const { busy, failure, send } = useAccountChange();
  const [secret, setSecret] = useState<PortalFactorSecret | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { on, since, recoveryCodes, neededBy } = factor;
  const begin = async () => setSecret((await send(SECOND_FACTOR_URL)) as PortalFactorSecret | null);
  const renew = async () => {
    const answer = (await send(RENEW_RECOVERY_CODES_URL)) as PortalRecoveryCodes | null;
    if (answer) setCodes(answer.codes);
  };
  const remove = async () => {
    if (await send(REMOVE_SECOND_FACTOR_URL)) setCodes(null);
  };
  return (
    <Card title={t('factor')} note={on && since !== null ? t('factorSince', { date: localMoment(since, timeZone, locale).date }) : t('factorOff')}>
      <div className="grid gap-4">
        {!on && neededBy.length > 0 && (
          <Notice tone="care" title={t('neededTitle')}>
            <p>{t('neededText', { hotels: neededBy.join(', ') })}</p>
          </Notice>
        )}
        <p className="max-w-prose text-text-soft text-pretty">{on ? t('codesLeft', { count: recoveryCodes }) : t('factorWhy')}</p>
        {codes && <RecoveryCodes codes={codes} />}
        <FormAlert failure={failure} />
        <div className="flex flex-wrap gap-2">
          {!on && (
            <Button variant="primary" disabled={busy} onClick={() => void begin()}>
              <ShieldCheck aria-hidden />
              {t('enrol')}
            </Button>
          )}
          {on && (
            <Button disabled={busy} onClick={() => void renew()}>
              <KeyRound aria-hidden />
              {t('renewCodes')}
            </Button>
          )}
          {on && neededBy.length === 0 && (
            <Button variant="quiet" disabled={busy} onClick={() => void remove()}>
              <ShieldOff aria-hidden />
              {t('switchOff')}
            </Button>
          )}
        </div>
        {on && neededBy.length > 0 && <p className="text-sm text-text-faint">{t('kept', { hotels: neededBy.join(', ') })}</p>}
      </div>
      <EnrolDialog secret={secret} onClose={() => setSecret(null)} onCodes={setCodes} />
    </Card>
  );
}
