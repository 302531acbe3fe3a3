-- Optional hardening of a hotel system's key: where calls may come from, whether they are signed, how many there may be.

alter table api_key
  -- Networks such as 10.0.0.0/24, or addresses; empty: from everywhere. The gateway lets nobody in by one it cannot read.
  add column networks text[] not null default '{}',
  -- AES-256-GCM, for this key's id only; the key to it is not in the database.
  add column signing_secret bytea,
  add column rate_per_second integer check (rate_per_second between 1 and 10000),
  -- A hotel's tills may all begin at once: less than 200 would refuse the first guests of the day.
  add column rate_burst integer check (rate_burst between 200 and 100000),
  add constraint api_key_rate check ((rate_per_second is null) = (rate_burst is null));

-- Nonces of signed requests that were let in. Kept until their timestamp is too old anyway. An ordinary table: an unlogged
-- one would be emptied by a crash, and what was heard before it could be said again.
create table api_key_nonce (
  api_key_id  uuid not null references api_key (id) on delete cascade,
  nonce       text not null check (char_length(nonce) between 16 and 128),
  expires_at  timestamptz(6) not null,
  primary key (api_key_id, nonce)
);
create index api_key_nonce_expires on api_key_nonce (expires_at);
