/** `always`; `never`; or only where the request's body names one of these members. */
export type StepUp = 'always' | 'never' | readonly string[];

/**
 * For which changes an open browser is not enough: whoever orders them shows again who they are. Every route that changes
 * something stands here, by its `operationId`. Asked are those by which somebody at a screen that was left could move money,
 * let themselves or others in, take away what keeps others in check, or put a device of their own in a terminal's place.
 * What is undone by a click, ends something or only proposes is not, so that the question stays rare enough to be read.
 */
export const ROUTE_STEP_UP: Readonly<Record<string, StepUp>> = {
  // Money, and what a payment was.
  giveBack: 'always',
  confirmGiveBack: 'always',
  rejectGiveBack: 'never',
  /** Below the limit one person ends a payment alone. */
  resolvePayment: 'always',
  confirmResolution: 'always',
  rejectResolution: 'never',
  /** Nothing moves before a second person confirms. */
  proposeContradictionRefund: 'never',
  confirmContradictionRefund: 'always',
  rejectContradictionRefund: 'never',
  askAgain: 'never',
  takePayment: 'never',
  releasePayment: 'never',
  finishPayment: 'never',
  // Who gets in, and who keeps whom in check.
  invite: 'always',
  revokeInvitation: 'never',
  changeRole: 'always',
  changePersonRefundLimit: 'always',
  removePerson: 'always',
  /** The link opens another person's account. */
  personResetLink: 'always',
  removeSecondFactor: 'always',
  /** They sign in again; whoever suspects something must be quick. */
  endSessions: 'never',
  createProperty: 'never',
  changeProperty: ['limits', 'refundLimits', 'secondFactorRoles'],
  createApiKey: 'always',
  changeApiKey: 'always',
  /** Nothing gets the hotel's system in again but a new key. */
  revokeApiKey: 'always',
  /** The answer has a signing secret, and messages with guests' payments go where it says. */
  createWebhook: 'always',
  rotateWebhook: 'always',
  enableWebhook: 'never',
  disableWebhook: 'never',
  testWebhook: 'never',
  replayWebhook: 'never',
  replayDelivery: 'never',
  // Which device takes a guest's card.
  registerTerminal: 'always',
  changeTerminal: ['settings'],
  liftQuarantine: 'always',
  testLink: 'never',
  enableTerminal: 'never',
  disableTerminal: 'never',
  commandTerminal: 'never',
  acknowledgeAlarm: 'never',
  takeAlarm: 'never',
  // The bank's files and the books.
  uploadBankFile: 'never',
  /** From here on its lines are the bank's word, which decides about payments as a person does. */
  takeBankFile: 'always',
  throwAwayBankFile: 'never',
  takeBackBankFile: 'never',
  saveBankMapping: 'never',
  previewBankMapping: 'never',
  describeBankFile: 'never',
  closeReconDay: 'never',
  reopenReconDay: 'never',
  setReconSecondPerson: 'always',
  setReconRule: 'always',
  setReconCalendarDay: 'never',
  addFeeTariff: 'never',
  withdrawFeeTariff: 'never',
  workReconExceptions: 'never',
  applyReconWorkbook: 'never',
  attachToReconException: 'never',
  decideReconMatch: 'never',
  undoReconMatch: 'never',
  confirmReconProposal: 'always',
  rejectReconProposal: 'never',
  // Oneself. Showing who one is cannot ask for itself.
  prove: 'never',
  beginSecondFactor: 'always',
  confirmSecondFactor: 'always',
  removeOwnSecondFactor: 'always',
  renewRecoveryCodes: 'always',
  endOwnSession: 'never',
  endOwnSessions: 'never',
  // A look that is sent in a body, and notes of one's own.
  search: 'never',
  createView: 'never',
  changeView: 'never',
  removeView: 'never',
  setDefaultView: 'never',
  shareView: 'never',
};

/** Whether a request with this body is one that an open browser is not enough for. */
export function asksProof(stepUp: StepUp, body: unknown): boolean {
  if (typeof stepUp === 'string') return stepUp === 'always';
  return typeof body === 'object' && body !== null && stepUp.some((member) => member in body);
}
