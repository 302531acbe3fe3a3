'use client';
import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import type { FormFailure } from '@/features/entry/lib/form-faults.ts';

export interface Fact {
  readonly label: string;
  readonly value: string | null;
}

interface EditCardProps {
  readonly id: string;
  readonly title: string;
  readonly note?: string;
  /** Else the facts are only shown. */
  readonly may: boolean;
  readonly facts: readonly Fact[];
  readonly busy: boolean;
  readonly saved: boolean;
  readonly failure: FormFailure;
  readonly onTouch: () => void;
  readonly onSave: (form: FormData) => void;
  readonly children: ReactNode;
}

/** A part of a hotel's facts: a form for those who may change it, plain facts for the others. */
export function EditCard({ id, title, note, may, facts, busy, saved, failure, onTouch, onSave, children }: EditCardProps) {
  const t = useTranslations('Property');
  const [dirty, setDirty] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setDirty(false);
    onSave(new FormData(event.currentTarget));
  };
  return (
    <div id={id} className="scroll-mt-20">
      <Card title={title} {...(note === undefined ? {} : { note })}>
        {may ? (
          <form
            noValidate
            onSubmit={submit}
            onChange={() => {
              setDirty(true);
              onTouch();
            }}
            className="grid gap-4"
          >
            {children}
            <FormAlert failure={failure} />
            <div className="flex flex-wrap items-center gap-3">
              <Button type="submit" variant={dirty ? 'primary' : 'outline'} disabled={busy}>
                {busy ? t('saving') : t('save')}
              </Button>
              <p role="status" className="flex items-center gap-1.5 text-sm text-approved-ink empty:hidden">
                {saved && (
                  <>
                    <Check aria-hidden className="size-4" />
                    {t('saved')}
                  </>
                )}
              </p>
            </div>
          </form>
        ) : (
          <dl className="grid gap-3 sm:grid-cols-2">
            {facts.map(({ label, value }) => (
              <div key={label}>
                <dt className="text-sm text-text-faint">{label}</dt>
                <dd>{value ?? <span className="text-text-faint">{t('none')}</span>}</dd>
              </div>
            ))}
          </dl>
        )}
      </Card>
    </div>
  );
}
