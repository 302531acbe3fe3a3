import {
  DECLINE_CODES,
  formatAmount,
  PAYMENT_KINDS,
  PAYMENT_STATUSES,
  RECON_RELATIONS,
  REFUND_REASONS,
  ROLES,
  type DeclineCode,
  type PaymentKind,
  type PaymentStatus,
  type ReconRelation,
  type RefundReason,
  type Role,
} from '@payport/domain';
import { calendarDay, localMoment } from '@/format/moment.ts';
import { formatMoney } from '@/format/money.ts';

/** Facts that entries keep and people have words for; others are shown as they stand in the record. */
export const AUDIT_FIELDS = [
  'above',
  'acquirer',
  'active',
  'address',
  'amountMinor',
  'amountTolerance',
  'authCode',
  'by',
  'changed',
  'city',
  'cols',
  'columns',
  'comment',
  'confirmBySeconds',
  'confirmedBy',
  'count',
  'currencies',
  'currency',
  'cutOff',
  'day',
  'declineCodes',
  'density',
  'detail',
  'difference',
  'driver',
  'duplicates',
  'email',
  'enabled',
  'ended',
  'endsAt',
  'events',
  'evidence',
  'exceptions',
  'feeTolerance',
  'fixed',
  'format',
  'from',
  'inn',
  'invitation',
  'kind',
  'kpp',
  'language',
  'lastFour',
  'legalEntity',
  'limits',
  'lines',
  'link',
  'list',
  'look',
  'mapping',
  'max',
  'maxRefund',
  'maxSale',
  'method',
  'mid',
  'min',
  'name',
  'networks',
  'newKey',
  'nightAuditHour',
  'ofWhom',
  'outcome',
  'overlapHours',
  'owner',
  'part',
  'period',
  'postingDays',
  'product',
  'property',
  'proposed',
  'proposedBy',
  'q',
  'quarantine',
  'rate',
  'ratePercent',
  'reason',
  'reasonCode',
  'refund',
  'refundLimits',
  'refundsFee',
  'refused',
  'registryDays',
  'relation',
  'returned',
  'role',
  'rows',
  'rrn',
  'scopes',
  'searched',
  'secondFactorRoles',
  'seq',
  'settleAt',
  'sha256',
  'signed',
  'since',
  'sizeBytes',
  'sort',
  'stake',
  'state',
  'statementDays',
  'status',
  'terminal',
  'terminalName',
  'tid',
  'tids',
  'timeZone',
  'to',
  'type',
  'until',
  'url',
  'validFrom',
  'validTo',
  'version',
  'windowMinutes',
  'working',
  'workstation',
  'workstations',
] as const;
export type AuditField = (typeof AUDIT_FIELDS)[number];

/** Values of a fact that have no words elsewhere, as `fact-value`; a test holds them equal to the contract's. */
export const AUDIT_WORDS = [
  'cols-amount',
  'cols-card',
  'cols-guest',
  'cols-original',
  'cols-owner',
  'cols-reference',
  'cols-status',
  'cols-story',
  'cols-terminal',
  'cols-time',
  'cols-why',
  'density-compact',
  'kind-force_match',
  'kind-write_off',
  'language-en',
  'language-ru',
  'list-payments',
  'list-queue',
  'list-refunds',
  'look-table',
  'method-any',
  'method-card',
  'method-sbp',
  'ofWhom-me',
  'ofWhom-confirm',
  'ofWhom-nobody',
  'outcome-pending',
  'part-care',
  'part-unknown',
  'period-last30',
  'period-last7',
  'period-today',
  'period-yesterday',
  'returned-true',
  'sort-largest',
  'sort-newest',
  'sort-oldest',
  'sort-smallest',
  'state-given_up',
] as const;
export type AuditWord = (typeof AUDIT_WORDS)[number];

/** How the record names a fact, for this action: what a key was replaced by is a key, elsewhere `by` is somebody. */
export const fieldOf = (action: string, key: string): AuditField | null =>
  key === 'by' && action === 'api_key.replaced' ? 'newKey' : (AUDIT_FIELDS.find((known) => known === key) ?? null);

/** Ids of what the entry names in words beside them. */
const SAID_BESIDE = new Set(['terminalId', 'byId', 'invitation', 'link']);

