import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AccountView } from '@/features/account/account-view.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { gateway } from '@/server/gateway.ts';
import { requireSession } from '@/server/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('Account'))('title') };
}

async function AccountPage() {
  const session = await requireSession({ withoutFactor: true });
  const t = await getTranslations('Account');
  // What cannot be read now is asked for again by the page itself, which also says what is wrong.
  const first = await gateway.account().catch(() => null);
  return (
    <div className="mx-auto max-w-3xl px-4 pt-5 pb-10 sm:px-6 lg:pt-6">
      <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
      <p className="mt-0.5 mb-5 text-text-soft">
        {session.user.name}, <span className="wrap-anywhere">{session.user.email}</span>
      </p>
      <AccountView first={first} timeZone={session.properties[0]?.timeZone ?? 'UTC'} />
    </div>
  );
}

export default withWords('account', AccountPage);
