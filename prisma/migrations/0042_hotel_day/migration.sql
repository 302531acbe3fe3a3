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

-- To ask for the file of each line took a third of the time in which the lines of a file come to stay. They come in one statement,
-- which asks once; a file is never deleted but with its lines.
alter table registry_line drop constraint registry_line_file_id_fkey;
alter table statement_entry drop constraint statement_entry_file_id_fkey;
alter table posting_line drop constraint posting_line_file_id_fkey;

create function lines_of_a_file() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from (select distinct a.file_id from added a) d where not exists (select from bank_file f where f.id = d.file_id)) then
    raise exception '%: lines of no file', tg_table_name using errcode = 'foreign_key_violation', constraint = 'lines_of_a_file';
  end if;
  return null;
end $$;
create trigger lines_of_a_file after insert on registry_line referencing new table as added for each statement execute function lines_of_a_file();
create trigger lines_of_a_file after insert on statement_entry referencing new table as added for each statement execute function lines_of_a_file();
create trigger lines_of_a_file after insert on posting_line referencing new table as added for each statement execute function lines_of_a_file();

create function bank_file_without_lines() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from registry_line l where l.file_id = old.id) or exists (select from statement_entry l where l.file_id = old.id)
     or exists (select from posting_line l where l.file_id = old.id) then
    raise exception 'bank file %: it has lines', old.id using errcode = 'foreign_key_violation', constraint = 'bank_file_without_lines';
  end if;
  return null;
end $$;
create trigger bank_file_without_lines after delete on bank_file for each row execute function bank_file_without_lines();
