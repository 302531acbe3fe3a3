import type { ReactNode } from 'react';

/** One under the other; side by side where rows are dense. */
export const LINES =
  'block min-w-0 md:group-data-[density=compact]:flex md:group-data-[density=compact]:[&>:first-child]:max-w-full md:group-data-[density=compact]:[&>:first-child]:shrink-0 md:group-data-[density=compact]:items-baseline md:group-data-[density=compact]:gap-2';

interface TwoLinesProps {
  readonly first: ReactNode;
  readonly second: ReactNode;
  readonly mono?: boolean;
}

/** Two lines of a cell: what is looked for, and what belongs to it. */
export function TwoLines({ first, second, mono = false }: TwoLinesProps) {
  return (
    <span className={LINES}>
      <span className={mono ? 'block truncate font-mono text-sm' : 'block truncate'}>{first}</span>
      {second !== null && second !== '' && <span className="block truncate text-xs text-text-faint">{second}</span>}
    </span>
  );
}

/** A dash for the eye, the words for a screen reader. */
export function Absent({ name }: { name: string }) {
  return (
    <span className="text-text-faint">
      <span aria-hidden>—</span>
      <span className="sr-only">{name}</span>
    </span>
  );
}
