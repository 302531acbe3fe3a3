-- Messages that were told long ago are forgotten. The gateway's role may delete nothing here; this function may, and only what
-- is nobody's any more: handed on, and delivered to, or cancelled for, whoever was to hear of it. Its deliveries and attempts
-- go with it. One page at a time, by id, so that no table is locked or read for long: `last` is where the next page begins
-- behind, null when there is none.
create function forget_told_messages(older_than timestamptz, after_id bigint, page_size integer)
  returns table (last bigint, gone integer)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  select max(p.id) into last
    from (select o.id, o.created_at from outbox o where o.id > after_id order by o.id limit page_size) p where p.created_at < older_than;
  delete from outbox o
    where o.id > after_id and o.id <= last and o.created_at < older_than and o.delivered_at is not null
      and not exists (select from webhook_delivery d where d.outbox_id = o.id and d.state not in ('delivered', 'cancelled'));
  get diagnostics gone = row_count;
  return next;
end $$;
revoke all on function forget_told_messages(timestamptz, bigint, integer) from public;
