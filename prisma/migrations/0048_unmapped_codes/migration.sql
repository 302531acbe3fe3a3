-- A terminal answers with a code that no table explains: one open alarm for each terminal and code.

alter table alarm
  add column terminal_code text check (terminal_code <> '' and length(terminal_code) <= 40),
  -- When the terminal last answered so: the alarm ends when it has not done so for long.
  add column seen_at timestamptz,
  drop constraint alarm_kind_check,
  add constraint alarm_kind_check check (kind in (
    'settlement_missed', 'settlement_mismatch', 'settlement_failed', 'settlement_unknown', 'webhook_given_up', 'webhook_gone',
    'payment_in_review', 'undo_failed', 'payment_contradicted', 'terminal_quarantined', 'key_ending', 'reconciliation_failed', 'bank_file_unread',
    'exceptions_overdue', 'unmapped_code')),
  add constraint alarm_of_code check (
    (kind = 'unmapped_code') = (terminal_code is not null) and (terminal_code is null) = (seen_at is null)
    and (terminal_code is null or (terminal_id is not null and num_nonnulls(command_id, payment_id, endpoint_id, api_key_id) = 0)));

drop index alarm_open;
create unique index alarm_open on alarm (property_id, terminal_id, kind) where cleared_at is null and terminal_code is null;
create unique index alarm_open_code on alarm (terminal_id, terminal_code) where cleared_at is null and terminal_code is not null;
