import type { Answer, GatewayHarness } from '../gateway-harness.ts';
import type { PortalVisitor } from '../portal-visitor.ts';

/** One way to get an answer that the contract promises. A promise without a scenario fails. */
export type Scenario = () => Promise<Answer>;
export type Scenarios = Record<string, Record<string, Scenario>>;
export type Call = (who: PortalVisitor, more?: { body?: unknown; headers?: Record<string, string> }) => Promise<Answer>;

/** What scenarios of one topic work with; the values exist once the gateway runs. */
export interface Bench {
  readonly gateway: () => GatewayHarness;
  /** Owner of the gateway's hotel. */
  readonly visitor: () => PortalVisitor;
  readonly auditor: () => PortalVisitor;
  /** Somebody of the hotel's finance: sees payments, and neither people nor keys. */
  readonly finance: () => PortalVisitor;
  /** Somebody of the front desk: sees payments, and nothing of the books. */
  readonly support: () => PortalVisitor;
  readonly nobody: () => PortalVisitor;
  /** Owner of a hotel that asks owners for a second factor, without one. */
  readonly unfactored: () => PortalVisitor;
  /** Owner of the gateway's hotel who has long not proven who they are. */
  readonly stale: () => PortalVisitor;
  readonly broken: (call: () => Promise<Answer>) => Record<string, Scenario>;
  readonly posted: (call: Call, who: () => PortalVisitor) => Record<string, Scenario>;
}

export const elsewhere = { origin: 'https://evil.example' };

/** A call of one address. */
export const get =
  (path: string): Call =>
  (who, { headers } = {}) =>
    who.get(path, headers);
export const post =
  (path: string): Call =>
  (who, { body, headers } = {}) =>
    who.post(path, body, headers);
export const patch =
  (path: string): Call =>
  (who, { body, headers } = {}) =>
    who.patch(path, body, headers);

/** What every route behind the sign-in answers. */
export const closedTo = ({ nobody, visitor, unfactored, broken }: Bench, call: Call, body?: unknown): Record<string, Scenario> => ({
  unauthorized: () => call(nobody(), { body }),
  'second-factor-needed': () => call(unfactored(), { body }),
  ...broken(() => call(visitor(), { body })),
});
