-- Files that are put into a folder of the hotel, and those of them that could not be read.

alter table bank_file add column origin text not null default 'person' check (origin in ('person', 'folder'));

alter table alarm
  drop constraint alarm_kind_check,
  add constraint alarm_kind_check check (kind in (
    'settlement_missed', 'settlement_mismatch', 'settlement_failed', 'settlement_unknown', 'webhook_given_up', 'webhook_gone',
    'payment_in_review', 'undo_failed', 'payment_contradicted', 'terminal_quarantined', 'key_ending', 'reconciliation_failed', 'bank_file_unread')),
  -- About the hotel as a whole.
  add constraint alarm_bank_file check (kind <> 'bank_file_unread' or num_nonnulls(terminal_id, command_id, payment_id, endpoint_id, api_key_id) = 0);
create unique index alarm_open_bank_file on alarm (property_id, kind) where cleared_at is null and kind = 'bank_file_unread';
