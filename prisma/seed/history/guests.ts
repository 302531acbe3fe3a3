import type { Chance } from './chance.ts';
import { daysMs, localDate } from './local-time.ts';

const MEN = [
  'Александр Алексей Андрей Антон Артём Виктор Дмитрий Евгений Иван Илья Кирилл Максим Михаил Николай',
  'Олег Павел Роман Сергей Станислав Юрий',
].flatMap((line) => line.split(' '));
const WOMEN = [
  'Алина Анастасия Анна Валентина Вера Виктория Галина Дарья Екатерина Елена Ирина Ксения Любовь Марина',
  'Мария Наталья Ольга Полина Светлана Татьяна',
].flatMap((line) => line.split(' '));
/** Family names that take `а` for a woman. */
const FAMILIES = [
  'Абрамов Белоусов Богданов Васильев Виноградов Воронцов Герасимов Голубев Григорьев Давыдов Денисов',
  'Ефимов Жданов Зайцев Ильин Калинин Карпов Киселёв Ковалёв Комаров Крылов Кузнецов Лазарев Макаров',
  'Медведев Миронов Назаров Никитин Орлов Пахомов Романов Савельев Семёнов Сорокин Тарасов Титов',
  'Фёдоров Филиппов Чернов Щербаков',
].flatMap((line) => line.split(' '));

/** A stay that payments belong to. */
export interface Stay {
  readonly confirmationNumber: string;
  readonly guestName: string;
  readonly room: string;
  readonly arrival: string;
  readonly departure: string;
}

export function guestName(chance: Chance): string {
  const family = chance.pick(FAMILIES);
  return chance.percent(45) ? `${family}а ${chance.pick(WOMEN)}` : `${family} ${chance.pick(MEN)}`;
}

/** A stay around a moment of its property: the guest pays on arrival, meanwhile, or on departure. */
export function newStay(chance: Chance, atMs: number, timeZone: string): Stay {
  const nights = chance.weighted([
    [30, 1],
    [30, 2],
    [18, 3],
    [10, 4],
    [7, 5],
    [5, 7],
  ]);
  const stayed = chance.between(0, nights);
  return {
    confirmationNumber: `RMS${chance.between(10_000, 99_999)}`,
    guestName: guestName(chance),
    room: `${chance.between(2, 6)}${String(chance.between(1, 24)).padStart(2, '0')}`,
    arrival: localDate(atMs - daysMs(stayed), timeZone),
    departure: localDate(atMs + daysMs(nights - stayed), timeZone),
  };
}
