import { Check } from 'lucide-react';
import { cn } from './cn.ts';

interface StepperProps {
  readonly label: string;
  readonly steps: readonly string[];
  /** Index of the step that is on; `steps.length` when all are done. */
  readonly current: number;
  /** "Step 2 of 5: Connection", shown in full where the row of names has no room. */
  readonly summary: string;
  /** Steps before the current one can be gone back to, where this is given. */
  readonly onStep?: (index: number) => void;
}

/** Where one is in a task of several steps. Only what is done can be pressed. */
export function Stepper({ label, steps, current, summary, onStep }: StepperProps) {
  return (
    <nav aria-label={label}>
      <p className="mb-2 text-sm font-medium text-text-soft lg:sr-only">{summary}</p>
      <ol className="flex items-center gap-2">
        {steps.map((step, index) => {
          const done = index < current;
          const here = index === current;
          const face = (
            <>
              <span
                aria-hidden
                className={cn(
                  'figures grid size-6 shrink-0 place-items-center rounded-full border text-xs font-semibold',
                  done && 'border-brand bg-brand text-on-brand',
                  here && 'border-brand bg-brand-soft text-brand',
                  !done && !here && 'border-line-strong text-text-faint',
                )}
              >
                {done ? <Check className="size-3.5" strokeWidth={3} /> : index + 1}
              </span>
              <span className={cn('text-sm whitespace-nowrap max-lg:sr-only', here ? 'font-semibold text-text' : 'text-text-soft')}>{step}</span>
            </>
          );
          return (
            <li key={step} aria-current={here ? 'step' : undefined} className="flex min-w-0 items-center gap-2 not-last:flex-1">
              {done && onStep ? (
                <button type="button" onClick={() => onStep(index)} className="flex items-center gap-2 rounded-md py-0.5 hover:text-brand">
                  {face}
                </button>
              ) : (
                <span className="flex items-center gap-2 py-0.5">{face}</span>
              )}
              {index < steps.length - 1 && <span aria-hidden className={cn('h-px min-w-3 flex-1', done ? 'bg-brand' : 'bg-line-strong')} />}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
