-- What was given up is counted on each look at a receiver, and sent again as a whole; it is little among what was delivered.
create index webhook_delivery_given_up on webhook_delivery (endpoint_id, id desc) where state = 'given_up';
