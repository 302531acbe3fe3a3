import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

const LOOKS = {
  good: { Icon: CircleCheck, box: 'border-approved-edge bg-approved-fill', ink: 'text-approved-ink' },
  bad: { Icon: CircleAlert, box: 'border-declined-edge bg-declined-fill', ink: 'text-declined-ink' },
  care: { Icon: TriangleAlert, box: 'border-held-edge bg-held-fill', ink: 'text-held-ink' },
  plain: { Icon: Info, box: 'border-line bg-sunken', ink: 'text-text-soft' },
} as const;

export type NoticeTone = keyof typeof LOOKS;

interface NoticeProps {
  readonly tone: NoticeTone;
  readonly title?: string;
  readonly children?: ReactNode;
  readonly className?: string;
}

/** A sentence or two that must not be missed: icon, words and colour together. */
export function Notice({ tone, title, children, className }: NoticeProps) {
  const { Icon, box, ink } = LOOKS[tone];
  return (
    <div data-tone={tone} className={cn('flex gap-2.5 rounded-md border px-3.5 py-3', box, className)}>
      <Icon aria-hidden className={cn('mt-0.5 size-[18px] shrink-0', ink)} />
      <div className="min-w-0 flex-1">
        {title !== undefined && <p className={cn('font-semibold', ink)}>{title}</p>}
        {children}
      </div>
    </div>
  );
}
