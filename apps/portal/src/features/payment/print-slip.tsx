'use client';
import { ChevronDown, FileText, Printer, ReceiptText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { createPortal, flushSync } from 'react-dom';
import { buttonLook } from '@/components/ui/button.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover.tsx';
import { SLIP_PAPERS, slipPageRules, type SlipPaper } from './lib/slip-page.ts';

const LOOKS = { roll: { Icon: ReceiptText, name: 'roll', hint: 'rollHint' }, a4: { Icon: FileText, name: 'a4', hint: 'a4Hint' } } as const;

/** Prints the slip alone, on the paper that is chosen at printing: the roll of a receipt printer or a sheet. */
export function PrintSlip({ slip }: { slip: string }) {
  const t = useTranslations('Slip');
  const [printing, setPrinting] = useState(false);

  const print = (paper: SlipPaper) => {
    const root = document.documentElement;
    const rules = new CSSStyleSheet();
    rules.replaceSync(slipPageRules(slip, paper));
    // The browser's dialog takes the page as it stands, so the strip must be there first.
    flushSync(() => setPrinting(true));
    root.dataset['printing'] = 'slip';
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules];
    window.addEventListener(
      'afterprint',
      () => {
        delete root.dataset['printing'];
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== rules);
        setPrinting(false);
      },
      { once: true },
    );
    window.print();
  };

  return (
    <>
      <Popover>
        <PopoverTrigger className={buttonLook({ size: 'sm' })} data-print="hide">
          <Printer aria-hidden />
          {t('print')}
          <ChevronDown aria-hidden className="-mr-1 opacity-70" />
        </PopoverTrigger>
        <PopoverContent label={t('print')} width="w-64" align="end">
          <ul>
            {SLIP_PAPERS.map((paper) => {
              const { Icon, name, hint } = LOOKS[paper];
              return (
                <li key={paper}>
                  <button
                    type="button"
                    data-close
                    onClick={() => print(paper)}
                    className="flex w-full items-start gap-2.5 rounded-md px-2.5 py-2 text-left hover:bg-hover"
                  >
                    <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-text-faint" />
                    <span>
                      <span className="block font-medium">{t(name)}</span>
                      <span className="block text-xs text-text-soft">{t(hint)}</span>
                    </span>
                  </button>
                </li>
              );
            })}
          </ul>
        </PopoverContent>
      </Popover>
      {printing && createPortal(<div className="print-slip">{slip.replace(/\s+$/, '')}</div>, document.body)}
    </>
  );
}
