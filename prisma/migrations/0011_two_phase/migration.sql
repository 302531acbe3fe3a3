-- A sale that the hotel's system has to confirm: until when, whether the device undoes it by itself, and the posting number
-- of the confirmation.

alter table payment
  add column confirm_by timestamptz(6),
  -- Null beside a confirm_by: not known, the gateway ended between the approval and the answer to "suspend".
  add column suspended boolean,
  add column confirmed_as text check (confirmed_as <> ''),
  add constraint payment_hold check (
    (confirm_by is null or confirmation = 'pms') and (confirm_by is not null or (suspended is null and confirmed_as is null)));

-- The confirmation and the end of the time race for one row; whichever is written first wins, and Postgres sees to it.
create function payment_hold_guard() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.confirmed_as is not null and new.confirmed_as is distinct from old.confirmed_as then
    raise exception 'payment %: a confirmation is not taken back', old.id
      using errcode = 'check_violation', constraint = 'payment_confirmation_kept';
  end if;
  if old.confirmed_as is null and new.confirmed_as is not null and (new.status <> 'held' or not exists (
    select from payment_event e where e.payment_id = new.id and e.cause = 'confirmed' and e.evidence ->> 'postingNumber' = new.confirmed_as)) then
    raise exception 'payment %: only a held payment is confirmed, and never without its event', old.id
      using errcode = 'check_violation', constraint = 'payment_confirmation_by_event';
  end if;
  if old.status = 'held' and new.status = 'reversing' and new.confirmed_as is not null then
    raise exception 'payment %: a confirmed payment is not undone', old.id
      using errcode = 'check_violation', constraint = 'payment_confirmed_not_undone';
  end if;
  return new;
end $$;
create trigger payment_hold_guard before update of status, confirmed_as on payment for each row
  when (new.confirmed_as is distinct from old.confirmed_as
    or (new.confirmed_as is not null and old.status = 'held' and new.status = 'reversing'))
  execute function payment_hold_guard();
