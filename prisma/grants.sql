-- Rights of the role that the gateway runs as. Run by the migration runner after every migration, in one transaction;
-- by hand: psql -v app_role=payport_app -f grants.sql. What is not written here, the role may not do,
-- but for tables of its own session (`temporary` on the database), which the runner sees to.

revoke create on schema public from public;
revoke all on all tables in schema public from :"app_role";
revoke all on all sequences in schema public from :"app_role";
revoke create on schema public from :"app_role";
grant usage on schema public to :"app_role";

-- Triggers run without this right; who has it puts them on a table of its own. Some run as the owner: one made for history
-- would believe what stands in a temporary table.
do $$
declare fired regprocedure;
begin
  for fired in select oid from pg_proc where pronamespace = 'public'::regnamespace and prorettype = 'trigger'::regtype and proowner = current_user::regrole loop
    execute format('revoke all on function %s from public', fired);
  end loop;
end $$;

grant select on payment_move, _prisma_migrations to :"app_role";
grant select, insert, update on property, terminal, api_key, gateway_instance to :"app_role";
grant select, insert, update, delete on workstation_default to :"app_role";
grant select, insert, delete on api_key_nonce to :"app_role";

-- History is added to, never changed.
grant select, insert on payment_event, wire_frame, idempotency_alias, audit_entry to :"app_role";

-- Made by the trigger of audit_entry, which runs as the owner.
grant select on audit_seal to :"app_role";

-- Status, sequence and times move only through the trigger of payment_event, which runs as the owner.
grant select, insert on payment to :"app_role";
grant update (
  approved_amount_minor, rrn, auth_code, response_code, response_text, card_mask, card_brand, card_expiry, cardholder, result_tid,
  result_mid, stan, host_time, executed_as, slip, decline, holds_terminal, recovery_attempts, instance_id,
  absence_counts_after,
  posting_number, posted_at, posting_window, posting_reported_at, confirm_by, suspended, confirmed_as,
  contradiction_source, contradiction_evidence, contradiction_at, contradiction_minor
) on payment to :"app_role";

-- Commands: what was asked for stays; what came of it is guarded by a trigger.
grant select, insert on terminal_command, settlement to :"app_role";
grant update (
  status, instance_id, holds_terminal, recovery_attempts, text, message, sales_count, sales_minor, refunds_count, refunds_minor, voids_count,
  voids_minor, evidence, dispatched_at, unknown_since, final_at
) on terminal_command to :"app_role";
grant update (
  opened_at, closed_at, host_agrees, sales_count, sales_minor, refunds_count, refunds_minor, voids_count, voids_minor, matches, unresolved
) on settlement to :"app_role";
-- Written by a trigger of payment, which runs as the owner.
grant select on payment_word to :"app_role";
-- Written by a trigger of payment_event, which runs as the owner.
grant select on refund_approval to :"app_role";
grant select, insert, update on payment_care to :"app_role";
grant select, insert on alarm to :"app_role";
grant update (severity, command_id, text, acknowledged_by, acknowledged_at, cleared_at, owner_id, owner_name, owned_at, seen_at) on alarm to :"app_role";

-- What the bank said is added to and withdrawn, never changed.
grant select, insert on bank_operation to :"app_role";
grant update (considered_at, withdrawn_at) on bank_operation to :"app_role";
-- A file that was not taken may lose its lines; triggers keep those of the others.
grant select, insert on bank_file to :"app_role";
grant update (
  size_bytes, sha256, state, parts, skipped, problem, summary, taken_at, taken_by, taken_name, ended_at, ended_by, ended_name, reason,
  kept, replaced_by
) on bank_file to :"app_role";
grant select, insert, delete on registry_line, statement_entry, posting_line, bank_file_problem to :"app_role";
-- Versions of mappings are never changed; what was kept of a file goes to the one that is read from it.
grant select, insert on bank_mapping, bank_mapping_version to :"app_role";
grant select, insert, delete on bank_file_kept to :"app_role";
grant update (file_id) on bank_file_kept to :"app_role";
grant usage on schema bank_stage to :"app_role";
grant select, insert, delete on bank_stage.registry_line, bank_stage.statement_entry, bank_stage.posting_line to :"app_role";

-- Reconciliation: what the run finds is made anew, what people decide is kept.
grant select, insert, update, delete on recon_rule, recon_calendar_day, recon_pair, recon_line, recon_suggestion, recon_run to :"app_role";
grant select on recon_result, production_day to :"app_role";
-- Tariffs and limits are history: another one follows, a tariff is withdrawn once.
grant select, insert on fee_tariff, recon_limit to :"app_role";
grant update (withdrawn_at, withdrawn_by, withdrawn_name, withdrawn_why) on fee_tariff to :"app_role";
grant select, insert, delete on recon_change to :"app_role";
grant select, insert on recon_match, recon_match_member, recon_exception, recon_event, recon_proposal, recon_day_event, recon_adjustment, recon_attachment to :"app_role";
grant update (undone_at, undone_by, undone_name, undone_why) on recon_match to :"app_role";
grant update (live) on recon_match_member to :"app_role";
grant update (business_day, code, severity, age_severity, amount_minor, currency, differences, state, ended_as, owner_id, owner_name, due_on, opened_at, ended_at) on recon_exception to :"app_role";
grant update (decided_at, decided_by, decided_name, decision) on recon_proposal to :"app_role";
grant select, insert, update on recon_day to :"app_role";

grant select, insert, delete on device_claim to :"app_role";
grant update (instance_id, fencing_token, taken_at) on device_claim to :"app_role";
grant usage on sequence device_fencing_token to :"app_role";

grant select, insert on outbox to :"app_role";
grant update (delivered_at) on outbox to :"app_role";
grant execute on function forget_told_messages(timestamptz, bigint, integer) to :"app_role";
-- Written by triggers, which run as the owner.
grant select on live_change, live_horizon to :"app_role";
grant execute on function forget_live_changes(interval) to :"app_role";
-- An address is never changed under a secret that somebody else knows; attempts are history.
grant select, insert on webhook_endpoint, webhook_secret, webhook_delivery, webhook_attempt, alarm_mail to :"app_role";
grant update (enabled, disabled_as) on webhook_endpoint to :"app_role";
grant update (ends_at) on webhook_secret to :"app_role";
grant update (state, attempts, tries, started_at, next_attempt_at, last_status, last_error, delivered_at) on webhook_delivery to :"app_role";
grant update (state, tries, due_at, sent_at) on alarm_mail to :"app_role";

-- People: an account may be closed, a person stays, since history names them.
grant select, insert, update on app_user to :"app_role";
grant select, insert, update, delete on user_second_factor, user_recovery_code to :"app_role";
grant select, insert, update, delete on user_session, user_account, user_verification, membership, sign_in_attempt to :"app_role";

grant select, insert, update, delete on list_view, default_view to :"app_role";
grant select, insert, update, delete on property_limit, refund_limit, person_refund_limit, invitation_grant to :"app_role";
-- A link that was used or revoked stays, so that its end can be told.
grant select, insert on one_time_link to :"app_role";
grant update (ended_at, ended_as) on one_time_link to :"app_role";
