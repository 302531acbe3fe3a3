-- The most that one person gives back of one payment alone at a hotel, in a currency. It keeps a person below what the role
-- gives; it goes with the role at the hotel.
create table person_refund_limit (
  user_id      uuid not null,
  property_id  uuid not null,
  currency     text not null check (currency ~ '^[A-Z]{3}$'),
  max_minor    bigint not null check (max_minor >= 0),
  primary key (user_id, property_id, currency),
  foreign key (user_id, property_id) references membership (user_id, property_id) on delete cascade on update no action
);
create index person_refund_limit_property on person_refund_limit (property_id);
