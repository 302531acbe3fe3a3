import { cn } from './cn.ts';

/** A placeholder of the final size, so that nothing moves when the content arrives. `pill`: round, as states are. */
export function Skeleton({ className, pill = false }: { className?: string; pill?: boolean }) {
  return (
    <span
      aria-hidden
      className={cn('block animate-[shimmer_1.6s_ease-in-out_infinite] bg-sunken', pill ? 'rounded-full' : 'rounded-sm', className)}
    />
  );
}
