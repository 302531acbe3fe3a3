import type { DayPicture } from './day-picture.ts';

/** A change that came after the close: it stands beside the day and never in it. */
export interface PackAdjustment {
  readonly arrivedAt: Date;
  readonly what: string;
  readonly minor: bigint | null;
  readonly feeMinor: bigint;
  readonly currency: string;
}

export interface PackEvent {
  readonly at: Date;
  readonly what: 'closed' | 'reopened';
  readonly by: string;
  readonly reason: string | null;
}

/** What an act is made of. */
export interface DayPack {
  readonly property: {
    readonly name: string;
    readonly legalEntity: string | null;
    readonly inn: string | null;
    readonly timeZone: string;
    readonly currency: string;
  };
  /** ISO date. */
  readonly businessDay: string;
  /** Null: the day is open, and the paper is a draft. */
  readonly closed: { readonly at: Date; readonly by: string; readonly sha256: string } | null;
  /** Of an earlier close: who opened the day again. The act is what it was then, and counts no more. */
  readonly undone: { readonly at: Date; readonly by: string; readonly reason: string } | null;
  readonly madeAt: Date;
  /** When the hotel was matched last. */
  readonly comparedAt: Date | null;
  readonly picture: DayPicture;
  readonly events: readonly PackEvent[];
  readonly adjustments: readonly PackAdjustment[];
  /** All that there are, of which those above are the first. */
  readonly adjustmentCount: number;
}

/** One operation of the acquirer's registry, as 1C wants it. Amounts in minor units, refunds negative. */
export interface RegistryOperation {
  /** ISO date, and `HH:MM:SS` where the registry says it. */
  readonly day: string;
  readonly time: string | null;
  readonly settledOn: string | null;
  readonly kind: string;
  readonly terminal: string | null;
  readonly merchant: string | null;
  readonly card: string | null;
  readonly brand: string | null;
  readonly rrn: string | null;
  readonly authCode: string | null;
  readonly currency: string;
  readonly grossMinor: bigint;
  readonly feeMinor: bigint;
  readonly netMinor: bigint;
  /** Of a closed day: when the line came after the close, and when it went. */
  readonly cameOn: string | null;
  readonly goneOn: string | null;
  /** What the bank told of its fee after the close; `feeMinor` is what was known then. */
  readonly feeLaterMinor: bigint;
}
