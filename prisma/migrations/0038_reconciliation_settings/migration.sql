-- What a hotel has agreed with its acquirers and its own people: tariffs with their versions, terms, the bank's working days,
-- and the sum above which a second person is needed.

-- Above it a second person agrees to a write-off or to a match of different sums, major units of the line's currency. The
-- newest row counts; without one, 1 000. What was decided or proposed before stays as it is.
create table recon_limit (
  id           bigint generated always as identity primary key,
  property_id  uuid not null references property (id),
  above_major  bigint not null check (above_major between 0 and 1000000000),
  set_at       timestamptz(6) not null,
  set_by       uuid not null,
  set_name     text not null
);
create index recon_limit_newest on recon_limit (property_id, id desc);
create trigger recon_limit_guard before update or delete on recon_limit for each row execute function recon_kept_guard();

-- A tariff is never changed: another one follows it from its day on, and one that was a mistake is withdrawn.
alter table fee_tariff
  add column created_name text,
  add column withdrawn_at timestamptz(6),
  add column withdrawn_by uuid,
  add column withdrawn_name text,
  add column withdrawn_why text,
  add constraint fee_tariff_withdrawn check (num_nulls(withdrawn_at, withdrawn_by, withdrawn_name, withdrawn_why) in (0, 4));
drop index fee_tariff_once;
create unique index fee_tariff_once on fee_tariff (property_id, acquirer, product, method, valid_from) where withdrawn_at is null;

create function fee_tariff_guard() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    if current_setting('payport.demo_reset', true) = 'on' and exists (select from property p where p.id = old.property_id and p.demo) then
      return old;
    end if;
    raise exception 'tariffs are withdrawn, never deleted' using errcode = 'insufficient_privilege';
  end if;
  if old.withdrawn_at is not null
     or (new.id, new.property_id, new.acquirer, new.product, new.method, new.valid_from, new.rate_millionths, new.fixed_minor, new.refunds_fee,
         new.created_at) is distinct from
        (old.id, old.property_id, old.acquirer, old.product, old.method, old.valid_from, old.rate_millionths, old.fixed_minor, old.refunds_fee,
         old.created_at)
     or (new.valid_to, new.min_minor, new.max_minor, new.created_by, new.created_name) is distinct from
        (old.valid_to, old.min_minor, old.max_minor, old.created_by, old.created_name) then
    raise exception 'tariff %: it is withdrawn, never changed', old.id using errcode = 'check_violation', constraint = 'fee_tariff_kept';
  end if;
  return new;
end $$;
create trigger fee_tariff_guard before update or delete on fee_tariff for each row execute function fee_tariff_guard();

-- Whether a tariff was known when a day was closed; of a day that is open, whether it is known now. A closed day is never
-- reckoned anew with a tariff that came later, nor without one that was withdrawn later.
create function fee_tariff_known(created_at timestamptz, withdrawn_at timestamptz, closed_at timestamptz) returns boolean
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select (closed_at is null or created_at <= closed_at) and (withdrawn_at is null or coalesce(withdrawn_at > closed_at, false))
$$;

-- A day that is opened again is reckoned with what is known by then.
create function recon_day_reopened() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from fee_tariff f where f.property_id = new.property_id and (f.created_at > old.closed_at or f.withdrawn_at > old.closed_at)) then
    insert into recon_change (property_id, side, ref) values (new.property_id, 'rule', '');
  end if;
  return null;
end $$;
create trigger recon_day_reopened after update of state on recon_day for each row
  when (old.state = 'closed' and new.state = 'open') execute function recon_day_reopened();

-- Operations at or after this time by Moscow's clock are the bank's next day for its terms; none: midnight.
alter table recon_rule add column cut_off time;

-- The government moves days off every year: only days that the law's rule below does not say already. Decrees of
-- 10.08.2023 No. 1314, 04.10.2024 No. 1335, 24.09.2025 No. 1466.
create table production_day (
  day      date primary key,
  working  boolean not null
);
insert into production_day values
  ('2024-04-27', true), ('2024-04-29', false), ('2024-04-30', false), ('2024-05-10', false), ('2024-11-02', true),
  ('2024-12-28', true), ('2024-12-30', false), ('2024-12-31', false),
  ('2025-02-24', true), ('2025-03-10', true), ('2025-05-02', false), ('2025-05-08', false), ('2025-06-13', false),
  ('2025-11-01', true), ('2025-11-03', false), ('2025-12-31', false),
  ('2026-01-09', false), ('2026-12-31', false);

-- What a hotel knows better: a bank that works on a day off, or a decree that is newer than this program.
create table recon_calendar_day (
  property_id  uuid not null references property (id),
  day          date not null,
  working      boolean not null,
  set_at       timestamptz(6) not null,
  set_by       uuid not null,
  set_name     text not null,
  primary key (property_id, day)
);
create trigger recon_calendar_changed after insert or update or delete on recon_calendar_day for each row execute function recon_rule_changed();

-- Days off by the Labour Code, article 112: the holidays, and the working day after one that falls on a weekend (January's
-- are moved by decree alone).
create function recon_law_off(day date) returns boolean language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  select extract(isodow from day) > 5 or to_char(day, 'MMDD') in ('0101', '0102', '0103', '0104', '0105', '0106', '0107', '0108')
    or to_char(day, 'MMDD') in ('0223', '0308', '0501', '0509', '0612', '1104')
    or extract(isodow from day) = 1 and (to_char(day - 1, 'MMDD') in ('0223', '0308', '0501', '0509', '0612', '1104')
      or to_char(day - 2, 'MMDD') in ('0223', '0308', '0501', '0509', '0612', '1104'))
$$;

create function recon_works(hotel uuid, on_day date) returns boolean
  language sql stable parallel safe set search_path = pg_catalog, public, pg_temp as $$
  select coalesce((select c.working from recon_calendar_day c where c.property_id = hotel and c.day = on_day),
    (select p.working from production_day p where p.day = on_day), not recon_law_off(on_day))
$$;

-- The n-th working day of the hotel's banks after a day.
drop function recon_due(date, integer);
create function recon_due(hotel uuid, day date, n integer) returns date
  language plpgsql stable strict parallel safe set search_path = pg_catalog, public, pg_temp as $$
declare
  missing integer := n;
  found date := day;
begin
  while missing > 0 loop
    found := found + 1;
    if recon_works(hotel, found) then
      missing := missing - 1;
    end if;
  end loop;
  return found;
end $$;
