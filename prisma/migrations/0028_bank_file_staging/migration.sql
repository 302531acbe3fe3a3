-- Where the lines of bank files wait while they are read: without log, index or rule, so that they come as fast as COPY is. A
-- crash empties them, and the upload with them; nothing that anybody was told of stands here.
create schema bank_stage;

create unlogged table bank_stage.registry_line as
  select file_id, line_no, part, row_no, identity, kind, state, operated_on, operated_time, operated_at, time_zone, posted_on, registry_on, settled_on,
    gross_minor, fee_minor, fee_tax_minor, net_minor, currency, acquirer, inn, mid, tid, outlet, rrn, auth_code, card_mask, card_product, payment_system,
    operation_ref, order_ref, parent_ref
  from registry_line with no data;
create unlogged table bank_stage.statement_entry as
  select file_id, line_no, part, row_no, identity, account, direction, amount_minor, currency, booked_on, document_number, document_on, document_kind,
    counterparty, counterparty_inn, counterparty_account, purpose, bank_ref, acquiring
  from statement_entry with no data;
create unlogged table bank_stage.posting_line as
  select file_id, line_no, part, row_no, identity, posting_ref, business_day, posted_on, posted_time, kind, amount_minor, currency, folio, room, guest,
    rrn, auth_code, card_mask, tid, payment_ref, cashier
  from posting_line with no data;
