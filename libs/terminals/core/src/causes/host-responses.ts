import type { CommonCause } from './common-causes.ts';

/** Response codes of the issuer, ISO 8583 field 39, by what they mean for the guest and the cashier. */
const CODES: Readonly<Partial<Record<CommonCause, readonly string[]>>> = {
  insufficient_funds: ['51'],
  wrong_pin: ['55'],
  pin_blocked: ['38', '75'],
  card_expired: ['33', '54'],
  card_blocked: ['04', '07', '34', '36', '37', '41', '43', '78'],
  card_restricted: ['57', '58', '62'],
  limit_exceeded: ['61', '65'],
  issuer_unavailable: ['19', '68', '91', '92', '96'],
  call_issuer: ['01', '02', '60', '66'],
  host_duplicate: ['94'],
  card_refused: ['14', '15', '31', '56'],
  issuer_refused: ['05', '06', '12', '13', '30', '52', '53', '59', '63', '93'],
  original_not_found: ['25'],
  setup_keys: ['98'],
  setup_other: ['03', '77', '89', '95'],
};

const CAUSES: ReadonlyMap<string, CommonCause> = new Map(
  Object.entries(CODES).flatMap(([cause, codes]) => codes.map((code): [string, CommonCause] => [code, cause as CommonCause])),
);

/** Null for a code that the table does not have; `00` is an approval and no cause. Three digits are seen with a zero in front. */
export const causeOfHostResponse = (code: string): CommonCause | null => CAUSES.get(/^0[0-9]{2}$/.test(code) ? code.slice(1) : code) ?? null;
