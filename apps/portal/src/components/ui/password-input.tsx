'use client';
import { Eye, EyeOff } from 'lucide-react';
import { useState, type ComponentProps } from 'react';
import { Input } from './field.tsx';

interface PasswordInputProps extends Omit<ComponentProps<typeof Input>, 'type' | 'fit'> {
  readonly showLabel: string;
  readonly hideLabel: string;
}

/** A password that can be looked at: most wrong ones are typed in the wrong keyboard layout. */
export function PasswordInput({ showLabel, hideLabel, ...props }: PasswordInputProps) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <div className="relative">
      <Input type={shown ? 'text' : 'password'} autoCapitalize="none" spellCheck={false} fit="h-11 pr-12 pl-3" {...props} />
      <button
        type="button"
        onClick={() => setShown(!shown)}
        aria-label={shown ? hideLabel : showLabel}
        className="absolute inset-y-0 right-0 grid w-11 place-items-center rounded-md text-text-faint hover:text-text"
      >
        <Icon aria-hidden className="size-[18px]" />
      </button>
    </div>
  );
}
