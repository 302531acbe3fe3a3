import { clsx, type ClassValue } from 'clsx';

/**
 * Joins class names. It does not weigh contradicting ones against each other (that costs 8 kB in every page): a component
 * that can look two ways chooses between two whole sets.
 */
export const cn = (...classes: ClassValue[]): string => clsx(classes);
