-- Tables of banks that the hotel has described itself, and what is kept of a file until it is.

create table bank_mapping (
  id           uuid primary key,
  property_id  uuid not null references property (id),
  created_at   timestamptz(6) not null,
  created_by   uuid not null,
  created_name text not null
);
create index bank_mapping_hotel on bank_mapping (property_id);

-- Nothing of a version ever changes: lines say by which they were read.
create table bank_mapping_version (
  mapping_id  uuid not null references bank_mapping (id),
  version     integer not null check (version > 0),
  name        text not null check (length(name) between 1 and 80),
  -- Not active: the next file is not read by it.
  active      boolean not null,
  definition  jsonb not null check (jsonb_typeof(definition) = 'object'),
  made_at     timestamptz(6) not null,
  made_by     uuid not null,
  made_name   text not null,
  primary key (mapping_id, version)
);

alter table bank_file
  -- Tables of it that are kept, without card numbers, so that people can say what their columns are.
  add column kept jsonb not null default '[]' check (jsonb_typeof(kept) = 'array'),
  -- The same file, read by another description.
  add column replaced_by uuid references bank_file (id),
  add constraint bank_file_replaced check (replaced_by is null or state = 'thrown_away');

create table bank_file_kept (
  file_id   uuid not null references bank_file (id),
  table_no  integer not null check (table_no > 0),
  piece_no  integer not null check (piece_no > 0),
  bytes     bytea not null,
  primary key (file_id, table_no, piece_no)
);

create or replace function bank_file_guard() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if (new.id, new.property_id, new.name, new.source, new.uploaded_at, new.uploaded_by, new.uploaded_name)
     is distinct from (old.id, old.property_id, old.name, old.source, old.uploaded_at, old.uploaded_by, old.uploaded_name) then
    raise exception 'bank file %: what came never changes', old.id using errcode = 'check_violation', constraint = 'bank_file_kept';
  end if;
  if new.state <> old.state and not (
       (old.state = 'reading' and new.state in ('read', 'refused', 'thrown_away'))
    or (old.state = 'read' and new.state in ('taken', 'thrown_away'))
    -- One that waits for somebody to describe it may be put away.
    or (old.state = 'refused' and new.state = 'thrown_away' and old.kept <> '[]')
    or (old.state = 'taken' and new.state = 'taken_back')) then
    raise exception 'bank file %: % does not become %', old.id, old.state, new.state
      using errcode = 'check_violation', constraint = 'bank_file_move';
  end if;
  return new;
end $$;
