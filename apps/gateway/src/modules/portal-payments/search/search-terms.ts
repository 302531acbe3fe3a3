import type { SearchField } from '@payport/contracts';
import type { PaymentKind, PaymentOutcome, PaymentStatus } from '@payport/domain';

/** A day by the calendar of each payment's own hotel. */
export type DayRef = { readonly day: string } | { readonly daysAgo: number };

/** One thing that typed text can mean. */
export type Meaning =
  | { readonly field: Exclude<SearchField, 'card' | 'guest' | 'amount' | 'id'>; readonly values: readonly string[] }
  | { readonly field: 'card'; readonly values: readonly [string] }
  /** Each variant is a list of words; every one of them must begin a word of the name. */
  | { readonly field: 'guest'; readonly variants: readonly (readonly string[])[] }
  /** Minor units of a currency with two decimals; both ends belong. */
  | { readonly field: 'amount'; readonly min: bigint | null; readonly max: bigint | null }
  /** Ids between these two; both ends belong. */
  | { readonly field: 'id'; readonly min: string; readonly max: string };

export type Condition =
  | { readonly on: 'outcome'; readonly values: readonly PaymentOutcome[] }
  | { readonly on: 'status'; readonly values: readonly PaymentStatus[] }
  | { readonly on: 'kind'; readonly values: readonly PaymentKind[] }
  | { readonly on: 'date'; readonly from: DayRef | null; readonly to: DayRef | null }
  /** Minutes of the day by the clocks of each payment's own hotel; both ends belong. */
  | { readonly on: 'time'; readonly from: number; readonly to: number };

export interface Term {
  /** As typed, with its operator. */
  readonly text: string;
  /** Any of these; where the text was read on the other keyboard, that reading is among them. */
  readonly meanings: readonly Meaning[];
  readonly not: boolean;
}

export interface ConditionTerm {
  readonly text: string;
  readonly condition: Condition;
  readonly not: boolean;
}

/** What a person typed into the search box: every term and every condition must hold. */
export interface SearchQuery {
  /** Every word as typed, in its order. */
  readonly texts: readonly string[];
  readonly terms: readonly Term[];
  readonly conditions: readonly ConditionTerm[];
  /** What could not be read. It is told, never dropped. */
  readonly unclear: readonly { readonly text: string; readonly problem: 'operator' | 'value' | 'many' }[];
}
