-- What names a line is the same for every layout now: of a registry the way that the money went instead of the kind, which some
-- layouts do not tell; of an account what the purpose says of the registry, since numbers and references differ between formats.
-- Lines that are here get their new name, and so does all that speaks of them; what is left of a line that was told twice is ended
-- by the next run.

create temp table renamed_line as
  with touched as (
    select distinct l.file_id from registry_line l where l.kind in ('sbp_purchase', 'completion', 'sbp_refund', 'void', 'reversal')),
  said as (
    select l.file_id, l.line_no, l.property_id, l.identity as old, l.identity like '~%' as shared,
      case when l.identity like '~%' then regexp_replace(l.identity, '\|[0-9]+$', '') else l.identity end as base
    from registry_line l join touched t using (file_id)
    where l.kind in ('sbp_purchase', 'completion', 'sbp_refund', 'void', 'reversal') or l.identity like '~%'),
  put as (
    select s.*, regexp_replace(regexp_replace(s.base,
      '\|(sbp_purchase|completion)(\|(completed|declined)\|[^|]*\|[0-9]+\|[A-Z]{3})$', '|purchase\2'),
      '\|(sbp_refund|void|reversal)(\|(completed|declined)\|[^|]*\|[0-9]+\|[A-Z]{3})$', '|refund\2') as next from said s),
  numbered as (
    select p.*, p.next || case when p.shared then '|' || row_number() over (partition by p.file_id, p.next order by p.line_no) else '' end as new from put p)
  select file_id, line_no, property_id, 'bank' as side, old, new from numbered where old <> new;
insert into renamed_line
  with said as (
    select l.file_id, l.line_no, l.property_id, l.identity as old, concat_ws('|', '~', 'acquiring', coalesce(l.acquiring ->> 'mid', ''),
      coalesce(l.acquiring ->> 'registryOn', ''), l.account, l.direction, l.booked_on, l.amount_minor, l.currency) as base
    from statement_entry l where l.acquiring is not null)
  select file_id, line_no, property_id, 'statement', old, base || '|' || row_number() over (partition by file_id, base order by line_no) from said;

alter table registry_line disable trigger registry_line_guard;
alter table statement_entry disable trigger statement_entry_guard;
update registry_line l set identity = r.new from renamed_line r where r.side = 'bank' and l.file_id = r.file_id and l.line_no = r.line_no;
update statement_entry l set identity = r.new from renamed_line r where r.side = 'statement' and l.file_id = r.file_id and l.line_no = r.line_no;
alter table registry_line enable trigger registry_line_guard;
alter table statement_entry enable trigger statement_entry_guard;

create temp table renamed as select property_id, side, old, min(new) as new from renamed_line group by 1, 2, 3;
create index on renamed (property_id, side, old);
analyze renamed;

-- Of two that are one now, the one that is in a match, or that somebody has explained, keeps what was said. Numbers may change
-- places, so each gets its name in two steps.
update recon_line l set ref = '!' || x.new from (
    select l.property_id, l.relation, l.side, l.ref, r.new, row_number() over (partition by l.property_id, l.relation, l.side, r.new
      order by l.match_id is null, l.ref) as n
    from recon_line l join renamed r on r.property_id = l.property_id and r.side = l.side and r.old = l.ref) x
  where x.n = 1 and (l.property_id, l.relation, l.side, l.ref) = (x.property_id, x.relation, x.side, x.ref);
update recon_line l set ref = substr(l.ref, 2) where l.ref like '!%' and l.side in ('bank', 'statement') and not exists (
  select from recon_line o where (o.property_id, o.relation, o.side, o.ref) = (l.property_id, l.relation, l.side, substr(l.ref, 2)));

update recon_pair p set other_ref = r.new from renamed r where r.property_id = p.property_id and r.side = split_part(p.relation, '_', 2) and r.old = p.other_ref;

update recon_exception e set ref = '!' || x.new from (
    select e.id, r.new, row_number() over (partition by e.property_id, e.relation, e.side, r.new
      order by e.ended_as is distinct from 'person', e.ended_at is not null, e.id) as n
    from recon_exception e join renamed r on r.property_id = e.property_id and r.side = e.side and r.old = e.ref) x
  where x.n = 1 and e.id = x.id;
update recon_exception e set ref = substr(e.ref, 2) where e.ref like '!%' and e.side in ('bank', 'statement') and not exists (
  select from recon_exception o where (o.property_id, o.relation, o.side, o.ref) = (e.property_id, e.relation, e.side, substr(e.ref, 2)));

alter table recon_match_member disable trigger user;
update recon_match_member m set ref = '!' || x.new from (
    select m.match_id, m.side, m.ref, r.new,
      row_number() over (partition by m.match_id, m.side, r.new order by m.ref) as of_match,
      row_number() over (partition by m.property_id, m.relation, m.side, r.new, m.live and m.verdict = 'together' order by m.match_id, m.ref) as n
    from recon_match_member m join renamed r on r.property_id = m.property_id and r.side = m.side and r.old = m.ref) x
  where x.of_match = 1 and (x.n = 1 or not (m.live and m.verdict = 'together')) and (m.match_id, m.side, m.ref) = (x.match_id, x.side, x.ref);
update recon_match_member m set ref = substr(m.ref, 2) where m.ref like '!%' and m.side in ('bank', 'statement') and not exists (
  select from recon_match_member o where o.property_id = m.property_id and o.relation = m.relation and o.side = m.side and o.ref = substr(m.ref, 2)
    and (o.match_id = m.match_id or o.live and o.verdict = 'together' and m.live and m.verdict = 'together'));
alter table recon_match_member enable trigger user;

update recon_proposal p set members = jsonb_set(p.members, '{members}', (
    select jsonb_agg(case when r.new is null then t.m else jsonb_set(t.m, '{ref}', to_jsonb(r.new)) end order by t.n)
    from jsonb_array_elements(p.members -> 'members') with ordinality t (m, n)
      left join renamed r on r.property_id = p.property_id and r.side = t.m ->> 'side' and r.old = t.m ->> 'ref'))
  where p.decided_at is null and jsonb_array_length(p.members -> 'members') > 0;

alter table recon_adjustment disable trigger recon_adjustment_guard;
update recon_adjustment a set ref = r.new from renamed r where r.property_id = a.property_id and r.side = a.side and r.old = a.ref;
alter table recon_adjustment enable trigger recon_adjustment_guard;

drop table renamed, renamed_line;
