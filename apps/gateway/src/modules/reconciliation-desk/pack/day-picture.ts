import type { ReconRelation, ReconResult, ReconSide } from '@payport/domain';

/** What a side says of the day: sales less refunds. Amounts in minor units. */
export interface SideTotal {
  readonly side: ReconSide;
  readonly currency: string;
  readonly count: number;
  readonly minor: bigint;
}

/** What the acquirer's registry says about a part of the day. Amounts in minor units; refunds and fees are positive. */
export interface GroupTotal {
  readonly by: 'terminal' | 'brand';
  /** The terminal's name or number, the brand; empty: the registry does not say. */
  readonly name: string;
  readonly currency: string;
  readonly sales: number;
  readonly salesMinor: bigint;
  readonly refunds: number;
  readonly refundsMinor: bigint;
  readonly feeMinor: bigint;
  /** By the contract; null: the fees of some of its lines cannot be checked. */
  readonly expectedFeeMinor: bigint | null;
  /** What can be checked, line by line; days that were closed before this was kept do not have it. */
  readonly check?: FeeCheck;
}

/** Fees that the contract has something to say to: chargebacks are left out, lines without a tariff or a fee are counted. */
export interface FeeCheck {
  readonly expectedMinor: bigint;
  /** What was taken above the contract, of the same lines; negative: less. */
  readonly overMinor: bigint;
  readonly unchecked: number;
}

export interface ResultTotal {
  readonly relation: ReconRelation;
  readonly side: ReconSide;
  readonly result: ReconResult;
  readonly currency: string;
  readonly count: number;
  readonly minor: bigint;
}

/** A batch that a terminal closed on the day: its own totals beside ours, sales less refunds and voids. */
export interface BatchTotal {
  readonly settlementId: string;
  readonly terminal: string;
  /** ISO 8601. */
  readonly closedAt: string;
  readonly currency: string;
  /** Null: the terminal does not say. */
  readonly count: number | null;
  readonly minor: bigint | null;
  readonly ourCount: number | null;
  readonly ourMinor: bigint | null;
  readonly matches: boolean | null;
}

/** A line that needed a person, with what the person did. */
export interface PictureException {
  readonly relation: ReconRelation;
  readonly side: ReconSide;
  /** What people find it by: RRN, the posting's number, the document's number. */
  readonly reference: string;
  readonly result: ReconResult;
  readonly minor: bigint;
  readonly currency: string;
  /** Which field differs, by its stable name; null: there is nothing to compare with, and one side says its amount. */
  readonly field: string | null;
  readonly ours: string | null;
  readonly theirs: string | null;
  readonly state: 'open' | 'assigned' | 'resolved' | 'signed_off';
  readonly owner: string | null;
  /** Who ended it; two names where two were needed. */
  readonly signedBy: readonly string[];
  /** ISO 8601. */
  readonly signedAt: string | null;
  readonly comment: string | null;
}

/** Everything that a day says: this is what a close freezes. */
export interface DayPicture {
  readonly sides: readonly SideTotal[];
  readonly groups: readonly GroupTotal[];
  readonly results: readonly ResultTotal[];
  readonly exceptions: readonly PictureException[];
  /** How many more there were than a paper can be read with. */
  readonly exceptionsLeftOut?: number;
  /** Days that were closed before this was kept do not have it. */
  readonly batches?: readonly BatchTotal[];
  /** Why the day was closed though batches disagree. */
  readonly closedOver?: string;
}

/** Minor units as digits: JSON has no whole numbers of this size. */
export function toFrozen(picture: DayPicture): unknown {
  return JSON.parse(JSON.stringify(picture, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)));
}

/** The same picture again: every member whose name ends in `inor` holds minor units. */
export function fromFrozen(frozen: unknown): DayPicture {
  return JSON.parse(JSON.stringify(frozen), (key: string, value: unknown) =>
    /minor$/i.test(key) && typeof value === 'string' ? BigInt(value) : value,
  ) as DayPicture;
}

/**
 * Text of a frozen picture that is the same however a database orders members: the hash of a closed day is made of it.
 */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
