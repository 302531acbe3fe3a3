import { clsx, type ClassValue } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

/** The design's own type sizes, so that they are not mistaken for colours when classes are merged. */
const merge = extendTailwindMerge({ extend: { classGroups: { 'font-size': [{ text: ['2xs', 'amount'] }] } } });

/** Joins class names; of two that contradict, the later one wins. */
export const cn = (...classes: ClassValue[]): string => merge(clsx(classes));
