'use client';
import { Printer } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { createPortal, flushSync } from 'react-dom';
import { Button } from '@/components/ui/button.tsx';

/** Prints the slip alone, for the 80 mm roll of a receipt printer. */
export function PrintSlip({ slip }: { slip: string }) {
  const t = useTranslations('Slip');
  const [printing, setPrinting] = useState(false);

  const print = () => {
    const root = document.documentElement;
    // The browser's dialog takes the page as it stands, so the strip must be there first.
    flushSync(() => setPrinting(true));
    root.dataset['printing'] = 'slip';
    window.addEventListener(
      'afterprint',
      () => {
        delete root.dataset['printing'];
        setPrinting(false);
      },
      { once: true },
    );
    window.print();
  };

  return (
    <>
      <Button size="sm" onClick={print} data-print="hide">
        <Printer aria-hidden />
        {t('print')}
      </Button>
      {printing && createPortal(<div className="print-slip">{slip}</div>, document.body)}
    </>
  );
}
