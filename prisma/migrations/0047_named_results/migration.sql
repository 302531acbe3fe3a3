-- A restored dump must say the same as what was dumped, and Postgres prints an unnamed constant of a body that it has parsed with
-- another name than the one it was given: each column has its name here.
create or replace function recon_result_at(hotel uuid, of_relation text, of_side text, of_ref text) returns setof recon_result
  language sql stable parallel safe
begin atomic
  select l.property_id, l.relation, l.side, l.ref, l.business_day, l.kind, l.amount_minor, l.currency, l.result, l.match_id, l.rung, l.deadline, l.detail
  from recon_line l where l.property_id = hotel and l.relation = of_relation and l.side = of_side and l.ref = of_ref collate "C"
  union all
  select p.property_id, p.relation, 'gateway' as side, p.gateway_id::text collate "C" as ref, p.gateway_day as business_day, p.kind, p.amount_minor,
    p.currency, 'matched' as result, p.gateway_id as match_id, p.rung, null::date as deadline, null::jsonb as detail
  from recon_pair p
  where p.property_id = hotel and p.relation = of_relation and p.gateway_id =
    case when of_side = 'gateway' and of_ref ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then of_ref::uuid end
  union all
  select p.property_id, p.relation, split_part(p.relation, '_', 2) as side, p.other_ref as ref, p.other_day as business_day, p.kind, p.amount_minor,
    p.currency, 'matched' as result, p.gateway_id as match_id, p.rung, null::date as deadline, null::jsonb as detail
  from recon_pair p
  where p.property_id = hotel and p.relation = of_relation and p.other_ref = case when of_side = split_part(of_relation, '_', 2) then of_ref end collate "C";
end;
