'use client';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';

/** Copies a ready text, and says so in the button itself. */
export function CopyText({ text, label, done }: { text: string; label: string; done: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <span data-print="hide" className="mt-1.5 block">
      <Button size="sm" className="h-auto min-h-8 max-w-full py-1 text-left whitespace-normal" onClick={() => void copy()}>
        {copied ? <Check aria-hidden className="text-approved-ink" /> : <Copy aria-hidden />}
        {copied ? done : label}
      </Button>
      <span role="status" className="sr-only">
        {copied ? done : ''}
      </span>
    </span>
  );
}
