import type { ReactNode } from 'react';

/** A name and its value, in a column of them. */
export function Fact({ name, children, mono = false }: { name: string; children: ReactNode; mono?: boolean }) {
  return (
    <div className="grid min-h-8 grid-cols-1 items-center gap-x-3 border-b border-line/60 py-1 last:border-b-0 sm:grid-cols-[11rem_minmax(0,1fr)]">
      <dt className="text-sm text-text-faint">{name}</dt>
      <dd className={mono ? 'min-w-0 font-mono text-sm break-words' : 'min-w-0 break-words'}>{children}</dd>
    </div>
  );
}
