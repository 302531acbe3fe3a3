import type { PlaceTrouble } from '@payport/terminals-core';

/** Codes of the system for a connection that did not come to stand. */
const CODES: ReadonlyMap<string | undefined, PlaceTrouble> = new Map([
  ['ECONNREFUSED', 'address_refused'],
  ['EHOSTUNREACH', 'address_silent'],
  ['EHOSTDOWN', 'address_silent'],
  ['ENETUNREACH', 'address_silent'],
  ['ETIMEDOUT', 'address_silent'],
  ['ENOTFOUND', 'address_unknown'],
  ['EAI_AGAIN', 'address_unknown'],
]);

/** What it means to people; null: nothing that they could be told. */
export const addressTrouble = (code: string | undefined): PlaceTrouble | null => CODES.get(code) ?? null;
