'use client';
import { ArrowLeft } from 'lucide-react';
import { useLocale } from 'next-intl';
import NextLink from 'next/link';
import { useSyncExternalStore, type MouseEvent } from 'react';
import { rememberedList } from '@/features/lists/remembered-list.ts';

const never = (): (() => void) => () => undefined;

/** Was the page before this one the list itself? Then "back" keeps its place on the screen as well. */
function cameFrom(list: string): boolean {
  if (!('navigation' in window)) return false;
  const { currentEntry } = window.navigation;
  const before = currentEntry ? window.navigation.entries()[currentEntry.index - 1]?.url : null;
  return before != null && before === new URL(list, window.location.origin).href;
}

/** Back to the list as it was: with its conditions, and where possible at the same row. */
export function BackLink({ label }: { label: string }) {
  const plain = `/${useLocale()}/payments`;
  const remembered = useSyncExternalStore(never, rememberedList, () => null);
  // Remembered in the other language: its conditions hold, its language does not.
  const list = remembered === null ? plain : plain + new URL(remembered, 'http://list.invalid').search;
  const goBack = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || !cameFrom(list)) return;
    event.preventDefault();
    window.history.back();
  };
  return (
    <NextLink
      href={list}
      onClick={goBack}
      prefetch={false}
      data-print="hide"
      className="-ml-2 inline-flex h-8 items-center gap-1.5 rounded-md px-2 text-sm text-text-soft hover:bg-hover hover:text-text"
    >
      <ArrowLeft aria-hidden className="size-4" />
      {label}
    </NextLink>
  );
}
