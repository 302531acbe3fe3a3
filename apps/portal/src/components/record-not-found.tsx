import { FileQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from '@/i18n/navigation.ts';
import { buttonLook } from './ui/button.tsx';
import { EmptyState } from './ui/empty-state.tsx';

interface RecordNotFoundProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text: string;
  /** The list that the record would be in. */
  readonly list: string;
  readonly toList: string;
  /** It is there, and not for this person. */
  readonly closed?: true;
}

/** A page about something that is not there, or not for this person. */
export function RecordNotFound({ icon = <FileQuestion />, title, text, list, toList, closed }: RecordNotFoundProps) {
  return (
    <>
      <title>{title}</title>
      <EmptyState
        heading="h1"
        {...(closed && { closed })}
        icon={icon}
        title={title}
        action={
          <Link href={list} prefetch={false} className={buttonLook({ variant: 'primary' })}>
            {toList}
          </Link>
        }
      >
        <p>{text}</p>
      </EmptyState>
    </>
  );
}
