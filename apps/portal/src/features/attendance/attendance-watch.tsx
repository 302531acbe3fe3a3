'use client';
import { useLocale } from 'next-intl';
import { useEffect } from 'react';
import { SESSION_URL } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';
import { attendance } from './attendance.ts';
import { leaveSignedOut } from './leave-signed-out.ts';
import { typedText } from './typed-text.ts';

const TOUCHES = ['keydown', 'pointerdown', 'wheel', 'touchmove'] as const;

/** Hears whether somebody sits at the page, and tells the gateway now and then where nothing else does. */
export function AttendanceWatch() {
  const locale = useLocale();
  useEffect(() => {
    const heard = (): void => {
      // Whatever goes wrong but a session that is over concerns nobody: the next touch tells again.
      if (attendance.touched()) void portalRequest(SESSION_URL, { locale }).catch(leaveSignedOut);
    };
    const typed = ({ target }: Event): void => {
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) typedText.typedInto(target);
    };
    document.addEventListener('input', typed, { capture: true, passive: true });
    for (const touch of TOUCHES) document.addEventListener(touch, heard, { capture: true, passive: true });
    return () => {
      document.removeEventListener('input', typed, { capture: true });
      for (const touch of TOUCHES) document.removeEventListener(touch, heard, { capture: true });
    };
  }, [locale]);
  return null;
}
