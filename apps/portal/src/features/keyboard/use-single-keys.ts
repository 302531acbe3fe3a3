'use client';
import { useSyncExternalStore } from 'react';
import { onSingleKeysChange, singleKeysAct } from './single-keys.ts';

/** The choice, everywhere on the page at once; the server knows nothing of it. */
export const useSingleKeys = (): boolean => useSyncExternalStore(onSingleKeysChange, singleKeysAct, () => true);
