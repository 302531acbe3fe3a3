/** What a person is at a hotel. */
export const ROLES = ['owner', 'manager', 'finance', 'support', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

const RUN: readonly Role[] = ['owner', 'manager'];
const DESK: readonly Role[] = ['owner', 'manager', 'finance', 'support'];
const MONEY: readonly Role[] = ['owner', 'manager', 'finance'];
const OWNER: readonly Role[] = ['owner'];
const LOOK: readonly Role[] = ['owner', 'manager', 'auditor'];

/**
 * The one table of what each role may do at a hotel. An auditor stands in every line that only looks, and in no line that
 * changes anything.
 */
export const PERMISSIONS = {
  viewPayments: ROLES,
  /** Asking a device changes the payment's history and holds the device for a moment. */
  askAgain: DESK,
  takeCare: DESK,
  /** Deciding about money: who answers for it in the hotel. Support finds out, and tells them. */
  decideMoney: MONEY,
  /** Up to one's own limit alone; above it somebody who decides about money confirms. */
  giveBack: DESK,
  viewTerminals: ROLES,
  /** A wrong connection stops a front desk. */
  manageTerminals: RUN,
  serviceTerminals: ['owner', 'manager', 'support'],
  /** Closing the day is bookkeeping. */
  closeDay: MONEY,
  viewDays: ROLES,
  viewAlarms: ROLES,
  acknowledgeAlarms: DESK,
  viewProperty: LOOK,
  editProperty: RUN,
  /** Legal details, limits, new hotels. */
  ownProperty: OWNER,
  viewKeys: LOOK,
  /** Where a key may call from, and how often. */
  limitKeys: RUN,
  manageKeys: OWNER,
  viewWebhooks: ROLES,
  manageWebhooks: RUN,
  viewPeople: LOOK,
  managePeople: RUN,
  viewAudit: ['owner', 'auditor'],
  viewBankFiles: ['owner', 'manager', 'finance', 'auditor'],
  /** What the bank says decides about payments. */
  takeBankFiles: MONEY,
  /** Which column of a bank's table is what: a wrong one makes wrong money of every file. */
  describeBankFiles: ['owner', 'finance'],
  viewReconciliation: ['owner', 'manager', 'finance', 'auditor'],
  /** Saying what belongs together, what a difference is, and that a day is done. */
  reconcile: MONEY,
  /** A view of a list, for everybody at the hotel. Their own views people keep without asking. */
  shareViews: DESK,
  /** Rename and remove what others share. */
  manageViews: RUN,
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

/** Permissions that only look. Every auditor has them all; the others no auditor has. */
export const LOOKING: readonly Permission[] = [
  'viewPayments',
  'viewTerminals',
  'viewDays',
  'viewAlarms',
  'viewProperty',
  'viewKeys',
  'viewWebhooks',
  'viewPeople',
  'viewAudit',
  'viewBankFiles',
  'viewReconciliation',
];

export const mayDo = (role: Role | undefined, permission: Permission): boolean =>
  role !== undefined && (PERMISSIONS[permission] as readonly Role[]).includes(role);

/** `anybody`: who is signed in, about themselves alone. A list: the route asks further which of them it needs. */
export type RoutePermission = Permission | 'anybody' | readonly Permission[];

/** What each route of the portal needs, by its `operationId`. Open routes stand in no table: they need nothing. */
export const ROUTE_PERMISSIONS: Readonly<Record<string, RoutePermission>> = {
  session: 'anybody',
  live: 'viewPayments',
  overview: 'viewPayments',
  waitingForMe: 'viewPayments',
  account: 'anybody',
  prove: 'anybody',
  beginSecondFactor: 'anybody',
  confirmSecondFactor: 'anybody',
  removeOwnSecondFactor: 'anybody',
  renewRecoveryCodes: 'anybody',
  endOwnSession: 'anybody',
  endOwnSessions: 'anybody',
  listPayments: 'viewPayments',
  payment: 'viewPayments',
  slip: 'viewPayments',
  paymentTraces: 'viewPayments',
  dossier: 'viewPayments',
  search: 'viewPayments',
  exportPayments: 'viewPayments',
  askAgain: 'askAgain',
  resolvePayment: 'decideMoney',
  confirmResolution: 'decideMoney',
  rejectResolution: 'decideMoney',
  proposeContradictionRefund: 'decideMoney',
  confirmContradictionRefund: 'decideMoney',
  rejectContradictionRefund: 'decideMoney',
  refunds: 'viewPayments',
  waitingRefunds: 'viewPayments',
  giveBack: 'giveBack',
  confirmGiveBack: 'decideMoney',
  rejectGiveBack: 'giveBack',
  queue: 'viewPayments',
  exportQueue: 'viewPayments',
  takePayment: 'takeCare',
  releasePayment: 'takeCare',
  finishPayment: 'takeCare',
  listTerminals: 'viewTerminals',
  terminal: 'viewTerminals',
  terminalDrivers: 'viewTerminals',
  testLink: 'manageTerminals',
  registerTerminal: 'manageTerminals',
  changeTerminal: 'manageTerminals',
  enableTerminal: 'manageTerminals',
  disableTerminal: 'manageTerminals',
  liftQuarantine: 'manageTerminals',
  commandTerminal: ['serviceTerminals', 'closeDay'],
  listTerminalCommands: 'viewTerminals',
  terminalCommand: 'viewTerminals',
  endOfDay: 'viewDays',
  settlement: 'viewDays',
  listAlarms: 'viewAlarms',
  acknowledgeAlarm: 'acknowledgeAlarms',
  takeAlarm: 'acknowledgeAlarms',
  audit: 'viewAudit',
  auditCheck: 'viewAudit',
  auditExport: 'viewAudit',
  people: 'viewPeople',
  invite: 'managePeople',
  revokeInvitation: 'managePeople',
  changeRole: 'managePeople',
  changePersonRefundLimit: 'managePeople',
  removePerson: 'managePeople',
  personResetLink: 'managePeople',
  endSessions: 'managePeople',
  removeSecondFactor: 'managePeople',
  properties: 'viewProperty',
  createProperty: 'ownProperty',
  property: 'viewProperty',
  changeProperty: 'editProperty',
  apiKeys: 'viewKeys',
  createApiKey: 'manageKeys',
  changeApiKey: 'limitKeys',
  revokeApiKey: 'manageKeys',
  webhooks: 'viewWebhooks',
  webhook: 'viewWebhooks',
  createWebhook: 'manageWebhooks',
  enableWebhook: 'manageWebhooks',
  disableWebhook: 'manageWebhooks',
  testWebhook: 'manageWebhooks',
  rotateWebhook: 'manageWebhooks',
  webhookDeliveries: 'viewWebhooks',
  replayWebhook: 'manageWebhooks',
  webhookDelivery: 'viewWebhooks',
  replayDelivery: 'manageWebhooks',
  bankFiles: 'viewBankFiles',
  uploadBankFile: 'takeBankFiles',
  bankFile: 'viewBankFiles',
  bankFileProblems: 'viewBankFiles',
  bankFileLines: 'viewBankFiles',
  takeBankFile: 'takeBankFiles',
  throwAwayBankFile: 'takeBankFiles',
  takeBackBankFile: 'takeBankFiles',
  bankMappings: 'viewBankFiles',
  saveBankMapping: 'describeBankFiles',
  bankFileSample: 'describeBankFiles',
  previewBankMapping: 'describeBankFiles',
  describeBankFile: 'describeBankFiles',
  reconDays: 'viewReconciliation',
  reconDay: 'viewReconciliation',
  reconLines: 'viewReconciliation',
  closeReconDay: 'reconcile',
  reopenReconDay: 'reconcile',
  reconAct: 'viewReconciliation',
  acquirerReport: 'viewReconciliation',
  reconReport: 'viewReconciliation',
  reconReportLines: 'viewReconciliation',
  exportReconReport: 'viewReconciliation',
  reconSettings: 'viewReconciliation',
  setReconSecondPerson: 'ownProperty',
  setReconRule: 'ownProperty',
  setReconCalendarDay: 'reconcile',
  addFeeTariff: 'reconcile',
  withdrawFeeTariff: 'reconcile',
  reconExceptions: 'viewReconciliation',
  reconException: 'viewReconciliation',
  workReconExceptions: 'reconcile',
  reconWorkbook: 'viewReconciliation',
  applyReconWorkbook: 'reconcile',
  attachToReconException: 'reconcile',
  reconAttachment: 'viewReconciliation',
  decideReconMatch: 'reconcile',
  reconMatch: 'viewReconciliation',
  undoReconMatch: 'reconcile',
  confirmReconProposal: 'reconcile',
  rejectReconProposal: 'reconcile',
  listViews: 'viewPayments',
  chosenView: 'viewPayments',
  createView: 'viewPayments',
  changeView: 'viewPayments',
  removeView: 'viewPayments',
  setDefaultView: 'viewPayments',
  shareView: 'shareViews',
};

/** The roles that a route lets in. @returns null for a route that stands in no table */
export function rolesOfRoute(operationId: string): readonly Role[] | null {
  const needed = ROUTE_PERMISSIONS[operationId];
  if (needed === undefined) return null;
  if (needed === 'anybody') return ROLES;
  const any = typeof needed === 'string' ? [needed] : needed;
  return ROLES.filter((role) => any.some((permission) => mayDo(role, permission)));
}
