'use client';
import { useTranslations } from 'next-intl';
import { ForgettingDialog, type ForgettingProps } from './forgetting-dialog.tsx';

/** A terminal that is set up anew may forget what it knew of its last operations. */
export function InitialiseDialog(props: ForgettingProps) {
  const t = useTranslations('Initialise');
  return (
    <ForgettingDialog
      {...props}
      kind="initialisation"
      title={t('title', { name: props.terminal.name })}
      what={t('what')}
      points={[t('busy'), t('day'), t('money')]}
      openText={t('openText')}
      confirm={t('confirm')}
    />
  );
}
