import type { PortalEvent } from '@payport/contracts';
import { STAGES, type Stage } from '@payport/domain';
import { FINDINGS } from './vocabulary.ts';

type Finding = (typeof FINDINGS)[number];

/** What the history proves about a payment whose outcome is unknown. */
export interface KnownFacts {
  /** When the request left for the device. */
  readonly sentAt: string | null;
  readonly deviceTookIt: boolean;
  /** The last thing that the device said it waited for. */
  readonly stage: Stage | null;
  /** Since when the outcome is unknown. */
  readonly lostAt: string | null;
  /** The bank had said yes before: what is unknown is whether that was undone. */
  readonly undoing: boolean;
  /** Questions to the device since, and what it said to the last. */
  readonly questions: number;
  readonly lastQuestion: { readonly at: string; readonly finding: Finding } | null;
}

/** Reads the facts out of the events; nothing is guessed where an event is missing. */
export function knownFacts(events: readonly PortalEvent[]): KnownFacts {
  const questions = events.flatMap(({ at, evidence }) => {
    const finding = FINDINGS.find((known) => known === evidence['finding']);
    return finding === undefined ? [] : [{ at, finding }];
  });
  const stage = events.findLast((event) => event.type === 'stage')?.stage ?? null;
  return {
    sentAt: events.find((event) => event.cause === 'about_to_send')?.at ?? null,
    deviceTookIt: events.some((event) => event.to === 'in_progress'),
    stage: STAGES.find((known) => known === stage) ?? null,
    lostAt: events.find((event) => event.type === 'state' && (event.to === 'unknown' || event.to === 'reversal_unknown'))?.at ?? null,
    undoing: events.some(({ to }) => to === 'reversing' || to === 'reversal_unknown'),
    questions: questions.length,
    lastQuestion: questions.at(-1) ?? null,
  };
}
