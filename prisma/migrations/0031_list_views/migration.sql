-- A list as somebody likes to look at it, under a name: conditions, columns, density, as the page's address has them. It is a
-- note of a person, and where it names a hotel that hotel's staff see it too. It says what to ask for, never what may be seen.
create table list_view (
  id           uuid primary key,
  owner_id     uuid not null references app_user (id) on delete cascade on update no action,
  list         text not null check (list in ('payments', 'queue', 'refunds')),
  name         text not null check (btrim(name) <> '' and char_length(name) <= 120),
  conditions   jsonb not null check (jsonb_typeof(conditions) = 'object'),
  property_id  uuid references property (id) on delete no action on update no action,
  created_at   timestamptz(6) not null,
  changed_at   timestamptz(6) not null
);
create index list_view_owner on list_view (owner_id, list);
create index list_view_property on list_view (property_id, list) where property_id is not null;

-- The view that a list opens with, for one person.
create table default_view (
  user_id  uuid not null references app_user (id) on delete cascade on update no action,
  list     text not null check (list in ('payments', 'queue', 'refunds')),
  view_id  uuid not null references list_view (id) on delete cascade on update no action,
  primary key (user_id, list)
);
create index default_view_view on default_view (view_id);
