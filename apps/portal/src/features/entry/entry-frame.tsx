import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { BrandMark } from '@/components/brand-mark.tsx';
import { LanguageSwitch } from '@/components/preferences/language-switch.tsx';
import { ThemeSwitch } from '@/components/preferences/theme-switch.tsx';
import { cn } from '@/components/ui/cn.ts';
import type { Theme } from '@/theme.ts';

interface EntryFrameProps {
  readonly theme: Theme;
  readonly heading: string;
  /** Absent where it depends on the link what there is to say. */
  readonly lead?: string;
  /** What this place is, on the dark half; absent on narrow screens. */
  readonly aside: ReactNode;
  /** Forms of many fields stand wider, and begin at the top. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** Pages before the sign-in, in two halves: what this place is, and the way in. On narrow screens the first shrinks to the name. */
export function EntryFrame({ theme, heading, lead, aside, wide = false, children }: EntryFrameProps) {
  const app = useTranslations('App');
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr] lg:grid-cols-[minmax(24rem,5fr)_7fr] lg:grid-rows-1">
      <aside className="relative flex flex-col overflow-hidden bg-bridge text-bridge-text">
        <div className="flex flex-col lg:sticky lg:top-0 lg:h-dvh lg:p-10">
          <p className="flex items-center gap-3 p-4 lg:p-0">
            <BrandMark className="size-9 lg:size-11" />
            <span className="text-xl font-semibold tracking-tight lg:text-2xl">{app('name')}</span>
          </p>
          <div className="hidden flex-1 flex-col justify-center gap-10 py-10 lg:flex">{aside}</div>
        </div>
      </aside>
      <main className="flex flex-col bg-page">
        <div className={cn('flex flex-1 items-start justify-center px-4 pt-10 pb-8', !wide && 'sm:items-center sm:pt-8')}>
          <div className={cn('w-full', wide ? 'max-w-lg' : 'max-w-sm')}>
            <h1 className="text-2xl font-semibold tracking-tight text-balance">{heading}</h1>
            {lead !== undefined && <p className="mt-1 text-text-soft text-pretty">{lead}</p>}
            <div className="mt-7"> {children}</div>
          </div>
        </div>
        <footer className="flex flex-wrap justify-center gap-3 px-4 pb-6">
          <div className="w-44">
            <LanguageSwitch />
          </div>
          <div className="w-36">
            <ThemeSwitch initial={theme} />
          </div>
        </footer>
      </main>
    </div>
  );
}

/** The one sentence of the dark half. */
export function Slogan({ text, note }: { text: string; note: string }) {
  return (
    <div>
      <p className="max-w-md text-[2rem] leading-[2.5rem] font-semibold tracking-tight text-balance">{text}</p>
      <p className="mt-4 max-w-sm text-bridge-soft text-pretty">{note}</p>
    </div>
  );
}

/** What comes one after the other, drawn as the portal draws a payment's way. An illustration, so not for screen readers. */
export function Way({ steps }: { steps: readonly { readonly text: string; readonly time?: string }[] }) {
  return (
    <ol aria-hidden className="max-w-sm">
      {steps.map(({ text, time }, index) => (
        <li key={text} className="relative flex gap-4 pb-5 last:pb-0">
          {index < steps.length - 1 && <span className="absolute top-4 bottom-0 left-[5px] w-px bg-bridge-line" />}
          <span
            className={
              index === steps.length - 1
                ? 'mt-1 size-[11px] rounded-full bg-brass'
                : 'mt-1 size-[11px] rounded-full border-2 border-bridge-soft bg-bridge'
            }
          />
          <span className="flex-1 text-bridge-text">{text}</span>
          {time !== undefined && <span className="figures font-mono text-xs leading-[1.375rem] text-bridge-soft">{time}</span>}
        </li>
      ))}
    </ol>
  );
}
