import type { GatewayHarness } from './gateway-harness.ts';

export interface LineFixture {
  readonly source: string;
  readonly line: string;
  readonly kind: 'sale' | 'refund' | 'reversal';
  readonly state: 'captured' | 'reversed' | 'declined';
  readonly amountMinor: bigint;
  readonly tid: string | null;
  readonly rrn: string | null;
  readonly authCode: string | null;
  readonly cardMask: string | null;
  readonly businessDay: string;
}

let lines = 0;

/** A line as an import adds it; today's, captured, of the terminal that tests register. Gives its number in the file. */
export async function bankLine(
  { db, propertyId }: Pick<GatewayHarness, 'db' | 'propertyId'>,
  day: string,
  over: Partial<LineFixture> = {},
): Promise<string> {
  lines += 1;
  const line: LineFixture = {
    source: 'registry-2026-01-16.csv',
    line: String(lines),
    kind: 'sale',
    state: 'captured',
    amountMinor: 150_000n,
    tid: '00459991',
    rrn: null,
    authCode: null,
    cardMask: null,
    businessDay: day,
    ...over,
  };
  await db.query(
    `insert into bank_operation (property_id, source, source_line, kind, state, amount_minor, currency, tid, rrn, auth_code, card_mask, business_day)
     values ($1, $2, $3, $4, $5, $6, 'RUB', $7, $8, $9, $10, $11)`,
    [propertyId, line.source, line.line, line.kind, line.state, line.amountMinor, line.tid, line.rrn, line.authCode, line.cardMask, line.businessDay],
  );
  return line.line;
}
