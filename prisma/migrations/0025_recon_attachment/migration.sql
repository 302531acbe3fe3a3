-- What people put beside an exception: a letter of the bank, a photograph of a slip.

create table recon_attachment (
  id             uuid primary key,
  property_id    uuid not null references property (id),
  exception_id   uuid not null references recon_exception (id),
  name           text not null check (length(name) between 1 and 200),
  media_type     text not null check (media_type in ('application/pdf', 'image/png', 'image/jpeg', 'text/plain', 'text/csv')),
  size_bytes     integer not null check (size_bytes between 1 and 10485760),
  sha256         bytea not null check (octet_length(sha256) = 32),
  bytes          bytea not null,
  added_at       timestamptz(6) not null,
  added_by       uuid not null,
  added_name     text not null,
  check (octet_length(bytes) = size_bytes)
);
create index recon_attachment_exception on recon_attachment (exception_id, id);
-- Pictures and papers are compressed already.
alter table recon_attachment alter column bytes set storage external;
alter table recon_event add constraint recon_event_attachment_id_fkey foreign key (attachment_id) references recon_attachment (id);
create trigger recon_attachment_guard before update or delete on recon_attachment for each row execute function recon_kept_guard();
