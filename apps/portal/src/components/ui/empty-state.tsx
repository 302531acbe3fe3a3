import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly heading?: 'h1' | 'h2';
  /** The whole page is not for this person. */
  readonly closed?: true;
}

/** What stands where content is missing: why, and what to do about it. */
export function EmptyState({ icon, title, children, action, heading: Heading = 'h2', closed }: EmptyStateProps) {
  return (
    <div data-closed={closed} className="mx-auto flex max-w-md flex-col items-center px-4 py-14 text-center sm:py-20">
      <span className="mb-5 grid size-14 place-items-center rounded-full border border-line bg-sunken text-text-faint [&_svg]:size-6" aria-hidden>
        {icon}
      </span>
      <Heading className="text-xl font-semibold text-balance">{title}</Heading>
      <div className="mt-2 grid gap-3 text-text-soft text-pretty">{children}</div>
      {action && <div className="mt-6 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
