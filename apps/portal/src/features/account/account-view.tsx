'use client';
import type { PortalAccount } from '@payport/contracts';
import { UserCog } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { KeyboardCard } from '@/features/keyboard/keyboard-card.tsx';
import { FactorCard } from './factor-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { useAccount } from './use-account.ts';

/** One's own account: second factor, sessions, keys. */
export function AccountView({ first, timeZone }: { first: PortalAccount | null; timeZone: string }) {
  const t = useTranslations('Account');
  const { data, isError, refetch } = useAccount(first);
  if (!data) {
    if (!isError) return null;
    return (
      <EmptyState icon={<UserCog />} title={t('failedTitle')} action={<Button onClick={() => void refetch()}>{t('retry')}</Button>}>
        <p>{t('failedText')}</p>
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-5">
      <FactorCard factor={data.secondFactor} timeZone={timeZone} />
      <SessionsCard account={data} timeZone={timeZone} />
      <KeyboardCard />
    </div>
  );
}
