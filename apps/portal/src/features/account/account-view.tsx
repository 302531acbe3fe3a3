'use client';
import type { PortalAccount } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { KeyboardCard } from '@/features/keyboard/keyboard-card.tsx';
import { ListFailed } from '@/features/lists/list-states.tsx';
import { FactorCard } from './factor-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { useAccount } from './use-account.ts';

/** One's own account: second factor, sessions, keys. */
export function AccountView({ first, timeZone }: { first: PortalAccount | null; timeZone: string }) {
  const t = useTranslations('Account');
  const { data, error, isError, refetch } = useAccount(first);
  if (!data) {
    if (!isError) return null;
    return <ListFailed error={error} onRetry={() => void refetch()} words={{ title: t('failedTitle'), text: t('failedText') }} />;
  }
  return (
    <div className="grid gap-5">
      <FactorCard factor={data.secondFactor} timeZone={timeZone} />
      <SessionsCard account={data} timeZone={timeZone} />
      <KeyboardCard />
    </div>
  );
}
