import { cn } from './cn.ts';

/** A placeholder of the final size, so that nothing moves when the content arrives. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('block animate-[shimmer_1.6s_ease-in-out_infinite] rounded-sm bg-sunken', className)} />;
}
