-- Events that are written together move their payment once. Each row used to update the payment, and with it every
-- index of that large table; the rules are the same, looked at in the order of the sequence.

drop trigger payment_event_apply on payment_event;
drop function payment_event_apply();

create function payment_events_apply() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  moved record;
  was payment%rowtype;
  event record;
  current_status text;
  current_seq integer;
  current_stage text;
  unknown_at timestamptz;
  dispatched timestamptz;
  ended timestamptz;
  touched timestamptz;
begin
  for moved in select distinct a.payment_id as id from added a order by 1 loop
    select * into was from payment p where p.id = moved.id for update;
    if not found then
      raise exception 'payment % does not exist', moved.id using errcode = 'foreign_key_violation';
    end if;
    current_status := was.status;
    current_seq := was.last_seq;
    current_stage := was.stage;
    unknown_at := was.unknown_since;
    dispatched := was.dispatched_at;
    ended := was.final_at;
    touched := was.updated_at;
    for event in select a.* from added a where a.payment_id = moved.id order by a.seq loop
      if event.seq <> current_seq + 1 then
        raise exception 'payment %: event % is out of sequence, % was expected', moved.id, event.seq, current_seq + 1
          using errcode = 'check_violation', constraint = 'payment_event_sequence';
      end if;
      if current_seq = 0 then
        if event.type <> 'state' or event.from_status is not null or event.to_status <> 'accepted' then
          raise exception 'payment %: the first event must accept it', moved.id
            using errcode = 'check_violation', constraint = 'payment_event_first';
        end if;
      elsif event.from_status is distinct from current_status then
        raise exception 'payment %: event from % but the payment is %', moved.id, event.from_status, current_status
          using errcode = 'check_violation', constraint = 'payment_event_from';
      elsif event.type = 'state' then
        if not exists (select from payment_move m where m.from_status = event.from_status and m.to_status = event.to_status) then
          raise exception 'payment %: % -> % is not an allowed move', moved.id, event.from_status, event.to_status
            using errcode = 'check_violation', constraint = 'payment_event_move';
        end if;
      elsif event.to_status <> event.from_status then
        raise exception 'payment %: a % cannot change the status', moved.id, event.type
          using errcode = 'check_violation', constraint = 'payment_event_move';
      elsif event.type = 'stage' and current_status in ('approved', 'declined', 'cancelled', 'failed', 'reversed') then
        raise exception 'payment %: no stage after the end', moved.id
          using errcode = 'check_violation', constraint = 'payment_event_move';
      end if;
      if event.type = 'state' then
        if event.to_status = 'unknown' and unknown_at is null then unknown_at := event.at; end if;
        if event.to_status = 'dispatched' then dispatched := event.at; end if;
        if event.to_status in ('approved', 'declined', 'cancelled', 'failed', 'reversed') then ended := event.at; end if;
      end if;
      if event.type <> 'note' then current_stage := event.stage; end if;
      current_status := event.to_status;
      current_seq := event.seq;
      touched := greatest(touched, event.at);
    end loop;
    update payment set
      status = current_status,
      last_seq = current_seq,
      stage = current_stage,
      unknown_since = unknown_at,
      dispatched_at = dispatched,
      final_at = ended,
      updated_at = touched
    where id = moved.id;
  end loop;
  return null;
end $$;
create trigger payment_events_apply after insert on payment_event referencing new table as added
  for each statement execute function payment_events_apply();
