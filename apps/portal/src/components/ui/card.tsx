import { useId, type ReactNode } from 'react';
import { cn } from './cn.ts';

interface CardProps {
  readonly title: string;
  readonly note?: string;
  readonly action?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A titled sheet of paper on the page. */
export function Card({ title, note, action, className, children }: CardProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cn('rounded-lg border border-line bg-surface', className)}>
      <header className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2 sm:px-5">
        {/* With less room than this the action goes below: a title of one word a line is read by nobody. */}
        <div className="min-w-0 flex-1 basis-44">
          <h2 id={id} className="text-lg font-semibold">
            {title}
          </h2>
          {note !== undefined && <p className="figures text-xs text-text-faint">{note}</p>}
        </div>
        {action}
      </header>
      <div className="px-4 py-4 sm:px-5">{children}</div>
    </section>
  );
}
