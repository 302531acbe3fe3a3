import { formatAmount } from '@payport/domain';
import type { Cell } from '@payport/table-files';
import { DIRECTION } from '../file-lines.ts';
import { KIND_WORDS, STATE_WORDS, type RegistryDraft } from './drafts.ts';

/** Layouts of Sberbank's registries as they are seen in the wild. */
export const SBERBANK_VERSIONS = ['full', 'reimbursement', 'short'] as const;
export type SberbankVersion = (typeof SBERBANK_VERSIONS)[number];

export interface RegistryPlace {
  readonly legalEntity: string;
  readonly address: string;
  /** Account to be credited, 20 digits. */
  readonly account: string;
}

interface Column {
  readonly head: string;
  readonly width: number;
  readonly cell: (line: RegistryDraft, place: RegistryPlace) => Cell;
}

const text = (value: string | null): Cell => ({ type: 'text', text: value ?? '' });
const day = (value: string | null): Cell => (value === null ? text('') : { type: 'day', day: value });
const amount = (minor: bigint | null, currency: string): Cell =>
  minor === null ? text('') : { type: 'number', decimal: formatAmount(minor, currency) };
const column = (head: string, width: number, cell: Column['cell']): Column => ({ head, width, cell });

const OUTLET = column('Наименование ТСТ', 24, (line) => text(line.outlet));
const TID = column('Номер терминала', 12, (line) => text(line.tid));
const RRN = column('RRN', 15, (line) => text(line.rrn));
const OPERATED = column('Дата операции', 19, ({ operatedAt }) =>
  operatedAt.time === null ? day(operatedAt.day) : { type: 'moment', face: `${operatedAt.day}T${operatedAt.time}` },
);
const KIND = column('Тип операции', 24, (line) => text(KIND_WORDS[line.kind]));
const STATE = column('Статус транзакции', 14, (line) => text(STATE_WORDS[line.state]));
const GROSS = column('Сумма операции', 14, (line) => amount(line.grossMinor, line.currency));
/** Without a kind, only the sign says which way the money went. */
const SIGNED = column('Сумма операции', 14, (line) => amount(DIRECTION[line.kind] < 0 ? -line.grossMinor : line.grossMinor, line.currency));

export const SBERBANK_COLUMNS: Readonly<Record<SberbankVersion, readonly Column[]>> = {
  full: [
    column('Наименование юридического лица', 32, (_line, place) => text(place.legalEntity)),
    column('ИНН', 13, (line) => text(line.legalEntityInn)),
    OUTLET,
    column('Адрес ТСТ', 24, (_line, place) => text(place.address)),
    TID,
    RRN,
    OPERATED,
    column('Дата выгрузки в АБС', 13, (line) => day(line.postedOn)),
    column('Номер карты', 19, (line) => text(line.cardMask)),
    column('Продукт', 16, (line) => text(line.cardProduct)),
    KIND,
    STATE,
    GROSS,
    column('Сумма комиссии', 14, (line) => amount(line.feeMinor, line.currency)),
    column('Сумма расчёта', 14, (line) => amount(line.netMinor, line.currency)),
  ],
  reimbursement: [
    column('Наименование организации', 32, (_line, place) => text(place.legalEntity)),
    OUTLET,
    column('Адрес', 24, (_line, place) => text(place.address)),
    column('Номер мерчанта', 15, (line) => text(line.mid)),
    TID,
    RRN,
    OPERATED,
    KIND,
    STATE,
    GROSS,
  ],
  short: [
    column('Номер расчётного счёта', 24, (_line, place) => text(place.account)),
    column('Адрес ТСТ', 24, (_line, place) => text(place.address)),
    TID,
    RRN,
    OPERATED,
    SIGNED,
  ],
};
