import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { SlipPaper } from '@/components/ui/slip-paper.tsx';
import { PrintSlip } from './print-slip.tsx';

/** The terminal's own slip, as it gave it, on a strip of receipt paper. */
export function SlipCard({ slip, final }: { slip: string | null; final: boolean }) {
  const t = useTranslations('Slip');
  if (slip === null || slip === '') {
    return (
      <Card title={t('title')}>
        <p className="text-text-soft">{t(final ? 'none' : 'later')}</p>
      </Card>
    );
  }
  return (
    <Card
      title={t('title')}
      action={
        <>
          <CopyButton value={slip} name={t('copy')} large />
          <PrintSlip slip={slip} />
        </>
      }
    >
      <SlipPaper text={slip} label={t('paper')} />
    </Card>
  );
}
