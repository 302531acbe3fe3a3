import type { Adapter } from '../adapter.ts';
import { INPAS_PROGRAM } from './inpas-program.ts';
import { INPAS } from './inpas.ts';
import { SBERBANK } from './sberbank.ts';
import { ZVT } from './zvt.ts';

/** Every driver on every wire that it supports. A new driver is one line here. */
export const ADAPTERS: readonly Adapter[] = [...SBERBANK, ...ZVT, ...INPAS, INPAS_PROGRAM];
