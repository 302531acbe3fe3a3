'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/**
 * False while the server renders and while the browser takes the page over, true from then on. For what the two would say
 * in different words: names of currencies and time zones come with each one's own edition of Intl's data.
 */
export const useInBrowser = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
