'use client';
import { useTranslations } from 'next-intl';
import { ForgettingDialog, type ForgettingProps } from './forgetting-dialog.tsx';

/** Closing a day cannot be taken back. */
export function SettleDialog(props: ForgettingProps) {
  const t = useTranslations('Settle');
  return (
    <ForgettingDialog
      {...props}
      kind="settlement"
      title={t('title', { name: props.terminal.name })}
      what={t('what')}
      points={[t('busy'), t('voids'), t('final')]}
      openText={t('openText')}
      confirm={t('confirm')}
    />
  );
}
