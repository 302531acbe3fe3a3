-- Audit entries in a chain: each is sealed by a hash over the one before it and its own content, so that whoever changes,
-- removes or slips in an entry breaks what comes after. One chain for each hotel, one for what is about no hotel, and one for
-- that of demonstration people, which goes with them.

create table audit_seal (
  chain     uuid not null,
  seq       bigint not null check (seq > 0),
  entry_id  uuid not null,
  hash      bytea not null check (octet_length(hash) = 32),
  primary key (chain, seq)
);
create unique index audit_seal_entry on audit_seal (entry_id);

create index audit_entry_actor on audit_entry (actor_id, id desc) where actor_id is not null;
create index audit_entry_subject on audit_entry (subject, id desc);

-- …0: about no hotel. …1: the same, by a demonstration's person.
create function audit_chain_of(property_id uuid, actor_id uuid) returns uuid
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce($1, case when exists (select from app_user u where u.id = $2 and u.demo)
    then '00000000-0000-0000-0000-000000000001'::uuid else '00000000-0000-0000-0000-000000000000'::uuid end);
$$;

-- What is hashed: all of an entry, in one spelling. jsonb writes its keys in one order; times are in UTC.
create function audit_text(seq bigint, id uuid, at timestamptz, actor text, actor_id uuid, property_id uuid, action text, subject text, before jsonb, after jsonb)
  returns text language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select jsonb_build_array($1, $2, to_char($3 at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), $4, $5, $6, $7, $8, $9, $10)::text;
$$;

create function audit_append(entry audit_entry) returns void
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  of_chain uuid := audit_chain_of(entry.property_id, entry.actor_id);
  last_seq bigint;
  last_hash bytea;
begin
  select s.seq, s.hash into last_seq, last_hash from audit_seal s where s.chain = of_chain order by s.seq desc limit 1;
  insert into audit_seal (chain, seq, entry_id, hash) values (
    of_chain, coalesce(last_seq, 0) + 1, entry.id,
    sha256(coalesce(last_hash, sha256(convert_to('payport.audit:' || of_chain, 'UTF8'))) || convert_to(audit_text(
      coalesce(last_seq, 0) + 1, entry.id, entry.at, entry.actor, entry.actor_id, entry.property_id, entry.action, entry.subject, entry.before, entry.after
    ), 'UTF8')));
end $$;

do $$
declare entry audit_entry;
begin
  for entry in select * from audit_entry order by at, id loop
    perform audit_append(entry);
  end loop;
end $$;

-- At the commit, after every other lock of the transaction has been taken: nobody who waits here holds up anybody but
-- others who are committing, and there is one order, so there is no deadlock. Payments of guests write no entries.
create function audit_entry_seal() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('payport.audit', 0));
  perform audit_append(new);
  return null;
end $$;
create constraint trigger audit_entry_seal after insert on audit_entry
  deferrable initially deferred for each row execute function audit_entry_seal();

-- An entry about a real hotel stays, also where somebody of the demonstration made it: its chain stays whole.
create or replace function audit_entry_immutable() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' and current_setting('payport.demo_reset', true) = 'on'
     and (exists (select from property p where p.id = old.property_id and p.demo)
          or (old.property_id is null and exists (select from app_user u where u.id = old.actor_id and u.demo))) then
    return old;
  end if;
  raise exception 'audit entries are never changed or deleted' using errcode = 'insufficient_privilege';
end $$;

create function audit_seal_immutable() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' and current_setting('payport.demo_reset', true) = 'on'
     and (old.chain = '00000000-0000-0000-0000-000000000001' or exists (select from property p where p.id = old.chain and p.demo)) then
    return old;
  end if;
  raise exception 'audit seals are never changed or deleted' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_seal_immutable before update or delete on audit_seal for each row execute function audit_seal_immutable();
create trigger audit_seal_no_truncate before truncate on audit_seal execute function audit_seal_immutable();

-- What people order of a terminal (a report, the close of the day) stands in the audit too.
create function terminal_command_audit() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare random_hex text := replace(gen_random_uuid()::text, '-', '');
begin
  insert into audit_entry (id, at, actor, actor_id, property_id, action, subject, after) values (
    -- UUIDv7, as all ids: the list of entries is in the order of ids.
    (lpad(to_hex(floor(extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || substr(random_hex, 14))::uuid,
    new.created_at, 'user:' || coalesce(new.requested_name, '?'), new.requested_id, new.property_id, 'command.ordered', new.terminal_id::text,
    jsonb_build_object('kind', new.kind, 'command', new.id));
  return null;
end $$;
create trigger terminal_command_audit after insert on terminal_command for each row
  when (new.requested_kind = 'user') execute function terminal_command_audit();
