-- A terminal that did not answer as the registered one should takes no new orders until a person has looked at it. What people
-- have set (`enabled`) stays beside it. Hotel systems see the terminal as disabled, so they are told of both changes.

alter table terminal
  add column quarantine_reason text check (quarantine_reason in ('terminal_mismatch', 'full_card_number')),
  add column quarantine_since timestamptz(6),
  add column quarantine_detail text,
  add constraint terminal_quarantine check (
    (quarantine_since is null) = (quarantine_reason is null) and (quarantine_since is not null or quarantine_detail is null));

drop trigger terminal_status_outbox on terminal;
create trigger terminal_status_outbox after update of offline_since, enabled, quarantine_since on terminal for each row
  when (old.enabled <> new.enabled or (old.offline_since is null) <> (new.offline_since is null)
    or (old.quarantine_since is null) <> (new.quarantine_since is null))
  execute function terminal_status_outbox();
