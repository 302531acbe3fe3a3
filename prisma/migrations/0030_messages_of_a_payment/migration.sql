-- The page of a payment and its dossier tell which messages were sent about it; without this each look reads the whole outbox.
create index outbox_payment on outbox (payment_id) where payment_id is not null;
