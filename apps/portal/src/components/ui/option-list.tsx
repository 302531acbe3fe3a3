'use client';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly note?: string;
}

interface OptionListProps<T extends string> {
  readonly legend: string;
  readonly options: readonly Option<T>[];
  readonly chosen: readonly T[];
  readonly onChange: (chosen: T[]) => void;
}

/** A group of checkboxes drawn as a menu: any number may be on. */
export function OptionList<T extends string>({ legend, options, chosen, onChange }: OptionListProps<T>) {
  const toggle = (value: T, on: boolean) => onChange(on ? [...chosen, value] : chosen.filter((other) => other !== value));
  return (
    <fieldset>
      <legend className="overline-label px-2 pt-1.5 pb-1">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 py-1 hover:bg-hover has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-focus"
        >
          <input
            type="checkbox"
            className="peer sr-only"
            checked={chosen.includes(option.value)}
            onChange={(event) => toggle(option.value, event.target.checked)}
          />
          <span className="grid size-4 shrink-0 place-items-center rounded-sm border border-line-strong bg-surface text-transparent peer-checked:border-brand peer-checked:bg-brand peer-checked:text-on-brand">
            <Check aria-hidden className="size-3" strokeWidth={3} />
          </span>
          {option.icon}
          <span className="min-w-0 flex-1">
            {option.label}
            {option.note !== undefined && <span className="block text-xs text-text-faint">{option.note}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
