-- Alarms about one payment: it waits for a person, its undo did not succeed, the bank contradicts it. The payment names
-- the terminal, so that the one open alarm of a kind and a terminal stays a rule of alarms about terminals.

alter table alarm
  add column payment_id uuid references payment (id),
  drop constraint alarm_kind_check,
  add constraint alarm_kind_check check (kind in (
    'settlement_missed', 'settlement_mismatch', 'settlement_failed', 'settlement_unknown', 'webhook_given_up', 'webhook_gone',
    'payment_in_review', 'undo_failed', 'payment_contradicted', 'terminal_quarantined')),
  add constraint alarm_payment check (
    (payment_id is not null) = (kind in ('payment_in_review', 'undo_failed', 'payment_contradicted'))
    and (payment_id is null or terminal_id is null));
create unique index alarm_open_payment on alarm (payment_id, kind) where cleared_at is null and payment_id is not null;
create index alarm_of_payment on alarm (payment_id) where payment_id is not null;
