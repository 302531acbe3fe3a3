import { cn } from './ui/cn.ts';

/** The mark: a P whose bowl is a porthole, moored to a quay of brass. Decorative; the name stands beside it. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={cn('size-8 shrink-0', className)} fill="none">
      <rect x="0.5" y="0.5" width="31" height="31" rx="7.5" className="fill-bridge-raised stroke-bridge-line" />
      <path d="M10 6.5v19" className="stroke-bridge-text" strokeWidth="3.2" strokeLinecap="round" />
      <circle cx="16.6" cy="12.6" r="6.1" className="fill-bridge-raised stroke-bridge-text" strokeWidth="3.2" />
      <circle cx="16.6" cy="12.6" r="1.9" className="fill-brass" />
      <path d="M15.5 24.6h9" className="stroke-brass" strokeWidth="2.2" strokeLinecap="round" />
    </svg>
  );
}
