-- Guest and room together, several words of a name, short beginnings and words beside other filters: among a million
-- payments each of them read thousands of rows of payment to throw most away. Now a word knows what never changes about its
-- payment, so that an index answers without looking at it.

drop trigger payment_guest_words_made on payment;
drop trigger payment_guest_words_gone on payment;
drop function payment_guest_words();
drop table payment_guest_word;
-- Rooms are words from now on. One index less that each update of a payment has to write.
drop index payment_room_newest;

-- The words of a folded name, each once. `two` and `four` are the first letters of the word, and null where a word before it
-- in this list begins with the same: so a payment stands once among those that begin so.
create function search_words(name text) returns table (word text, two text, four text) language sql immutable strict parallel safe as $$
  select d.word,
    case when pg_catalog.row_number() over (partition by pg_catalog.left(d.word, 2) order by d.word) = 1 then pg_catalog.left(d.word, 2) end,
    case when pg_catalog.row_number() over (partition by pg_catalog.left(d.word, 4) order by d.word) = 1 then pg_catalog.left(d.word, 4) end
  from (select distinct pg_catalog.left(w.word, 40) collate "C" as word from pg_catalog.string_to_table(name, ' ') w (word) where w.word <> '') d
$$;

-- Each different name and room is folded once, which takes longest of all here. Processes beside this one would gain little
-- and may wait for each other on a busy machine.
set local work_mem = '64MB';
set local max_parallel_workers_per_gather = 0;
set local max_parallel_maintenance_workers = 0;
create temporary table name_word on commit drop as
  select n.guest_name, n.guest, w.word, w.two, w.four
  from (select d.guest_name, left(search_fold(d.guest_name), 255) collate "C" as guest from (select distinct guest_name collate "C" as guest_name from payment where guest_name is not null) d offset 0) n
    left join lateral search_words(n.guest) w on true;
create temporary table room_word on commit drop as
  select d.room, left(search_fold(d.room), 60) as folded from (select distinct room collate "C" as room from payment where room is not null) d;
analyze name_word;
analyze room_word;

create table payment_word (
  property_id  uuid not null,
  -- A word of the guest's name, or the room behind a sign that no folded word has.
  word         text not null collate "C",
  payment_id   uuid not null,
  two          text collate "C",
  four         text collate "C",
  -- Of the payment, folded, empty where there is none; they never change.
  guest        text not null collate "C",
  room         text not null collate "C",
  amount_minor bigint not null
);
insert into payment_word (property_id, word, payment_id, two, four, guest, room, amount_minor)
  select p.property_id, n.word, p.id, n.two, n.four, n.guest, coalesce(r.folded, ''), p.amount_minor
  from payment p join name_word n on n.guest_name = p.guest_name collate "C" left join room_word r on r.room = p.room collate "C" where n.word is not null
  union all
  select p.property_id, '#' || r.folded, p.id, null, null, coalesce(n.guest, ''), r.folded, p.amount_minor
  from payment p join room_word r on r.room = p.room collate "C" left join (select distinct guest_name, guest from name_word) n on n.guest_name = p.guest_name collate "C"
  where r.folded <> '';

-- What is included answers the other words of a search. Bounded as it is (61, 255 and 60 letters), it always fits into an index.
create unique index payment_word_key on payment_word (property_id, word, payment_id) include (guest, room, amount_minor);
-- Few letters begin too many words to visit each.
create index payment_word_two on payment_word (property_id, two, payment_id) where two is not null;
create index payment_word_four on payment_word (property_id, four, payment_id) where four is not null;

-- A payment's words are written with it, so that it can be found at once.
create function payment_words() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  guest text;
  room text;
begin
  if tg_op = 'DELETE' then
    delete from payment_word w using search_words(left(search_fold(old.guest_name), 255)) s
      where w.property_id = old.property_id and w.word = s.word and w.payment_id = old.id;
    delete from payment_word w
      where w.property_id = old.property_id and w.word = '#' || left(search_fold(old.room), 60) and w.payment_id = old.id;
  else
    guest := coalesce(left(search_fold(new.guest_name), 255), '');
    room := coalesce(left(search_fold(new.room), 60), '');
    insert into payment_word (property_id, word, payment_id, two, four, guest, room, amount_minor)
      select new.property_id, s.word, new.id, s.two, s.four, guest, room, new.amount_minor from search_words(guest) s
      union all select new.property_id, '#' || room, new.id, null, null, guest, room, new.amount_minor where room <> '';
  end if;
  return null;
end $$;
create trigger payment_words_made after insert on payment for each row
  when (new.guest_name is not null or new.room is not null) execute function payment_words();
create trigger payment_words_gone after delete on payment for each row
  when (old.guest_name is not null or old.room is not null) execute function payment_words();

analyze payment_word;
