import type { PortalEvent, PortalPaymentDetail, PortalPaymentList, PortalPaymentQuery, ProposedResolution, Role } from '@payport/contracts';
import type { Clock, PaymentEvent, PaymentId, PaymentRecord, PaymentStatus, PaymentStore, PropertyId, Result } from '@payport/domain';
import { givesBackAlone, invariant, ok, refuse } from '@payport/domain';
import type { Language } from '../../http/language.ts';
import type { PortalUser } from '../access/index.ts';
import {
  needsSecondPerson,
  openResolution,
  paymentResource,
  resolvableTo,
  type OpenResolution,
  type ContradictionRefunds,
  type GiveBack,
  type PaymentResolutions,
  type Payments,
  type Person,
  type PersonRefunds,
  type Refusal,
} from '../payments/index.ts';
import { contradictionRefund, mayRefund } from './contradiction-view.ts';
import { ASK_AGAIN_ROLES, RESOLVE_ROLES } from './payment-roles.ts';
import type { ListCursors } from './list-cursor.ts';
import { paymentRow, type ListedPayment } from './payment-row.ts';
import type { PaymentListFilter } from './payment-list-filter.ts';
import type { PortalPaymentRepository } from './portal-payment.repository.ts';
import type { RefundDeskRepository } from './refunds/refund-desk.repository.ts';
import { canGoBack, familyMembers, refundPanel } from './refunds/refund-view.ts';
import type { SearchService } from './search/search.service.ts';

const NO_LIMITS = { hotel: null, roles: {}, person: null } as const;

/** Only these can still be asked about. */
const ASKABLE: readonly PaymentStatus[] = ['unknown', 'manual_review'];

export interface PortalPaymentPorts {
  readonly repository: PortalPaymentRepository;
  readonly store: Pick<PaymentStore, 'find' | 'events'>;
  readonly payments: Pick<Payments, 'askAgain'>;
  readonly resolutions: PaymentResolutions;
  readonly refunds: ContradictionRefunds;
  readonly personRefunds: PersonRefunds;
  readonly refundDesk: RefundDeskRepository;
  readonly cursors: ListCursors;
  readonly search: Pick<SearchService, 'forList'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** What a list is narrowed by, and its order; not which page. */
export type ListConditions = Omit<PortalPaymentQuery, 'cursor' | 'limit'>;

export type ListRefusal = 'property' | 'cursor' | 'card-number' | 'unclear';

/** Rows of one page, and the cursor of the next. */
export interface ListedPage {
  readonly rows: readonly ListedPayment[];
  readonly nextCursor: string | null;
}

/** Payments as people see them; who may see which was decided before. */
export class PortalPaymentsService {
  constructor(private readonly ports: PortalPaymentPorts) {}

  async list(user: PortalUser, query: PortalPaymentQuery, language: Language): Promise<Result<PortalPaymentList, ListRefusal>> {
    const page = await this.page(user, query);
    if (!page.ok) return page;
    return ok({ data: page.value.rows.map((row) => paymentRow(row, language)), nextCursor: page.value.nextCursor });
  }

