'use client';
import { MoveHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState, type ReactNode } from 'react';
import { cn } from './cn.ts';
import { edgesOf, type Edges } from './scroll-edges.ts';

interface ScrollBoxProps {
  /** What a screen reader calls the box. */
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

const SHADE = 'pointer-events-none absolute inset-y-0 z-10 w-6 to-transparent from-shade transition-opacity duration-150';

/**
 * For what may be wider than the screen, a table above all: it scrolls by itself, by touch and by the keyboard, and the page
 * does not. Where something is out of sight, that edge is shaded and a line says so.
 */
export function ScrollBox({ label, className, children }: ScrollBoxProps) {
  const t = useTranslations('ScrollBox');
  const [box, setBox] = useState<HTMLElement | null>(null);
  // Until the browser has measured it the keyboard may have to reach it.
  const [edges, setEdges] = useState<Edges | null>(null);

  useEffect(() => {
    if (!box) return;
    const look = (): void =>
      setEdges((known) => {
        const now = edgesOf(box);
        return known?.before === now.before && known.after === now.after && known.moves === now.moves ? known : now;
      });
    const watcher = new ResizeObserver(look);
    for (const element of [box, ...box.children]) watcher.observe(element);
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      watcher.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, [box]);

  const scrolls = edges === null || edges.before || edges.after;
  return (
    <div data-scroll-box={edges === null ? undefined : scrolls ? 'wide' : 'fits'} className={cn('relative min-w-0', className)}>
      {/* Relative: words for screen readers alone stand absolutely, and would be cut off by no other box. */}
      <div
        ref={setBox}
        role="group"
        aria-label={label}
        tabIndex={edges === null || edges.moves ? 0 : undefined}
        className="relative overflow-x-auto rounded-[inherit]"
      >
        {children}
      </div>
      <span aria-hidden className={cn(SHADE, 'left-0 rounded-l-[inherit] bg-linear-to-r', edges?.before !== true && 'opacity-0')} />
      <span aria-hidden className={cn(SHADE, 'right-0 rounded-r-[inherit] bg-linear-to-l', edges?.after !== true && 'opacity-0')} />
      {edges !== null && scrolls && (
        <p className="flex items-center gap-1.5 px-2 py-1 text-xs text-text-faint print:hidden">
          <MoveHorizontal aria-hidden className="size-3.5 shrink-0" />
          {t('hint')}
        </p>
      )}
    </div>
  );
}
