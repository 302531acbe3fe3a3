-- An exception weighs more the longer nobody explains it: the matching says how much by its amount, the watch how much by its age,
-- and the worse of the two stands. One that opens again begins anew.
alter table recon_exception add column age_severity text check (age_severity in ('medium', 'high'));

create function recon_exception_age() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.opened_at is distinct from old.opened_at then
    new.age_severity := null;
  end if;
  if new.age_severity = 'high' or (new.age_severity = 'medium' and new.severity = 'low') then
    new.severity := new.age_severity;
  end if;
  return new;
end $$;
create trigger recon_exception_age before insert or update of severity, age_severity, opened_at on recon_exception
  for each row execute function recon_exception_age();
create index recon_exception_due on recon_exception (due_on) where ended_at is null and due_on is not null;

-- Exceptions beyond their due date: one open alarm for each hotel and day.
alter table alarm add column business_day date,
  drop constraint alarm_kind_check,
  add constraint alarm_kind_check check (kind in (
    'settlement_missed', 'settlement_mismatch', 'settlement_failed', 'settlement_unknown', 'webhook_given_up', 'webhook_gone',
    'payment_in_review', 'undo_failed', 'payment_contradicted', 'terminal_quarantined', 'key_ending', 'reconciliation_failed', 'bank_file_unread',
    'exceptions_overdue')),
  add constraint alarm_of_day check ((kind = 'exceptions_overdue') = (business_day is not null)),
  add constraint alarm_overdue check (kind <> 'exceptions_overdue' or num_nonnulls(terminal_id, command_id, payment_id, endpoint_id, api_key_id) = 0);
create unique index alarm_open_overdue on alarm (property_id, business_day) where cleared_at is null and kind = 'exceptions_overdue';
