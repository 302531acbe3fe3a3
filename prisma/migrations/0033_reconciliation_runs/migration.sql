-- Runs of the matching that do not succeed are told to people, and what a run writes is checked as sets.

alter table alarm
  drop constraint alarm_kind_check,
  add constraint alarm_kind_check check (kind in (
    'settlement_missed', 'settlement_mismatch', 'settlement_failed', 'settlement_unknown', 'webhook_given_up', 'webhook_gone',
    'payment_in_review', 'undo_failed', 'payment_contradicted', 'terminal_quarantined', 'key_ending', 'reconciliation_failed')),
  -- About the hotel as a whole.
  add constraint alarm_reconciliation check (kind <> 'reconciliation_failed' or num_nonnulls(terminal_id, command_id, payment_id, endpoint_id, api_key_id) = 0);
create unique index alarm_open_reconciliation on alarm (property_id, kind) where cleared_at is null and kind = 'reconciliation_failed';

-- A line is in one match of a relation: each table's keys say so within it, and these triggers between the two. Only a run
-- writes here, under the hotel's lock, so nothing comes in between. Each written row is one look into a key: `offset 0` keeps
-- the look a look of its own, and without sequential scans no plan that was made while a table was empty outlives that.
create function recon_pair_alone() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
begin
  if exists (select from written w
    where exists (select from recon_line l where l.property_id = w.property_id and l.relation = w.relation
        and l.side = 'gateway' and l.ref = w.gateway_id::text offset 0)
      or exists (select from recon_line l where l.property_id = w.property_id and l.relation = w.relation
        and l.side = split_part(w.relation, '_', 2) and l.ref = w.other_ref offset 0)) then
    raise exception 'a line is in one match of a relation' using errcode = 'unique_violation', constraint = 'recon_line_in_one_match';
  end if;
  return null;
end $$;
create trigger recon_pair_alone_new after insert on recon_pair referencing new table as written
  for each statement execute function recon_pair_alone();
create trigger recon_pair_alone_changed after update on recon_pair referencing new table as written
  for each statement execute function recon_pair_alone();

create function recon_line_alone() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
begin
  if exists (select from written w
    where (w.side = 'gateway' and exists (select from recon_pair p where p.property_id = w.property_id and p.relation = w.relation
        and (p.gateway_id::text collate "C") = w.ref offset 0))
      or (w.side = split_part(w.relation, '_', 2) and exists (select from recon_pair p where p.property_id = w.property_id
        and p.relation = w.relation and p.other_ref = w.ref offset 0))) then
    raise exception 'a line is in one match of a relation' using errcode = 'unique_violation', constraint = 'recon_line_in_one_match';
  end if;
  return null;
end $$;
create trigger recon_line_alone_new after insert on recon_line referencing new table as written
  for each statement execute function recon_line_alone();
create trigger recon_line_alone_changed after update on recon_line referencing new table as written
  for each statement execute function recon_line_alone();
