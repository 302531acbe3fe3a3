import { maskCardNumbers } from '@payport/domain';
import type { StatementEntry } from '../file-lines.ts';
import { readAmount } from '../fields/amount.ts';
import { readMoment } from '../fields/moment.ts';
import type { RowProblem, RowProblemCode } from '../read-problem.ts';
import type { AccountTotals } from '../statement/account-sums.ts';
import { ONE_C_KEYS } from './keys.ts';

export const ONE_C_MARK = '1CClientBankExchange';
const CURRENCY = 'RUB';
const SHOWN_CHARS = 80;

export interface OneCBatch {
  readonly entries: StatementEntry[];
  readonly problems: RowProblem[];
}

type Section = 'header' | 'account' | 'document' | 'end';

/** An account of a Russian bank, or an IBAN: sixteen digits of it may look like a card. */
const ACCOUNT = /^([0-9]{20}|[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30})$/;

/** Any field can hold a purpose, where a line of the file was lost or broken: none of them keeps a card number. */
const withoutCards = (value: string): string => (ACCOUNT.test(value) ? value : maskCardNumbers(value));

/** Reads a 1C exchange file line by line. */
export class OneCReader {
  readonly accounts = new Set<string>();
  readonly totals: AccountTotals[] = [];
  version = '';
  private section: Section = 'header';
  private fields = new Map<string, string>();
  private last = '';
  /** Lines without a key that followed the last field: put to it once, since a file may have nothing else. */
  private more: string[] = [];
  private kind = '';
  private startLine = 0;
  private lineNumber = 0;

  /** The last line of the format was seen. Without it the file is cut. */
  get complete(): boolean {
    return this.section === 'end';
  }

  read(lines: readonly string[]): OneCBatch {
    const batch: OneCBatch = { entries: [], problems: [] };
    for (const line of lines) this.line(line, batch);
    return batch;
  }

  private line(line: string, batch: OneCBatch): void {
    this.lineNumber += 1;
    const plain = line.trim();
    if (this.section === 'end' || plain === '' || plain.replace('\ufeff', '') === ONE_C_MARK) return;
    const equals = plain.indexOf('=');
    const key = equals < 0 ? plain : plain.slice(0, equals).trim();
    const value = equals < 0 ? '' : plain.slice(equals + 1).trim();
    if (key === 'КонецФайла') this.section = 'end';
    else if (key === 'СекцияРасчСчет') this.begin('account', '');
    else if (key === 'СекцияДокумент') this.begin('document', value);
    else if (key === 'КонецРасчСчет') this.endAccount();
    else if (key === 'КонецДокумента') this.endDocument(batch);
    else if (equals >= 0 && ONE_C_KEYS.has(key)) this.keep(key, value);
    else if (this.last !== '') this.more.push(plain);
  }

  private begin(section: Section, kind: string): void {
    this.section = section;
    this.kind = withoutCards(kind);
    this.fields = new Map();
    this.last = '';
    this.more = [];
    this.startLine = this.lineNumber;
  }

  private takeMore(): void {
    if (this.more.length === 0) return;
    this.fields.set(this.last, withoutCards([this.fields.get(this.last) ?? '', ...this.more].join(' ').trim()));
    this.more = [];
  }

  private keep(key: string, told: string): void {
    this.takeMore();
    const value = withoutCards(told);
    this.fields.set(key, value);
    this.last = key;
    if (key === 'РасчСчет' && this.section !== 'document' && value !== '') this.accounts.add(value);
    if (key === 'ВерсияФормата') this.version = value;
  }

  private endAccount(): void {
    this.takeMore();
    const day = (key: string): string | null => this.dayOf(key);
    const amount = (key: string): bigint | null => {
      const result = readAmount(this.fields.get(key) ?? '', CURRENCY, '.');
      return result.ok ? result.value : null;
    };
    this.totals.push({
      account: this.fields.get('РасчСчет') ?? '',
      from: day('ДатаНачала'),
      to: day('ДатаКонца'),
      openingMinor: amount('НачальныйОстаток'),
      creditMinor: amount('ВсегоПоступило'),
      debitMinor: amount('ВсегоСписано'),
      closingMinor: amount('КонечныйОстаток'),
    });
    this.begin('header', '');
  }

  private dayOf(key: string): string | null {
    const result = readMoment(this.fields.get(key) ?? '');
    return result.ok ? result.value.day : null;
  }

  private endDocument(batch: OneCBatch): void {
    this.takeMore();
    const amount = readAmount(this.fields.get('Сумма') ?? '', CURRENCY, '.');
    const sides = this.sides();
    const bookedOn = this.dayOf(sides.direction === 'debit' ? 'ДатаСписано' : 'ДатаПоступило') ?? this.dayOf('Дата');
    if (!amount.ok) batch.problems.push(this.problem(amount.error, 'Сумма'));
    else if (bookedOn === null) batch.problems.push(this.problem('not_a_date', 'Дата'));
    else batch.entries.push({ ...this.entry(sides), amountMinor: amount.value, bookedOn });
    this.begin('header', '');
  }

  private problem(code: RowProblemCode, column: string): RowProblem {
    const value = this.fields.get(column) ?? null;
    return { row: this.startLine, code: value === null || value === '' ? 'missing' : code, column, value: value?.slice(0, SHOWN_CHARS) ?? null };
  }

  private entry({ direction, account, other }: Sides): Omit<StatementEntry, 'amountMinor' | 'bookedOn'> {
    const field = (key: string): string | null => {
      const value = this.fields.get(key) ?? '';
      return value === '' ? null : maskCardNumbers(value);
    };
    const numbered = ['1', '2', '3', '4', '5', '6'].map((part) => this.fields.get(`НазначениеПлатежа${part}`) ?? '').filter((part) => part !== '');
    return {
      row: this.startLine,
      account,
      direction,
      currency: CURRENCY,
      documentNumber: field('Номер'),
      documentOn: this.dayOf('Дата'),
      documentKind: this.kind === '' ? null : this.kind,
      counterparty: field(other) ?? field(`${other}1`),
      counterpartyInn: field(`${other}ИНН`),
      counterpartyAccount: this.accountOf(other) || null,
      purpose: maskCardNumbers(this.fields.get('НазначениеПлатежа') || numbered.join(' ')),
      bankRef: null,
    };
  }

  private accountOf(side: Side): string {
    return this.fields.get(`${side}Счет`) || this.fields.get(`${side}РасчСчет`) || '';
  }

  /** Whose side is ours: the one with an account of the file's header, else the one that the bank put a date on. */
  private sides(): Sides {
    const payer = this.accountOf('Плательщик');
    const payee = this.accountOf('Получатель');
    const ours = { payer: this.accounts.has(payer), payee: this.accounts.has(payee) };
    const dated = { payer: this.dayOf('ДатаСписано') !== null, payee: this.dayOf('ДатаПоступило') !== null };
    const told = ours.payer === ours.payee ? dated : ours;
    if (told.payee && !told.payer) return { direction: 'credit', account: payee, other: 'Плательщик' };
    if (told.payer && !told.payee) return { direction: 'debit', account: payer, other: 'Получатель' };
    return { direction: 'unknown', account: payee, other: 'Плательщик' };
  }
}

type Side = 'Плательщик' | 'Получатель';

interface Sides {
  readonly direction: StatementEntry['direction'];
  readonly account: string;
  readonly other: Side;
}
