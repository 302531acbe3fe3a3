-- The same fee, as an expression that the planner puts in place of the call: with a setting of its own a function is called row
-- by row, which took a quarter of a whole matching run. What a body in this form names is fixed when it is made, whatever the
-- caller's search_path says.
create or replace function recon_fee(gross bigint, back boolean, rate_millionths integer, fixed_minor bigint, min_minor bigint, max_minor bigint,
  refunds_fee boolean) returns bigint language sql immutable parallel safe
  return case when back and not refunds_fee then 0 else (case when back then -1 else 1 end)
    * least(greatest(floor((gross::numeric * rate_millionths + 500000) / 1000000)::bigint + fixed_minor, coalesce(min_minor, 0)),
        coalesce(max_minor, 9223372036854775807)) end;

-- The list of exceptions is read in its own order, page by page: worst first, then the oldest day.
create index recon_exception_worst on recon_exception (property_id, (case severity when 'high' then 0 when 'medium' then 1 else 2 end), business_day, id);
create index recon_exception_worst_open on recon_exception
  (property_id, (case severity when 'high' then 0 when 'medium' then 1 else 2 end), business_day, id) where state in ('open', 'assigned');
