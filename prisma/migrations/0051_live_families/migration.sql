-- What happens to a refund, a void, a capture or a release is news of what it belongs to as well: a page that shows a sale knows
-- the operations that were there when it was read, and would hear nothing of a later one, nor of one that went on in that moment.
create or replace function live_payments_changed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into live_change (property_id, topic, subject)
    with recursive touched as (
      select p.property_id, p.id, p.original_payment_id from added a join payment p on p.id = a.payment_id
      union
      select p.property_id, p.id, p.original_payment_id from touched t join payment p on p.id = t.original_payment_id
    )
    select property_id, 'payment', id from touched;
  return null;
end $$;
