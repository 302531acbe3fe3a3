/** Who tells of an operation: we, the acquirer's registry, the hotel's own system, the account's statement. */
export const RECON_SIDES = ['gateway', 'bank', 'pms', 'statement'] as const;
export type ReconSide = (typeof RECON_SIDES)[number];

/** Which two sides are held against each other. A payment has one result in each relation that it belongs to. */
export const RECON_RELATIONS = ['gateway_bank', 'gateway_pms', 'bank_statement'] as const;
export type ReconRelation = (typeof RECON_RELATIONS)[number];

/** What came of a line. */
export const RECON_RESULTS = [
  'matched',
  'amount_mismatch',
  'fee_mismatch',
  'date_late',
  'missing_at_bank',
  'missing_at_gateway',
  'missing_in_pms',
  'missing_in_statement',
  'missing_in_registry',
  'duplicate',
  'status_conflict',
  'expected',
  'ambiguous',
  'chargeback',
] as const;
export type ReconResult = (typeof RECON_RESULTS)[number];

/** Results that nobody has to explain. */
export const RECON_SETTLED: readonly ReconResult[] = ['matched', 'expected'];

/** What a match rests on, the strongest first. `person`: somebody put the lines together. */
export const RECON_RUNGS = [
  'person',
  'reference',
  'reference_group',
  'reference_amount',
  'authorization',
  'time',
  'day_group',
  'netted',
  'status_reference',
  'status_authorization',
  'status_time',
  'posting_reported',
  'posting_named',
  'folio',
  'registry_named',
  'settled_on',
  'merchant_day',
] as const;
export type ReconRung = (typeof RECON_RUNGS)[number];

export const RECON_SEVERITIES = ['low', 'medium', 'high'] as const;
export type ReconSeverity = (typeof RECON_SEVERITIES)[number];
