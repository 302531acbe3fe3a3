-- A key that is being replaced: until `ends_at` it works beside the new one, then it lets nobody in, without anybody acting.

alter table api_key
  add column ends_at timestamptz(6),
  add column replaced_by uuid references api_key (id),
  add constraint api_key_replaced check ((ends_at is null) = (replaced_by is null) and replaced_by <> id);

-- Alarms about a key: it ends soon, and systems still use it.
alter table alarm
  add column api_key_id uuid references api_key (id) on delete cascade,
  drop constraint alarm_kind_check,
  add constraint alarm_kind_check check (kind in (
    'settlement_missed', 'settlement_mismatch', 'settlement_failed', 'settlement_unknown', 'webhook_given_up', 'webhook_gone',
    'payment_in_review', 'undo_failed', 'payment_contradicted', 'terminal_quarantined', 'key_ending')),
  add constraint alarm_key check ((api_key_id is not null) = (kind = 'key_ending') and (api_key_id is null or terminal_id is null));
create unique index alarm_open_key on alarm (api_key_id, kind) where cleared_at is null and api_key_id is not null;
create index alarm_of_key on alarm (api_key_id) where api_key_id is not null;
create index api_key_ending on api_key (ends_at) where ends_at is not null and revoked_at is null;
create index api_key_replaced_by on api_key (replaced_by) where replaced_by is not null;
