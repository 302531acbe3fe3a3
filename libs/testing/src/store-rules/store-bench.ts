import type {
  ApiKeyId,
  CardResult,
  Decline,
  DeviceAddress,
  DeviceReference,
  PaymentEvent,
  PaymentId,
  PaymentIntent,
  PaymentStatus,
  PaymentStore,
  PropertyId,
  TerminalId,
} from '@payport/domain';

/** A store with one hotel, two terminals and a registered gateway; `other` is a second connection to the same database. */
export interface StoreBench {
  readonly store: PaymentStore;
  readonly other: PaymentStore;
  readonly propertyId: PropertyId;
  readonly terminalIds: readonly [TerminalId, TerminalId];
  readonly addresses: readonly [DeviceAddress, DeviceAddress];
  readonly instanceId: string;
  readonly newId: () => string;
}

/** One rule that every payment store keeps. Throws when it does not. */
export interface StoreRule {
  readonly title: string;
  readonly run: (bench: StoreBench) => Promise<void>;
}

export const AT_MS = Date.UTC(2026, 0, 15, 9, 0, 0);

const TEXT = { ru: 'Текст', en: 'Text' } as const;
export const DECLINE: Decline = { code: 'issuer_refused', terminalCode: '4405', message: TEXT, advice: TEXT, retry: 'other_card' };

export const RESULT: CardResult = {
  approvedAmountMinor: 150_000n,
  currency: 'RUB',
  rrn: '159981153122',
  authCode: '10P425',
  responseCode: '0',
  responseText: 'ОДОБРЕНО',
  cardMask: '220220******4617',
  cardBrand: 'MIR',
  cardExpiry: '12/29',
  cardholder: null,
  terminalTid: '00459991',
  merchantMid: '684444445555',
  stan: '0030',
  hostTime: '2026-01-15T12:00:05',
  executedAs: 'sale',
  slip: 'ОПЛАТА',
};

let references = 0;

export function newIntent(bench: StoreBench, over: Partial<PaymentIntent> = {}): PaymentIntent {
  references += 1;
  return {
    id: bench.newId() as PaymentId,
    propertyId: bench.propertyId,
    terminalId: bench.terminalIds[0],
    kind: 'sale',
    amountMinor: 150_000n,
    currency: 'RUB',
    idempotencyKey: bench.newId(),
    params: { '/amount': '150000' },
    pmsTransactionNumber: null,
    reservation: null,
    folio: null,
    cashier: null,
    workstation: null,
    comment: null,
    details: null,
    confirmation: 'auto',
    original: null,
    expiresAtMs: null,
    deviceReference: references.toString(16).toUpperCase().padStart(8, '0') as DeviceReference,
    instanceId: bench.instanceId,
    apiKeyId: null as ApiKeyId | null,
    createdAtMs: AT_MS,
    ...over,
  };
}

export const move = (id: PaymentId, seq: number, from: PaymentStatus | null, to: PaymentStatus, atMs = AT_MS + seq): PaymentEvent => ({
  paymentId: id,
  seq,
  atMs,
  type: 'state',
  from,
  to,
  stage: null,
  cause: 'rule',
  actor: 'test',
  evidence: {},
});

/** A payment brought along the given states, in one transaction. */
export async function walk(bench: StoreBench, intent: PaymentIntent, ...states: readonly PaymentStatus[]): Promise<PaymentId> {
  await bench.store.transaction([], async (tx) => {
    await tx.insert(intent);
    const all: readonly PaymentStatus[] = ['accepted', ...states];
    const last = all.at(-1);
    if (last === 'approved')
      await tx.saveOutcome(intent.id, { result: { ...RESULT, approvedAmountMinor: intent.amountMinor }, decline: null, holdsTerminal: false });
    await tx.append(...all.map((to, i) => move(intent.id, i + 1, all[i - 1] ?? null, to)));
  });
  return intent.id;
}

/** A claim of that payment on a device. */
export const claimOf = (bench: StoreBench, paymentId: PaymentId, address: DeviceAddress = bench.addresses[0]) => ({
  address,
  terminalId: bench.terminalIds[0],
  holder: 'payment' as const,
  paymentId,
  commandId: null,
  cashier: null,
  instanceId: bench.instanceId,
  takenAtMs: AT_MS,
});

/** What `stop` throws, so that a transaction ends without a commit. */
export const failing = { name: 'Error', message: 'stop here' };
export const stop = (): never => {
  throw new Error(failing.message);
};
