-- What a person explained is a difference of a certain size: another one of the same kind is asked about again. The run keeps it up
-- to date while nobody has explained it; afterwards it stays as it was explained.
alter table recon_exception add column differences jsonb;
update recon_exception e set differences = l.detail -> 'differences' from recon_line l
  where l.property_id = e.property_id and l.relation = e.relation and l.side = e.side and l.ref = e.ref and l.detail ? 'differences';
