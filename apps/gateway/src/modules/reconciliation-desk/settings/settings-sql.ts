export const LIMITS = `
  select above_major::text as above, set_at, set_name from recon_limit where property_id = $1 order by id desc limit 20`;
export const ADD_LIMIT = 'insert into recon_limit (property_id, above_major, set_at, set_by, set_name) values ($1, $2, $3, $4, $5)';

export const RULES = `
  select acquirer, tids, amount_tolerance_minor::text as amount, fee_tolerance_minor::text as fee, window_minutes, registry_days, statement_days,
    posting_days, to_char(cut_off, 'HH24:MI') as cut_off
  from recon_rule where property_id = $1 order by acquirer`;
export const SET_RULE = `
  insert into recon_rule (property_id, acquirer, tids, amount_tolerance_minor, fee_tolerance_minor, window_minutes, registry_days, statement_days,
    posting_days, cut_off) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict (property_id, acquirer) do update set tids = $3, amount_tolerance_minor = $4, fee_tolerance_minor = $5, window_minutes = $6,
    registry_days = $7, statement_days = $8, posting_days = $9, cut_off = $10`;

/** The newest first; one that counts is replaced from the day on which the next of its kind begins. $2 today. */
export const TARIFFS = `
  select f.id, f.acquirer, f.product, f.method, f.valid_from::text, f.valid_to::text, f.rate_millionths, f.fixed_minor::text, f.min_minor::text,
    f.max_minor::text, f.refunds_fee, f.created_at, f.created_name, f.withdrawn_at, f.withdrawn_name, f.withdrawn_why,
    case when f.withdrawn_at is not null then 'withdrawn' when f.valid_from > $2::date then 'ahead' when f.valid_to < $2::date then 'over'
      when exists (select from fee_tariff n where (n.property_id, n.acquirer, n.product, n.method) = (f.property_id, f.acquirer, f.product, f.method)
        and n.withdrawn_at is null and n.valid_from > f.valid_from and n.valid_from <= $2::date) then 'replaced'
      else 'counts' end as state
  from fee_tariff f where f.property_id = $1 order by f.withdrawn_at is not null, f.valid_from desc, f.acquirer, f.product, f.method limit 500`;
export const ADD_TARIFF = `
  insert into fee_tariff (id, property_id, acquirer, product, method, valid_from, valid_to, rate_millionths, fixed_minor, min_minor, max_minor, refunds_fee,
    created_at, created_by, created_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
  on conflict (property_id, acquirer, product, method, valid_from) where withdrawn_at is null do nothing`;
export const WITHDRAW_TARIFF = `
  update fee_tariff set withdrawn_at = $3, withdrawn_by = $4, withdrawn_name = $5, withdrawn_why = $6
  where property_id = $1 and id = $2 and withdrawn_at is null
  returning acquirer, product, method, valid_from::text, rate_millionths`;

/** Weekdays off, working weekends and what the hotel has set, of a year. $1 property, $2 year. */
export const CALENDAR = `
  select d.day::text, recon_works($1, d.day) as working, c.set_at, c.set_name,
    case when c.day is not null then 'hotel' when p.day is not null then 'decree' else 'law' end as source
  from (select generate_series(make_date($2, 1, 1), make_date($2, 12, 31), interval '1 day')::date as day) d
    left join recon_calendar_day c on c.property_id = $1 and c.day = d.day left join production_day p on p.day = d.day
  where c.day is not null or recon_works($1, d.day) = (extract(isodow from d.day) > 5) order by d.day`;
export const DECREED = 'select exists (select from production_day where extract(year from day) = $1) as decreed';
export const SET_DAY = `
  insert into recon_calendar_day (property_id, day, working, set_at, set_by, set_name) values ($1, $2, $3, $4, $5, $6)
  on conflict (property_id, day) do update set working = $3, set_at = $4, set_by = $5, set_name = $6`;
export const FORGET_DAY = 'delete from recon_calendar_day where property_id = $1 and day = $2';
