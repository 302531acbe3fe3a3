-- What staff can mend is some of a hundred refusals: without an index the queue reads every payment of three days, twice a look.
-- The states and codes stand in the queue's statement word for word (apps/gateway/src/modules/portal-queue/queue-sql.ts).

create index payment_care_newest on payment (property_id, id desc)
  where status in ('failed', 'declined')
    and decline ->> 'code' in ('terminal_setup', 'link_failed', 'not_sent', 'unmapped', 'batch_closed', 'original_not_found', 'refund_exceeds_original');
