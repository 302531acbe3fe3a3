/** Causes that the gateway writes into events. A word that is not here is shown as it came: nothing is hidden. */
export const CAUSES = [
  'requested',
  'batch_closed_over',
  'initialised_over',
  'open_payment_acknowledged',
  'duplicate_acknowledged',
  'about_to_send',
  'device_took_order',
  'device_stage',
  'stop_requested',
  'device_approved',
  'device_declined',
  'device_cancelled',
  'no_proof',
  'stopped_before_sending',
  'not_sent',
  'recovered',
  'proven_absent',
  'device_cannot_tell',
  'ladder_exhausted',
  'asked_device',
  'facts_kept',
  'asked_again',
  'gateway_restarted',
  'adopted',
  'late_answer',
  'folio_posted',
  'confirmed',
  'rollback_requested',
  'confirm_by_passed',
  'step_sent',
  'step_answered',
  'committed',
  'confirmed_final',
  'commit_refused',
  'commit_unproven',
  'undone',
  'undo_refused',
  'undo_unproven',
  'undo_impossible',
  'undo_not_last',
  'undo_ordered',
  'resolution_proposed',
  'resolution_rejected',
  'resolved_by_person',
  'acquirer_proved',
  'registry_proved',
  'contradicted',
  'contradiction_refund_proposed',
  'contradiction_refund_rejected',
  'contradiction_refund_confirmed',
  'refund_proposed',
  'refund_rejected',
  'refund_confirmed',
  'refund_started',
] as const;

/** Carriers of frames. The colon of `file:e` cannot stand in a message key. */
export const CHANNELS = ['argv', 'file_e', 'file_p', 'exit', 'tcp', 'serial'] as const;

/** What the device can answer about an earlier operation. */
export const FINDINGS = ['approved', 'declined', 'cancelled', 'not_found_proven', 'in_progress', 'cannot_tell'] as const;

const ACTORS = ['gateway', 'device', 'recovery'] as const;

const known = <T extends string>(list: readonly T[], word: string): T | null => list.find((item) => item === word) ?? null;

export const knownCause = (cause: string): (typeof CAUSES)[number] | null => known(CAUSES, cause);
export const knownChannel = (channel: string): (typeof CHANNELS)[number] | null => known(CHANNELS, channel.replace(':', '_'));

export type Actor =
  { readonly kind: 'pms'; readonly name: string } | { readonly kind: (typeof ACTORS)[number] } | { readonly kind: 'other'; readonly name: string };

/** "pms:Reception" is Sonata under that key, "user:Анна" is a person, the rest are parts of ours. */
export function readActor(actor: string): Actor {
  const [prefix, ...rest] = actor.split(':');
  const name = rest.join(':');
  if (prefix === 'pms') return { kind: 'pms', name };
  if (prefix === 'user') return { kind: 'other', name };
  const part = known(ACTORS, actor);
  return part === null ? { kind: 'other', name: actor } : { kind: part };
}
