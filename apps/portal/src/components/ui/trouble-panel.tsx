import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

const LOOKS = {
  held: { box: 'border-held-edge bg-held-fill', ink: 'text-held-ink' },
  failed: { box: 'border-failed-edge bg-failed-fill', ink: 'text-failed-ink' },
  unknown: { box: 'border-unknown-edge bg-unknown-fill', ink: 'text-unknown-ink' },
} as const;

interface TroublePanelProps {
  /** The state whose colours it has. */
  readonly tone: keyof typeof LOOKS;
  readonly icon: LucideIcon;
  /** Of its heading, by which the region is named. */
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
  readonly className?: string;
}

/** Something on a page that keeps people from working until they have read it: what happened, and what to do. */
export function TroublePanel({ tone, icon: Icon, id, title, children, className }: TroublePanelProps) {
  const { box, ink } = LOOKS[tone];
  return (
    <section aria-labelledby={id} className={cn('flex items-start gap-3 rounded-lg border p-4 sm:p-5', box, className)}>
      <Icon aria-hidden className={cn('mt-0.5 size-6 shrink-0 max-sm:hidden', ink)} />
      <div className="grid max-w-prose min-w-0 gap-2">
        <h2 id={id} className={cn('text-xl font-semibold', ink)}>
          {title}
        </h2>
        {children}
      </div>
    </section>
  );
}
