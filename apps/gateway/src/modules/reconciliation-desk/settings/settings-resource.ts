import type { PortalFeeTariff, ReconRuleOrder, TariffState } from '@payport/contracts';
import { formatAmount, parseAmount } from '@payport/domain';
import { ProblemError } from '../../../http/problem-error.ts';

export interface RuleRow {
  readonly acquirer: string;
  readonly tids: readonly string[];
  readonly amount: string;
  readonly fee: string;
  readonly window_minutes: number;
  readonly registry_days: number;
  readonly statement_days: number;
  readonly posting_days: number;
  readonly cut_off: string | null;
}
export interface TariffRow {
  readonly id: string;
  readonly acquirer: string;
  readonly product: string;
  readonly method: PortalFeeTariff['method'];
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly rate_millionths: number;
  readonly fixed_minor: string;
  readonly min_minor: string | null;
  readonly max_minor: string | null;
  readonly refunds_fee: boolean;
  readonly created_at: Date;
  readonly created_name: string | null;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_name: string | null;
  readonly withdrawn_why: string | null;
  readonly state: TariffState;
}

/** What the database takes where a hotel has said nothing; a test compares both. */
export const DEFAULT_RULE: RuleRow = {
  acquirer: '',
  tids: [],
  amount: '0',
  fee: '0',
  window_minutes: 15,
  registry_days: 1,
  statement_days: 3,
  posting_days: 1,
  cut_off: null,
};

export const ruleResource = (row: RuleRow, currency: string): ReconRuleOrder => ({
  acquirer: row.acquirer,
  tids: [...row.tids],
  amountTolerance: formatAmount(BigInt(row.amount), currency),
  feeTolerance: formatAmount(BigInt(row.fee), currency),
  windowMinutes: row.window_minutes,
  registryDays: row.registry_days,
  statementDays: row.statement_days,
  postingDays: row.posting_days,
  cutOff: row.cut_off,
});

export function tariffResource(row: TariffRow, currency: string): PortalFeeTariff {
  const money = (minor: string | null): string | null => (minor === null ? null : formatAmount(BigInt(minor), currency));
  const { withdrawn_at: at, withdrawn_name: by, withdrawn_why: reason } = row;
  return {
    id: row.id,
    acquirer: row.acquirer,
    product: row.product,
    method: row.method,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    ratePercent: percentOf(row.rate_millionths),
    fixed: formatAmount(BigInt(row.fixed_minor), currency),
    min: money(row.min_minor),
    max: money(row.max_minor),
    refundsFee: row.refunds_fee,
    state: row.state,
    created: { at: row.created_at.toISOString(), by: row.created_name },
    withdrawn: at === null || by === null || reason === null ? null : { at: at.toISOString(), by, reason },
  };
}

/** 15 000 millionths are 1.5 percent; digits alone, no float. */
export function percentOf(millionths: number): string {
  const digits = String(millionths).padStart(5, '0');
  const decimals = digits.slice(-4).replace(/0+$/, '');
  return decimals === '' ? digits.slice(0, -4) : `${digits.slice(0, -4)}.${decimals}`;
}

/** Percent with up to four decimals, as millionths. */
export function millionthsOf(percent: string): number {
  const [whole = '0', decimals = ''] = percent.split('.');
  return Number(whole + decimals.padEnd(4, '0'));
}

/** Minor units of a decimal; zero is one too. @throws ProblemError `validation-failed` for more decimals than the currency has */
export function minorOf(text: string, currency: string, pointer: string): bigint {
  if (/^0+(\.0+)?$/.test(text)) return 0n;
  const read = parseAmount(text, currency);
  if (!read.ok) throw new ProblemError('validation-failed', { errors: [{ pointer, code: 'amount', message: '' }] });
  return read.value;
}
