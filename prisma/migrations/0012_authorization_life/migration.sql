-- Until when reserved money stays reserved, where the hotel knows how long its bank keeps it. Said once, when it is asked for.

alter table payment
  add column expires_at timestamptz(6),
  add constraint payment_expires check (expires_at is null or kind = 'preauthorization' and expires_at > created_at);

create function payment_expires_guard() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'payment %: what was asked for never changes', old.id
    using errcode = 'check_violation', constraint = 'payment_intent_immutable';
end $$;
create trigger payment_expires_guard before update of expires_at on payment for each row
  when (new.expires_at is distinct from old.expires_at) execute function payment_expires_guard();
