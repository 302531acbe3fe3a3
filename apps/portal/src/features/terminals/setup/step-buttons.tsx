import { ArrowRight, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';

/** The way on, and the way back. */
export function StepButtons({ label, busy = false, onBack }: { label: string; busy?: boolean; onBack?: () => void }) {
  const t = useTranslations('TerminalSetup');
  return (
    <div className="flex flex-wrap gap-2">
      <Button type="submit" variant="primary" disabled={busy}>
        {busy && <LoaderCircle aria-hidden className="animate-spin" />}
        {label}
        {!busy && <ArrowRight aria-hidden />}
      </Button>
      {onBack && (
        <Button variant="quiet" onClick={onBack} disabled={busy}>
          {t('back')}
        </Button>
      )}
    </div>
  );
}
