import { useTranslations } from 'next-intl';
import { buttonLook } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Link } from '@/i18n/navigation.ts';

/** Where no mail can be sent: who helps instead. */
export function NoMail() {
  const t = useTranslations('Forgot');
  return (
    <div className="grid gap-5">
      <Notice tone="plain">{t('askManager')}</Notice>
      <Link href="/sign-in" prefetch={false} className={buttonLook({ size: 'lg' })}>
        {t('toSignIn')}
      </Link>
    </div>
  );
}
