import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';

/** One part of the page could not be read; the others stand. */
export function PartFailed({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('Overview');
  return (
    <div role="alert">
      <Notice tone="care" title={t('partFailed')}>
        <Button size="sm" onClick={onRetry} className="mt-2">
          {t('retry')}
        </Button>
      </Notice>
    </div>
  );
}
