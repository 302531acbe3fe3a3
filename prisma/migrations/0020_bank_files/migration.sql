-- Files of banks, acquirers and the hotel's own system: read first, then taken or thrown away, and taken back as a whole.

create table bank_file (
  id             uuid primary key,
  property_id    uuid not null references property (id),
  name           text not null check (length(name) between 1 and 200),
  -- What its lines are called in bank_operation.
  source         text not null check (source <> ''),
  size_bytes     bigint not null check (size_bytes >= 0),
  sha256         bytea not null check (octet_length(sha256) = 32),
  state          text not null check (state in ('reading', 'read', 'taken', 'thrown_away', 'taken_back', 'refused')),
  -- What was found and passed over in it, and why the whole is no good.
  parts          jsonb not null default '[]',
  skipped        jsonb not null default '[]',
  problem        jsonb,
  -- What it would add, as the hotel's books stood when it was read, and what it has added.
  summary        jsonb,
  uploaded_at    timestamptz(6) not null,
  uploaded_by    uuid not null,
  uploaded_name  text not null,
  taken_at       timestamptz(6),
  taken_by       uuid,
  taken_name     text,
  ended_at       timestamptz(6),
  ended_by       uuid,
  ended_name     text,
  reason         text,
  check ((state in ('taken', 'taken_back')) = (taken_at is not null)),
  check ((state = 'refused') = (problem is not null)),
  check ((state in ('thrown_away', 'taken_back')) = (ended_at is not null)),
  check (state <> 'taken_back' or length(btrim(reason)) >= 3)
);
create unique index bank_file_source on bank_file (property_id, source);
-- The same bytes count once.
create unique index bank_file_once on bank_file (property_id, sha256) where state = 'taken';
create index bank_file_newest on bank_file (property_id, id desc);

create function bank_file_guard() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if (new.id, new.property_id, new.name, new.source, new.uploaded_at, new.uploaded_by, new.uploaded_name)
     is distinct from (old.id, old.property_id, old.name, old.source, old.uploaded_at, old.uploaded_by, old.uploaded_name) then
    raise exception 'bank file %: what came never changes', old.id using errcode = 'check_violation', constraint = 'bank_file_kept';
  end if;
  if new.state <> old.state and not (
       (old.state = 'reading' and new.state in ('read', 'refused', 'thrown_away'))
    or (old.state = 'read' and new.state in ('taken', 'thrown_away'))
    or (old.state = 'taken' and new.state = 'taken_back')) then
    raise exception 'bank file %: % does not become %', old.id, old.state, new.state
      using errcode = 'check_violation', constraint = 'bank_file_move';
  end if;
  return new;
end $$;
create trigger bank_file_guard before update on bank_file for each row execute function bank_file_guard();

-- Lines belong to their file: they count while it is taken. `identity` says which operation of the bank a line is about, so
-- that one that stands in two files, or in two layouts, counts once.
create table registry_line (
  file_id         uuid not null references bank_file (id),
  line_no         integer not null check (line_no > 0),
  part            integer not null,
  row_no          integer not null,
  property_id     uuid not null,
  identity        text not null,
  kind            text not null,
  state           text not null check (state in ('completed', 'declined')),
  operated_on     date not null,
  operated_time   time,
  operated_at     timestamptz(6),
  time_zone       text not null,
  posted_on       date,
  registry_on     date,
  settled_on      date,
  gross_minor     bigint not null check (gross_minor >= 0),
  fee_minor       bigint,
  fee_tax_minor   bigint,
  net_minor       bigint,
  currency        text not null check (currency ~ '^[A-Z]{3}$'),
  acquirer        text not null,
  inn             text,
  mid             text,
  tid             text,
  outlet          text,
  rrn             text,
  auth_code       text,
  card_mask       text check (card_mask !~ '[0-9]{7}'),
  card_product    text,
  payment_system  text,
  operation_ref   text,
  order_ref       text,
  parent_ref      text,
  primary key (file_id, line_no)
);
create index registry_line_identity on registry_line (property_id, identity);

create table statement_entry (
  file_id               uuid not null references bank_file (id),
  line_no               integer not null check (line_no > 0),
  part                  integer not null,
  row_no                integer not null,
  property_id           uuid not null,
  identity              text not null,
  account               text not null,
  direction             text not null check (direction in ('credit', 'debit', 'unknown')),
  amount_minor          bigint not null,
  currency              text not null,
  booked_on             date not null,
  document_number       text,
  document_on           date,
  document_kind         text,
  counterparty          text,
  counterparty_inn      text,
  counterparty_account  text,
  purpose               text not null,
  bank_ref              text,
  -- What the purpose says of the registry that it pays; null: it pays none.
  acquiring             jsonb,
  primary key (file_id, line_no)
);
create index statement_entry_identity on statement_entry (property_id, identity);

create table posting_line (
  file_id       uuid not null references bank_file (id),
  line_no       integer not null check (line_no > 0),
  part          integer not null,
  row_no        integer not null,
  property_id   uuid not null,
  identity      text not null,
  posting_ref   text not null,
  business_day  date not null,
  posted_on     date,
  posted_time   time,
  kind          text not null check (kind in ('payment', 'refund')),
  amount_minor  bigint not null check (amount_minor >= 0),
  currency      text not null,
  folio         text,
  room          text,
  guest         text,
  rrn           text,
  auth_code     text,
  card_mask     text check (card_mask !~ '[0-9]{7}'),
  tid           text,
  payment_ref   text,
  cashier       text,
  primary key (file_id, line_no)
);
create index posting_line_identity on posting_line (property_id, identity);

create table bank_file_problem (
  file_id      uuid not null references bank_file (id),
  problem_no   integer not null check (problem_no > 0),
  part         integer not null,
  row_no       integer not null,
  code         text not null,
  column_name  text,
  value        text,
  primary key (file_id, problem_no)
);

-- Lines never change once their file was read; those of a file that was not taken may go.
create function bank_file_lines_guard() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  of_file bank_file;
begin
  select * into of_file from bank_file f where f.id = old.file_id;
  if tg_op = 'UPDATE' then
    if of_file.state <> 'reading' then
      raise exception 'lines of a file never change' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if of_file.state in ('taken', 'taken_back') and not (
       current_setting('payport.demo_reset', true) = 'on' and exists (select from property p where p.id = of_file.property_id and p.demo)) then
    raise exception 'lines of a file that was taken stay' using errcode = 'insufficient_privilege';
  end if;
  return old;
end $$;
create trigger registry_line_guard before update or delete on registry_line for each row execute function bank_file_lines_guard();
create trigger statement_entry_guard before update or delete on statement_entry for each row execute function bank_file_lines_guard();
create trigger posting_line_guard before update or delete on posting_line for each row execute function bank_file_lines_guard();
create trigger bank_file_problem_guard before update or delete on bank_file_problem for each row execute function bank_file_lines_guard();
