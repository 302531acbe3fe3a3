import type { PortalEvent } from '@payport/contracts';
import { describe, expect, it } from 'vitest';
import { knownFacts } from './known-facts.ts';

const at = (second: number): string => `2026-11-24T11:00:${String(second).padStart(2, '0')}.000Z`;
const event = (seq: number, changes: Partial<PortalEvent>): PortalEvent => ({
  seq,
  at: at(seq),
  type: 'state',
  from: null,
  to: 'dispatched',
  stage: null,
  cause: 'requested',
  actor: 'gateway',
  evidence: {},
  ...changes,
});

const LOST = [
  event(1, { to: 'accepted' }),
  event(2, { cause: 'about_to_send' }),
  event(3, { to: 'in_progress', cause: 'device_took_order' }),
  event(4, { type: 'stage', to: 'in_progress', stage: 'enter_pin', cause: 'device_stage' }),
  event(5, { to: 'unknown', cause: 'no_proof' }),
];

describe('what is known of an unknown payment', () => {
  it('is when it was sent, how far the device came, and since when nobody knows', () => {
    expect(knownFacts(LOST)).toEqual({
      sentAt: at(2),
      deviceTookIt: true,
      stage: 'enter_pin',
      lostAt: at(5),
      undoing: false,
      questions: 0,
      lastQuestion: null,
    });
  });

  it('counts every answer of the device, and tells the last one', () => {
    const asked = [
      event(6, { type: 'note', to: 'unknown', cause: 'asked_device', evidence: { finding: 'in_progress' } }),
      event(7, { to: 'manual_review', cause: 'device_cannot_tell', evidence: { finding: 'cannot_tell' } }),
    ];
    expect(knownFacts([...LOST, ...asked])).toMatchObject({ questions: 2, lastQuestion: { at: at(7), finding: 'cannot_tell' } });
  });

  it('claims nothing that no event says', () => {
    const facts = knownFacts([event(1, { to: 'accepted' }), event(2, { to: 'unknown', evidence: { finding: 'a new word' } })]);
    expect(facts).toMatchObject({ sentAt: null, deviceTookIt: false, stage: null, questions: 0, lastQuestion: null });
  });

  it('knows an undo whose answer is lost from a payment whose answer is lost', () => {
    expect(knownFacts([...LOST, event(6, { to: 'reversal_unknown' })])).toMatchObject({ undoing: true, lostAt: at(5) });
  });
});
