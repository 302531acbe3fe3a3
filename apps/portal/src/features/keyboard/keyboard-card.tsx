'use client';
import { Keyboard } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { showShortcuts } from './shortcut-keys.tsx';
import { SingleKeysSwitch } from './single-keys-switch.tsx';

/** Keys of the portal, on the account's page. */
export function KeyboardCard() {
  const t = useTranslations('Shortcuts');
  return (
    <Card title={t('title')} note={t('note')}>
      <div className="grid justify-items-start gap-4">
        <SingleKeysSwitch />
        <Button onClick={showShortcuts}>
          <Keyboard aria-hidden />
          {t('show')}
        </Button>
      </div>
    </Card>
  );
}
