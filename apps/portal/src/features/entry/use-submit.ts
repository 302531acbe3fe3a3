'use client';
import { useLocale } from 'next-intl';
import { useRef, useState, type RefObject } from 'react';
import { portalRequest, PortalRequestFailed } from '@/features/portal-request.ts';
import { focusFirstFault, formFailure, NO_FAILURE, type FormFailure } from './lib/form-faults.ts';

interface Submit {
  readonly form: RefObject<HTMLFormElement | null>;
  readonly busy: boolean;
  readonly failure: FormFailure;
  /** Sends the body; on success `done` takes over and the form stays busy, since another page follows. */
  readonly send: (body: unknown, done: (answer: unknown) => void) => Promise<void>;
  /** Shows what is certainly wrong before anything is sent. */
  readonly refuse: (fields: Readonly<Record<string, string>>) => void;
}

/** A form of a page without a session. `onDead`: the link has stopped working meanwhile. */
export function useSubmit(url: string, onDead?: () => void): Submit {
  const locale = useLocale();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FormFailure>(NO_FAILURE);

  const show = (found: FormFailure) => {
    setFailure(found);
    focusFirstFault(form.current);
  };
  const send = async (body: unknown, done: (answer: unknown) => void) => {
    setBusy(true);
    setFailure(NO_FAILURE);
    try {
      done(await portalRequest(url, { locale, method: 'POST', body }));
    } catch (error) {
      setBusy(false);
      if (onDead && error instanceof PortalRequestFailed && error.status === 410) onDead();
      else show(formFailure(error));
    }
  };
  return { form, busy, failure, send, refuse: (fields) => show({ ...NO_FAILURE, fields }) };
}
