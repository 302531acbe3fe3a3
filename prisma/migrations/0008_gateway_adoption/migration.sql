-- Another gateway takes over what a dead one left open.

-- The machine that the gateway runs on: a bank program's folder can be reached from there only.
alter table gateway_instance add column host text;

-- The gateway that sent this order may only be asleep. Until this moment (its lease's end and the longest time of a device's
-- step) "not found" proves nothing: the order could still be sent. Null: its sender has provably ended.
alter table payment add column absence_counts_after timestamptz(6);