  /** One page of what the person may see, and where the next begins. */
  async page(user: PortalUser, query: PortalPaymentQuery): Promise<Result<ListedPage, ListRefusal>> {
    const { limit, cursor, ...conditions } = query;
    const filter = await this.filterOf(user, conditions);
    if (!filter.ok) return filter;
    const before = cursor === undefined ? undefined : this.ports.cursors.read(cursor);
    if (before === null) return refuse('cursor');
    // One more than asked for tells whether there is a next page.
    const rows = await this.ports.repository.list({ ...filter.value, before, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return ok({ rows: shown, nextCursor: last ? this.ports.cursors.write(last.id) : null });
  }

  /** What the conditions of a list mean, for its pages and for its export. */
  async filterOf(user: PortalUser, query: ListConditions): Promise<Result<PaymentListFilter, ListRefusal>> {
    const propertyIds = query.property === undefined ? user.propertyIds : user.propertyIds.filter((id) => id === query.property);
    if (propertyIds.length === 0) return refuse('property');
    const search = await this.ports.search.forList(propertyIds, query.q ?? '');
    if (!search.ok) return search;
    return ok({
      propertyIds,
      search: search.value,
      sort: query.sort,
      nowMs: this.ports.clock.now(),
      statuses: unlessEmpty(query.status),
      outcomes: unlessEmpty(query.outcome),
      kinds: unlessEmpty(query.kind),
      returned: query.returned === 'true',
      terminalIds: unlessEmpty(query.terminal),
      reasons: unlessEmpty(query.reason),
      fromMs: query.from === undefined ? undefined : Date.parse(query.from),
      toMs: query.to === undefined ? undefined : Date.parse(query.to),
      limit: 0,
    });
  }

  /** Null where the payment does not exist. */
  async detail(user: PortalUser, id: PaymentId, language: Language): Promise<PortalPaymentDetail | null> {
    const { store, repository, refundDesk } = this.ports;
    const payment = await store.find(id);
    if (!payment) return null;
    // One connection at a time: a page full of people must leave the pool to the payments.
    const place = await repository.placeOf(payment);
    invariant(place, 'a payment without its terminal');
    const events = await store.events(id, 0);
    const frames = await repository.framesOf(id);
    const refunds = await repository.refundsOf(id);
    const family = await refundDesk.family(id);
    const [limits, terminals] = canGoBack(payment)
      ? [await refundDesk.limits(payment, user.id), await refundDesk.terminals(payment)]
      : [NO_LIMITS, []];
    return {
      payment: paymentResource(payment, language),
      property: place.property,
      terminal: place.terminal,
      demo: payment.demo,
      events: events.map(portalEvent),
      frames: [...frames],
      refunds: refunds.map((row) => paymentRow(row, language)),
      family: familyMembers(family, language),
      refund: refundPanel({ payment, events, family, limits, terminals }, user),
      contradictionRefund: contradictionRefund(payment, events, user),
      ...this.decisions(user, payment, events, { maxRefundMinor: place.maxRefundMinor, undoable: await this.resolutions.isUndoable(payment) }),
    };
  }

  /** What is proposed, and what this person may do about it. */
  private decisions(
    user: PortalUser,
    payment: PaymentRecord,
    events: readonly PaymentEvent[],
    { maxRefundMinor, undoable }: { readonly maxRefundMinor: bigint | null; readonly undoable: boolean },
  ): Pick<PortalPaymentDetail, 'resolution' | 'may'> {
    const open = openResolution(events);
    const askAgain = ASKABLE.includes(payment.status) && hasRole(user, payment.propertyId, ASK_AGAIN_ROLES);
    const decides = hasRole(user, payment.propertyId, RESOLVE_ROLES);
    return {
      resolution: open && shownResolution(open, user),
      may: {
        askAgain,
        resolve: decides && !open ? [...resolvableTo(payment.status, events, undoable)] : [],
        secondPerson: needsSecondPerson(payment.amountMinor, maxRefundMinor),
        confirmResolution: decides && open !== null && open.by.id !== user.id,
        rejectResolution: decides && open !== null,
        ...mayRefund(payment, events, user, decides),
      },
    };
  }

  async slip(id: PaymentId): Promise<string | null> {
    return (await this.ports.store.find(id))?.result?.slip ?? null;
  }

  get refunds(): ContradictionRefunds {
    return this.ports.refunds;
  }

  get personRefunds(): PersonRefunds {
    return this.ports.personRefunds;
  }

  /** Money back by this person: how much they may alone, their role at the payment's hotel and their own limit there say. */
  async giveBack(user: PortalUser, id: PaymentId, wanted: GiveBack, by: Person): Promise<Result<void, Refusal>> {
    const { store, refundDesk, personRefunds } = this.ports;
    const payment = await store.find(id);
    if (!payment) return refuse({ code: 'not-found' });
    const alone = givesBackAlone(user.memberships.get(payment.propertyId), await refundDesk.limits(payment, user.id));
    return personRefunds.give(id, wanted, by, alone);
  }

  get resolutions(): PaymentResolutions {
    return this.ports.resolutions;
  }

  askAgain(user: PortalUser, id: PaymentId): Promise<Result<void, 'not_unknown'>> {
    return this.ports.payments.askAgain(id, { id: user.id, name: user.name });
  }
}

/** `status=` says nothing, rather than "none". */
const unlessEmpty = <T>(list: readonly T[] | undefined): readonly T[] | undefined => (list?.length === 0 ? undefined : list);

function hasRole(user: PortalUser, propertyId: PropertyId, roles: readonly Role[]): boolean {
  const role = user.memberships.get(propertyId);
  return role !== undefined && roles.includes(role);
}

const shownResolution = ({ seq, outcome, evidence, rrn, authCode, by, atMs }: OpenResolution, user: PortalUser): ProposedResolution => ({
  seq,
  outcome,
  evidence,
  rrn,
  authCode,
  by: by.name,
  at: new Date(atMs).toISOString(),
  mine: by.id === user.id,
});

const portalEvent = (event: PaymentEvent): PortalEvent => ({
  seq: event.seq,
  at: new Date(event.atMs).toISOString(),
  type: event.type,
  from: event.from,
  to: event.to,
  stage: event.stage,
  cause: event.cause,
  actor: event.actor,
  evidence: { ...event.evidence },
});
