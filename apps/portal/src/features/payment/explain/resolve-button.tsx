'use client';
import { Scale } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { ResolveDialog, type ResolveDialogProps } from './resolve-dialog.tsx';

/** Opens the decision by evidence. */
export function ResolveButton(props: Omit<ResolveDialogProps, 'onClose'>) {
  const t = useTranslations('Resolve');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="lg" onClick={() => setOpen(true)}>
        <Scale aria-hidden />
        {t('open')}
      </Button>
      {open && <ResolveDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
