/** Roots, middles and endings give some 40 000 surnames; most guests have one of the frequent ones. */
const FREQUENT =
  'Смирнов Кузнецов Попов Соколов Лебедев Козлов Новиков Морозов Петров Волков Соловьёв Васильев Зайцев Павлов Семёнов Голубев Виноградов Богданов Воробьёв Фёдоров Михайлов Беляев Тарасов Белов Комаров Орлов Киселёв Макаров Андреев Ковалёв Ильин Гусев Титов Кузьмин Кудрявцев Баранов Куликов Алексеев Степанов Яковлев Сорокин Сергеев Романов Захаров Борисов Королёв Герасимов Пономарёв Григорьев';
const ROOTS =
  'Алек Бар Берез Бел Бог Бор Бул Вар Вас Вет Вин Вол Воро Гав Гал Глаз Год Гор Гри Гур Дав Дан Дем Дор Дуб Евс Ел Ерм Ефим Жар Жук Зав Зар Зве Зим Зол Зуб Ива Игн Исак Каз Кал Кам Кар Кир Кле Кол Кон Кор Кос Крас Кру Кул Лав Лап Лар Лог Лук Ляп Май Мак Мал Мар Мат Мед Мел Мир Мих Мош Мур Наз Нау Нек Ник Ов Ор Ос Пав Пан Пар Пет Пле Пол Пот Рад Рез Род Руд Рыб Сав Сал Сам Сел Сид Скоб Сол Стар Суд Там Тер Тих Ток Туз Ува Уст Фад Фил Фом Хар Хол Цве Чер Шап Шев Шир Щег Щер Юд Яков';
const MIDDLES = ' ан ар ат ач ел ен ер ет ик ин ищ ок ол ор ош уш ух ыл яг';
const ENDINGS = 'ов ев ин кин ков ский енко чук ян дзе';
const LATIN =
  'Schmidt Müller Weber Wagner Becker Hoffmann Schäfer Koch Bauer Richter Smith Johnson Williams Brown Jones Taylor Davies Wilson Evans Thomas Martin Bernard Dubois Moreau Laurent García Fernández López Rossi Ferrari Nowak Kowalski Novák Svoboda Nagy Tóth Yılmaz Kaya Demir Çelik Wang Li Zhang Chen Kim Lee Park Tanaka Sato Suzuki';
const MEN =
  'Александр Сергей Дмитрий Андрей Алексей Иван Михаил Николай Евгений Владимир Пётр Олег Юрий Артём Максим Игорь Павел Роман Денис Фёдор Илья Виктор Антон Кирилл';
const WOMEN =
  'Елена Ольга Наталья Анна Татьяна Мария Ирина Светлана Екатерина Юлия Анастасия Марина Алёна Людмила Галина Валентина Нина Вера Дарья Ксения Полина София Любовь Жанна';
const FOREIGN = 'John Hans Peter Thomas Marie Anna Michael David Laura Paul Emma Lucas';

const list = (names: string): string => `string_to_array('${names}', ' ')`;
const chance = (seed: number, among: number): string => `abs(hashint8extended(n, ${seed}) % ${among})`;
const pick = (names: string, seed: number): string => `(${list(names)})[1 + ${chance(seed, names.split(' ').length)}]`;
/** Names of a list's beginning are more frequent than those of its end. */
const skewed = (names: string, seed: number): string => {
  const count = names.split(' ').length;
  return `(${list(names)})[1 + ${chance(seed, count)} * ${chance(seed + 20, count)} / ${count}]`;
};

const WOMAN = `${chance(1, 2)} = 1`;
const composed = `${pick(ROOTS, 2)} || ${pick(MIDDLES, 3)} || ${pick(ENDINGS, 4)}`;
const ofWoman = (name: string): string =>
  `case when ${name} ~ '(ов|ев|ёв|ин)$' then ${name} || 'а' when ${name} ~ 'ский$' then left(${name}, -2) || 'ая' else ${name} end`;

/**
 * SQL: the name of the nth payment's guest, the same one each time. One in a hundred is Иванов and one Иванова, half have
 * a frequent surname, one in ten a Latin one; four in ten thousand are Щербинин, and one in a hundred has none.
 */
export const GUEST_NAME = `case
    when ${chance(5, 10_000)} < 4 then 'Щербинин Лев'
    when ${chance(5, 100)} = 1 then null
    when ${chance(5, 100)} = 2 then 'Иванов ' || ${skewed(MEN, 6)}
    when ${chance(5, 100)} = 3 then 'Иванова ' || ${skewed(WOMEN, 6)}
    when ${chance(5, 100)} < 14 then ${pick(LATIN, 2)} || ' ' || ${pick(FOREIGN, 6)}
    when ${WOMAN} then (select ${ofWoman('s')} from (select case when ${chance(5, 100)} < 64 then ${skewed(FREQUENT, 2)} else ${composed} end as s) s)
      || ' ' || ${skewed(WOMEN, 6)}
    else (case when ${chance(5, 100)} < 64 then ${skewed(FREQUENT, 2)} else ${composed} end) || ' ' || ${skewed(MEN, 6)} end`;
