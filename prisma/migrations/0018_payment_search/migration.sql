-- Every key that people look payments up by has an index, so that one of many years is found as quickly as today's.

-- How names, rooms and what is typed are compared: without case, ё and accents; punctuation only separates words. The same
-- letters as in the gateway's code (search/fold.ts), whatever locale the database was made with; a test holds both together.
create function search_fold(value text) returns text language sql immutable strict parallel safe as $$
  select pg_catalog.btrim(pg_catalog.lower(pg_catalog.translate(value,
    'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯёІЇЄҐЎÀÁÂÃÄÅĀĂĄàáâãäåāăąÇĆČçćčĎĐďđÈÉÊËĒĖĘĚèéêëēėęěĞĢğģÌÍÎÏĪİìíîïīıĶķŁĻłļÑŃŅŇñńņňÒÓÔÕÖØŐòóôõöøőŘřŚŞŠȘśşšșßŢŤȚţťțÙÚÛÜŪŮŰùúûüūůűÝýŸÿŹŻŽźżž' || U&'!"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~«»“”„‘’–—\2011№\00a0\2009\202f\0009\000d\000a',
    'абвгдеежзийклмнопрстуфхцчшщъыьэюяеіїєґўaaaaaaaaaaaaaaaaaaccccccddddeeeeeeeeeeeeeeeeggggiiiiiiiiiiiikkllllnnnnnnnnoooooooooooooorrsssssssssttttttuuuuuuuuuuuuuuyyyyzzzzzz' || pg_catalog.repeat(' ', 49)) collate pg_catalog."C"))
$$;

-- Words of guests' names: a name is found by the beginning of any of its words. Written with the payment, by a trigger, so
-- that it can be found at once; a name never changes.
create table payment_guest_word (
  property_id  uuid not null,
  word         text not null collate "C",
  payment_id   uuid not null,
  primary key (property_id, word, payment_id)
);

insert into payment_guest_word (property_id, word, payment_id)
  select distinct p.property_id, left(w.word, 40), p.id
  from payment p cross join lateral string_to_table(search_fold(p.guest_name), ' ') w (word) where w.word <> '';

create function payment_guest_words() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    delete from payment_guest_word g using string_to_table(search_fold(old.guest_name), ' ') w (word)
      where g.property_id = old.property_id and g.word = left(w.word, 40) and g.payment_id = old.id;
  else
    insert into payment_guest_word (property_id, word, payment_id)
      select distinct new.property_id, left(w.word, 40), new.id from string_to_table(search_fold(new.guest_name), ' ') w (word) where w.word <> '';
  end if;
  return null;
end $$;
create trigger payment_guest_words_made after insert on payment for each row
  when (new.guest_name is not null) execute function payment_guest_words();
create trigger payment_guest_words_gone after delete on payment for each row
  when (old.guest_name is not null) execute function payment_guest_words();

create index payment_room_newest on payment (property_id, search_fold(room), id desc) where room is not null;
create index payment_card_newest on payment (property_id, right(card_mask, 4), id desc) where card_mask is not null;
create index payment_amount_newest on payment (property_id, abs(amount_minor), id desc);
-- Rare states and operations: the newest of them are not looked for among all the others.
create index payment_ended_newest on payment (property_id, status, id desc) where status in ('declined', 'cancelled', 'failed', 'reversed');
create index payment_other_kinds_newest on payment (property_id, kind, id desc) where kind <> 'sale';
