import { notFound } from 'next/navigation';

/** Any address that no page answers: shown as "not found" in the visitor's language. */
export default function MissingPage(): never {
  notFound();
}
