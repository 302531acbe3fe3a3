import { ROLES, type FieldError, type PropertyChange, type PropertyLimit } from '@payport/contracts';
import { formatAmount, parseAmount } from '@payport/domain';
import { ProblemError } from '../../http/problem-error.ts';
import type { PropertyFacts } from './property-records.ts';

const FIELDS = [
  'name',
  'legalEntity',
  'inn',
  'kpp',
  'city',
  'timeZone',
  'currency',
  'currencies',
  'limits',
  'nightAuditHour',
  'confirmBySeconds',
  'secondFactorRoles',
] as const satisfies readonly (keyof PropertyFacts)[];

/** What only an owner changes: who the contract is with, and how much may go through at once. */
const OWNERS_FIELDS: readonly (keyof PropertyFacts)[] = ['legalEntity', 'inn', 'kpp', 'limits', 'secondFactorRoles'];

/** The hotel's facts with the change in them. @throws ProblemError where they do not fit together */
export function factsAfter(now: PropertyFacts, change: PropertyChange): PropertyFacts {
  const facts = { ...now, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) };
  const errors: FieldError[] = [];
  if (!facts.currencies.includes(facts.currency)) errors.push({ pointer: '/currencies', code: 'main-currency', message: '' });
  change.limits?.forEach(({ currency }, i) => {
    if (!facts.currencies.includes(currency)) errors.push({ pointer: `/limits/${i}/currency`, code: 'not-accepted', message: '' });
  });
  if (errors.length > 0) throw new ProblemError('validation-failed', { errors });
  const currencies = [facts.currency, ...new Set(facts.currencies.filter((currency) => currency !== facts.currency))];
  // One spelling of the same choice.
  const secondFactorRoles = ROLES.filter((role) => facts.secondFactorRoles.includes(role));
  return { ...facts, currencies, secondFactorRoles, limits: currencies.map((currency) => limitOf(facts.limits, currency)) };
}

/** What is different, by field. */
export function changedFacts(now: PropertyFacts, wanted: PropertyFacts): Partial<PropertyFacts> {
  const fields = FIELDS.filter((field) => JSON.stringify(now[field]) !== JSON.stringify(wanted[field]));
  return Object.fromEntries(fields.map((field) => [field, wanted[field]]));
}

export const needsOwner = (changed: Partial<PropertyFacts>): boolean => OWNERS_FIELDS.some((field) => field in changed);

function limitOf(limits: readonly PropertyLimit[], currency: string): PropertyLimit {
  const found = limits.find((limit) => limit.currency === currency);
  return { currency, maxSale: written(found?.maxSale ?? null, currency), maxRefund: written(found?.maxRefund ?? null, currency) };
}

/** `100000` and `100000.00` are the same limit. */
function written(text: string | null, currency: string): string | null {
  const amount = text === null ? null : parseAmount(text, currency);
  return amount?.ok ? formatAmount(amount.value, currency) : null;
}
