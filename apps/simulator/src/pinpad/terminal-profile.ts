import type { EncodingName } from '@payport/terminals-sberbank';

export const STATUS_ECHOES = ['original', 'query', 'none'] as const;
/**
 * Line 19 of the answer to a status query (52) that found the operation. Sources disagree: the original result with its
 * own id, the id of the query itself (what one integrator's plug-in expects), or `00000000` (what it also takes).
 */
export type StatusEcho = (typeof STATUS_ECHOES)[number];

/** Protocols that simulated terminals speak. */
export const SIMULATED_DRIVERS = ['sberbank', 'inpas', 'zvt'] as const;
export type SimulatedDriver = (typeof SIMULATED_DRIVERS)[number];

/** What is fixed about one simulated terminal. */
export interface TerminalProfile {
  readonly tid: string;
  readonly driver: SimulatedDriver;
  /** Of a terminal on the network: where it waits; 0: any free port. Null where it has no wire. */
  readonly port: number | null;
  /** It also hangs on a serial pseudo-terminal, where the machine can make one. */
  readonly serial: boolean;
  /** The bank's program DC Console stands before it as well. */
  readonly program: boolean;
  /** It reaches its bank through the cash desk. */
  readonly bankThroughDesk: boolean;
  readonly mid: string;
  readonly name: string;
  /** Key of the property in the plan. */
  readonly property: string;
  readonly propertyName: string;
  readonly legalEntity: string;
  /** The legal entity's tax number; '' where the plan has none. */
  readonly inn: string;
  readonly city: string;
  readonly timeZone: string;
  readonly currency: string;
  /** In which the bank program writes `e` and `p`; installations differ. */
  readonly encoding: EncodingName;
  /** Whether `e` of a failed order has all lines or only the first; null: whole for host declines, short for cancels. */
  readonly errorFile: 'short' | 'full' | null;
  readonly statusEcho: StatusEcho;
}
