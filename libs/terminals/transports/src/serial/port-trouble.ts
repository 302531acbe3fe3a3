import type { PlaceTrouble } from '@payport/terminals-core';

/** The library tells its errors as texts only. On Windows a port that is open elsewhere is one to which access is denied. */
const TEXTS: readonly (readonly [RegExp, PlaceTrouble])[] = [
  [/Cannot lock port|Device or resource busy|Access denied/, 'port_held'],
  [/No such (file or directory|device)|File not found/, 'port_missing'],
  [/Permission denied/, 'port_forbidden'],
];

/** What a refusal of the system means; null: nothing that people could be told. */
export const portTrouble = (message: string): PlaceTrouble | null => TEXTS.find(([text]) => text.test(message))?.[1] ?? null;
