import { compactLocalTime } from '@payport/domain';
import type { SlipHead } from '@payport/terminals-sberbank';
import type { TerminalProfile } from '../pinpad/terminal-profile.ts';

/** Name of the shop, its city, which terminal; the same lines head every document of a terminal. */
export const slipHead = (profile: TerminalProfile, epochMs: number): SlipHead => ({
  header: [profile.propertyName, profile.city, profile.name].map(printable),
  terminalId: profile.tid,
  merchant: profile.mid,
  printedAt: compactLocalTime(epochMs, profile.timeZone),
});

/** Marks that the terminals' code pages lack. */
const printable = (text: string): string => text.replace(/[«»„“”]/g, '"').replace(/[—–]/g, '-');