export const shownKeys = (...facts: readonly (Readonly<Record<string, unknown>> | null)[]): readonly string[] =>
  [...new Set(facts.flatMap((one) => Object.keys(one ?? {})))].filter((key) => !SAID_BESIDE.has(key));

/** Amounts as the contract writes them, "1500.00". */
const MONEY: ReadonlySet<string> = new Set(['amountTolerance', 'difference', 'feeTolerance', 'fixed', 'max', 'maxRefund', 'maxSale', 'min', 'stake']);

export interface FactWords {
  readonly locale: string;
  readonly timeZone: string;
  /** Of the payment or hotel that the entry is about, where the facts name none. */
  readonly currency: string | null;
  readonly none: string;
  readonly nobody: string;
  readonly yes: string;
  readonly no: string;
  readonly field: (key: string) => string;
  readonly role: (word: Role) => string;
  readonly refundReason: (word: RefundReason) => string;
  readonly status: (word: PaymentStatus) => string;
  readonly kind: (word: PaymentKind) => string;
  readonly relation: (word: ReconRelation) => string;
  readonly decline: (word: DeclineCode) => string;
  readonly other: (word: AuditWord) => string;
}

/** One fact as people read it: amounts, moments and words in their language. Nothing is rounded or left out. */
export function factText(key: string, value: unknown, words: FactWords): string {
  if (value === null || value === undefined || value === '') return key === 'owner' ? words.nobody : words.none;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value)) return value.length === 0 ? words.none : value.map((one) => factText(key, one, words)).join(', ');
  if (typeof value === 'object') return objectText(value as Readonly<Record<string, unknown>>, words);
  if (typeof value !== 'string') return typeof value === 'number' ? String(value) : JSON.stringify(value);
  return amountText(key, value, words) ?? momentText(value, words) ?? wordText(key, value, words);
}

function objectText(value: Readonly<Record<string, unknown>>, words: FactWords): string {
  const currency = typeof value['currency'] === 'string' ? value['currency'] : words.currency;
  return `(${shownKeys(value)
    .map((key) => `${words.field(key)}: ${factText(key, value[key], { ...words, currency })}`)
    .join('; ')})`;
}

function amountText(key: string, value: string, { currency, locale }: FactWords): string | null {
  if (currency === null) return null;
  if (key === 'amountMinor' && /^-?\d+$/.test(value)) return formatMoney(formatAmount(BigInt(value), currency), currency, locale);
  return MONEY.has(key) && /^-?\d+(\.\d+)?$/.test(value) ? formatMoney(value, currency, locale) : null;
}

function momentText(value: string, { locale, timeZone }: FactWords): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return calendarDay(value, locale);
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return null;
  const { date, seconds, zone } = localMoment(value, timeZone, locale);
  return `${date}, ${seconds} ${zone}`;
}

/** Conditions of a saved list keep several values in one text. */
const SEVERAL: ReadonlySet<string> = new Set(['cols', 'declineCodes', 'kind', 'outcome', 'status']);

function wordText(key: string, value: string, words: FactWords): string {
  if (SEVERAL.has(key) && value.includes(','))
    return value
      .split(',')
      .map((one) => wordText(key, one, words))
      .join(', ');
  const role = ['role', 'secondFactorRoles'].includes(key) && ROLES.find((one) => one === value);
  if (role) return words.role(role);
  const reason = key === 'reasonCode' && REFUND_REASONS.find((one) => one === value);
  if (reason) return words.refundReason(reason);
  const status = ['status', 'outcome'].includes(key) && PAYMENT_STATUSES.find((one) => one === value);
  if (status) return words.status(status);
  const kind = key === 'kind' && PAYMENT_KINDS.find((one) => one === value);
  if (kind) return words.kind(kind);
  const relation = key === 'relation' && RECON_RELATIONS.find((one) => one === value);
  if (relation) return words.relation(relation);
  const decline = ['declineCodes', 'reason'].includes(key) && DECLINE_CODES.find((one) => one === value);
  if (decline) return words.decline(decline);
  // A file's columns are those of its list.
  const fact = key === 'columns' ? 'cols' : key;
  const other = AUDIT_WORDS.find((one) => one === `${fact}-${value}`);
  return other ? words.other(other) : value;
}
