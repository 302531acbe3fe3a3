-- Who looks after a payment that did not simply end: of unknown outcome, or refused for a reason that staff can mend.

create table payment_care (
  payment_id  uuid primary key references payment (id),
  owner_id    uuid references app_user (id) on delete set null,
  owner_name  text,
  owned_at    timestamptz(6),
  -- Looked at and put aside. A payment whose outcome is unknown is never put aside.
  done_at     timestamptz(6),
  done_by     text,
  check ((owner_name is null) = (owned_at is null)),
  check ((done_by is null) = (done_at is null))
);
create index payment_care_owner on payment_care (owner_id) where owner_id is not null;
