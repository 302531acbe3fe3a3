-- Where Sonata posted a payment in its own folio, as Sonata itself reports it: the hotel system's side of reconciliation.
-- The payment shows the latest report; every report is an event, so that the history of them is kept like all history.

alter table payment
  add column posting_number text check (posting_number <> ''),
  add column posted_at timestamptz(6),
  add column posting_window text,
  add column posting_reported_at timestamptz(6),
  add constraint payment_posting check (
    (posting_number is null) = (posted_at is null)
    and (posting_number is null) = (posting_reported_at is null)
    and (posting_window is null or posting_number is not null));
create index payment_posting_number on payment (property_id, posting_number) where posting_number is not null;

-- A posting is never taken back, never older than the one before it, and never without its event.
create function payment_posting_guard() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.posting_number is null or new.posting_reported_at < old.posting_reported_at then
    raise exception 'payment %: a reported posting is not taken back', old.id
      using errcode = 'check_violation', constraint = 'payment_posting_kept';
  end if;
  if not exists (
    select from payment_event e where e.payment_id = new.id and e.cause = 'folio_posted' and e.at = new.posting_reported_at
      and e.evidence ->> 'postingNumber' = new.posting_number) then
    raise exception 'payment %: no posting without its event', old.id
      using errcode = 'check_violation', constraint = 'payment_posting_by_event';
  end if;
  return new;
end $$;
create trigger payment_posting_guard before update of posting_number, posted_at, posting_window, posting_reported_at on payment for each row
  -- Column by column: of a comparison of rows, Postgres prints and reads back different words, and a restore is compared by them.
  when (new.posting_number is distinct from old.posting_number or new.posted_at is distinct from old.posted_at
    or new.posting_window is distinct from old.posting_window or new.posting_reported_at is distinct from old.posting_reported_at)
  execute function payment_posting_guard();

create function payment_starts_unposted() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'payment %: nothing is posted before it exists', new.id
    using errcode = 'check_violation', constraint = 'payment_posting_by_event';
end $$;
create trigger payment_starts_unposted before insert on payment for each row
  when (new.posting_number is not null) execute function payment_starts_unposted();
