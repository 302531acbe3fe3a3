import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';

interface CallTroubleProps {
  readonly at: 'lost' | 'absent';
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** No answer to the call itself. That says nothing about the money, and the words say nothing about it either. */
export function CallTrouble({ at, onSend, onClose }: CallTroubleProps) {
  const t = useTranslations('TrainingEft');
  return (
    <div role="status" className="grid gap-3">
      <Notice tone="care" title={t(at === 'lost' ? 'lostTitle' : 'absentTitle')}>
        <p>{t(at === 'lost' ? 'lostLead' : 'absentLead')}</p>
      </Notice>
      {at === 'absent' && (
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" onClick={onSend}>
            {t('sendAgain')}
          </Button>
          <Button onClick={onClose}>{t('close')}</Button>
        </div>
      )}
    </div>
  );
}
