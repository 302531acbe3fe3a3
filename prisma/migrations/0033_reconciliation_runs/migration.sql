-- Runs of the matching that do not succeed are told to people.

alter table alarm
  drop constraint alarm_kind_check,
  add constraint alarm_kind_check check (kind in (
    'settlement_missed', 'settlement_mismatch', 'settlement_failed', 'settlement_unknown', 'webhook_given_up', 'webhook_gone',
    'payment_in_review', 'undo_failed', 'payment_contradicted', 'terminal_quarantined', 'key_ending', 'reconciliation_failed')),
  -- About the hotel as a whole.
  add constraint alarm_reconciliation check (kind <> 'reconciliation_failed' or num_nonnulls(terminal_id, command_id, payment_id, endpoint_id, api_key_id) = 0);
create unique index alarm_open_reconciliation on alarm (property_id, kind) where cleared_at is null and kind = 'reconciliation_failed';
