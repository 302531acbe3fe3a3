-- Why a terminal is offline, as its driver told it when it was last asked: {"message": {"ru", "en"}, "step": {"ru", "en"} or null}.
-- It says something only while the terminal is offline.

alter table terminal
  add column offline_reason jsonb check (
    offline_reason is null
    or coalesce(offline_reason #>> '{message,ru}' <> '' and offline_reason #>> '{message,en}' <> '', false));
