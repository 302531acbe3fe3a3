-- The hotel's day of a moment by the hotel's own clock: it ends at the night audit, and an audit before midnight ends it early.
create function hotel_day(local timestamp, audit_hour integer) returns date language sql immutable parallel safe
  return (local + make_interval(hours => case when audit_hour > 12 then 24 - audit_hour else -coalesce(audit_hour, 0) end))::date;

-- The hotel's clock decides to which day a payment belongs, and its terminals who a line's merchant is: where either changes, all is
-- matched anew.
create function recon_hotel_changed() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into recon_change (property_id, side, ref) values (new.id, 'rule', '');
  return null;
end $$;
create trigger recon_hotel_changed after update of time_zone, night_audit_hour on property for each row
  when ((new.time_zone, new.night_audit_hour) is distinct from (old.time_zone, old.night_audit_hour)) execute function recon_hotel_changed();
create trigger recon_terminal_added after insert on terminal for each row
  when (new.tid is not null or new.mid is not null) execute function recon_rule_changed();
create trigger recon_terminal_changed after update of tid, mid on terminal for each row
  when ((new.tid, new.mid) is distinct from (old.tid, old.mid)) execute function recon_rule_changed();
