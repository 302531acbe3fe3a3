-- A fee that the bank tells, or takes back, after a day was closed changes no total of that day: it stands beside it, dated.
alter table recon_adjustment add column fee_minor bigint not null default 0;
comment on column recon_adjustment.fee_minor is 'Fee of the line now less what was known of it when the day was closed and since';
