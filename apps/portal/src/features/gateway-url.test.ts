import { PORTAL_PATHS } from '@payport/contracts';
import { expect, it } from 'vitest';
import { isOpenRoute } from '@/server/gateway-routes.ts';
import * as urls from './gateway-url.ts';
import {
  acknowledgeAlarmUrl,
  ALARMS_URL,
  askAgainUrl,
  commandUrl,
  disableTerminalUrl,
  enableTerminalUrl,
  liftQuarantineUrl,
  LINK_TESTS_URL,
  PAYMENTS_URL,
  paymentUrl,
  SETTLEMENTS_URL,
  settlementUrl,
  SIGN_IN_URL,
  SIGN_OUT_URL,
  terminalCommandsUrl,
  TERMINALS_URL,
  terminalUrl,
} from './gateway-url.ts';

const ID = '0199c0de-0000-7000-8000-000000000001';
const behindDoor = (url: string): string => url.replace('/api/gateway', '');

it('the addresses that pages ask are those of the contract', () => {
  expect([PAYMENTS_URL, urls.EXPORT_PAYMENTS_URL, paymentUrl(ID), askAgainUrl(ID)].map(behindDoor)).toEqual([
    PORTAL_PATHS.payments,
    PORTAL_PATHS.exportPayments,
    PORTAL_PATHS.payment(ID),
    PORTAL_PATHS.askAgain(ID),
  ]);
  expect(
    [TERMINALS_URL, terminalUrl(ID), enableTerminalUrl(ID), disableTerminalUrl(ID), liftQuarantineUrl(ID), LINK_TESTS_URL].map(behindDoor),
  ).toEqual([
    PORTAL_PATHS.terminals,
    PORTAL_PATHS.terminal(ID),
    PORTAL_PATHS.enableTerminal(ID),
    PORTAL_PATHS.disableTerminal(ID),
    PORTAL_PATHS.liftQuarantine(ID),
    PORTAL_PATHS.terminalLinkTests,
  ]);
  expect([terminalCommandsUrl(ID), commandUrl(ID), SETTLEMENTS_URL, settlementUrl(ID), ALARMS_URL, acknowledgeAlarmUrl(ID)].map(behindDoor)).toEqual([
    PORTAL_PATHS.terminalCommands(ID),
    PORTAL_PATHS.command(ID),
    PORTAL_PATHS.settlements,
    PORTAL_PATHS.settlement(ID),
    PORTAL_PATHS.alarms,
    PORTAL_PATHS.acknowledgeAlarm(ID),
  ]);
  expect([SIGN_IN_URL, SIGN_OUT_URL].map(behindDoor)).toEqual([`${PORTAL_PATHS.auth}/sign-in/email`, `${PORTAL_PATHS.auth}/sign-out`]);
});

it('the addresses of money back are those of the contract', () => {
  expect(behindDoor(urls.dossierUrl(ID, 'ru'))).toBe(`${PORTAL_PATHS.dossier(ID)}?language=ru`);
  expect(behindDoor(urls.paymentTracesUrl(ID))).toBe(PORTAL_PATHS.paymentTraces(ID));
  expect(behindDoor(urls.REFUNDS_URL)).toBe(PORTAL_PATHS.refunds);
  expect(behindDoor(urls.WAITING_REFUNDS_URL)).toBe(PORTAL_PATHS.waitingRefunds);
  expect(behindDoor(urls.WAITING_FOR_ME_URL)).toBe(PORTAL_PATHS.waitingForMe);
  expect([urls.giveBackUrl(ID), urls.confirmGiveBackUrl(ID), urls.rejectGiveBackUrl(ID)].map(behindDoor)).toEqual([
    PORTAL_PATHS.giveBack(ID),
    PORTAL_PATHS.confirmGiveBack(ID),
    PORTAL_PATHS.rejectGiveBack(ID),
  ]);
});

it('the addresses of saved views are those of the contract', () => {
  const pairs: [string, string, string][] = [
    ['GET', urls.VIEWS_URL, PORTAL_PATHS.views],
    ['POST', urls.VIEWS_URL, PORTAL_PATHS.views],
    ['GET', urls.CHOSEN_VIEW_URL, PORTAL_PATHS.chosenView],
    ['POST', urls.DEFAULT_VIEW_URL, PORTAL_PATHS.defaultView],
    ['PATCH', urls.viewUrl(ID), PORTAL_PATHS.view(ID)],
    ['POST', urls.removeViewUrl(ID), PORTAL_PATHS.removeView(ID)],
    ['POST', urls.shareViewUrl(ID), PORTAL_PATHS.shareView(ID)],
  ];
  for (const [method, ours, theirs] of pairs) expect([behindDoor(ours), isOpenRoute(method, behindDoor(ours))]).toEqual([theirs, true]);
});

it('the address of the live stream is that of the contract', () => {
  expect(behindDoor(urls.LIVE_URL)).toBe(PORTAL_PATHS.live);
  expect(isOpenRoute('GET', PORTAL_PATHS.live)).toBe(true);
});

it('the address of one’s own account is that of the contract', () => {
  expect(behindDoor(urls.ACCOUNT_URL)).toBe(PORTAL_PATHS.account);
  expect(isOpenRoute('GET', PORTAL_PATHS.account)).toBe(true);
});

it('the addresses of the audit are those of the contract, to be read only', () => {
  expect([urls.AUDIT_URL, urls.AUDIT_CHECK_URL, urls.AUDIT_EXPORT_URL].map(behindDoor)).toEqual([
    PORTAL_PATHS.audit,
    PORTAL_PATHS.auditCheck,
    PORTAL_PATHS.auditExport,
  ]);
  for (const url of [urls.AUDIT_URL, urls.AUDIT_CHECK_URL, urls.AUDIT_EXPORT_URL])
    expect(['GET', 'POST'].map((method) => isOpenRoute(method, behindDoor(url)))).toEqual([true, false]);
});

it('the addresses of bank files are those of the contract', () => {
  expect(behindDoor(urls.bankFilesUrl(ID))).toBe(PORTAL_PATHS.bankFiles(ID));
  expect(behindDoor(urls.bankFileProblemsUrl(ID))).toBe(PORTAL_PATHS.bankFileProblems(ID));
  expect(behindDoor(urls.bankFileLinesUrl(ID))).toBe(PORTAL_PATHS.bankFileLines(ID));
  expect(behindDoor(urls.bankFileUrl(ID))).toBe(PORTAL_PATHS.bankFile(ID));
  expect(behindDoor(urls.bankFileSampleUrl(ID))).toBe(PORTAL_PATHS.bankFileSample(ID));
  expect(behindDoor(urls.previewBankMappingUrl(ID))).toBe(PORTAL_PATHS.previewBankMapping(ID));
  expect(behindDoor(urls.describeBankFileUrl(ID))).toBe(PORTAL_PATHS.describeBankFile(ID));
  expect(behindDoor(urls.bankMappingsUrl(ID))).toBe(PORTAL_PATHS.bankMappings(ID));
  expect([urls.takeBankFileUrl, urls.throwAwayBankFileUrl, urls.takeBackBankFileUrl].map((url) => behindDoor(url(ID)))).toEqual([
    PORTAL_PATHS.takeBankFile(ID),
    PORTAL_PATHS.throwAwayBankFile(ID),
    PORTAL_PATHS.takeBackBankFile(ID),
  ]);
});

it('the addresses of people, hotels and links are those of the contract', () => {
  const pairs: [string, string][] = [
    [urls.SEARCH_URL, PORTAL_PATHS.search],
    [urls.PROVE_URL, PORTAL_PATHS.prove],
    [urls.SECOND_FACTOR_URL, PORTAL_PATHS.beginSecondFactor],
    [urls.CONFIRM_SECOND_FACTOR_URL, PORTAL_PATHS.confirmSecondFactor],
    [urls.REMOVE_SECOND_FACTOR_URL, PORTAL_PATHS.removeSecondFactor],
    [urls.RENEW_RECOVERY_CODES_URL, PORTAL_PATHS.renewRecoveryCodes],
    [urls.endOwnSessionUrl(ID), PORTAL_PATHS.endOwnSession(ID)],
    [urls.END_OWN_SESSIONS_URL, PORTAL_PATHS.endOwnSessions],
    [urls.removeSecondFactorUrl(ID), PORTAL_PATHS.removePersonSecondFactor(ID)],
    [urls.SETUP_URL, PORTAL_PATHS.setup],
    [urls.SETUP_LINK_URL, PORTAL_PATHS.setupLink],
    [urls.INVITATION_URL, PORTAL_PATHS.invitation],
    [urls.INVITATION_LINK_URL, PORTAL_PATHS.invitationLink],
    [urls.PASSWORD_RESET_URL, PORTAL_PATHS.passwordReset],
    [urls.PASSWORD_RESET_LINK_URL, PORTAL_PATHS.passwordResetLink],
    [urls.PASSWORD_RESET_REQUEST_URL, PORTAL_PATHS.passwordResetRequest],
    [urls.INVITATIONS_URL, PORTAL_PATHS.invitations],
    [urls.revokeInvitationUrl(ID), PORTAL_PATHS.revokeInvitation(ID)],
    [urls.personRoleUrl(ID), PORTAL_PATHS.personRole(ID)],
    [urls.personRefundLimitUrl(ID), PORTAL_PATHS.personRefundLimit(ID)],
    [urls.removePersonUrl(ID), PORTAL_PATHS.removePerson(ID)],
    [urls.personResetLinkUrl(ID), PORTAL_PATHS.personResetLink(ID)],
    [urls.endSessionsUrl(ID), PORTAL_PATHS.endSessions(ID)],
    [urls.PROPERTIES_URL, PORTAL_PATHS.properties],
    [urls.apiKeysUrl(ID), PORTAL_PATHS.apiKeys(ID)],
    [urls.revokeApiKeyUrl(ID, ID), PORTAL_PATHS.revokeApiKey(ID, ID)],
  ];
  expect(behindDoor(urls.apiKeyUrl(ID, ID))).toBe(PORTAL_PATHS.apiKey(ID, ID));
  expect(isOpenRoute('PATCH', behindDoor(urls.apiKeyUrl(ID, ID)))).toBe(true);
  expect(pairs.map(([url]) => behindDoor(url))).toEqual(pairs.map(([, path]) => path));
  expect(pairs.filter(([url]) => !isOpenRoute('POST', behindDoor(url)))).toEqual([]);
  expect([urls.PEOPLE_URL, urls.propertyUrl(ID)].map(behindDoor)).toEqual([PORTAL_PATHS.people, PORTAL_PATHS.property(ID)]);
  expect(isOpenRoute('GET', behindDoor(urls.PEOPLE_URL)) && isOpenRoute('PATCH', behindDoor(urls.propertyUrl(ID)))).toBe(true);
});

it('the addresses of decisions and of the queue are those of the contract, and the door lets them through', () => {
  const pairs: [string, string][] = [
    [urls.resolutionUrl(ID), PORTAL_PATHS.resolution(ID)],
    [urls.confirmResolutionUrl(ID), PORTAL_PATHS.confirmResolution(ID)],
    [urls.rejectResolutionUrl(ID), PORTAL_PATHS.rejectResolution(ID)],
    [urls.contradictionRefundUrl(ID), PORTAL_PATHS.contradictionRefund(ID)],
    [urls.confirmContradictionRefundUrl(ID), PORTAL_PATHS.confirmContradictionRefund(ID)],
    [urls.rejectContradictionRefundUrl(ID), PORTAL_PATHS.rejectContradictionRefund(ID)],
    [urls.takePaymentUrl(ID), PORTAL_PATHS.takePayment(ID)],
    [urls.releasePaymentUrl(ID), PORTAL_PATHS.releasePayment(ID)],
    [urls.finishPaymentUrl(ID), PORTAL_PATHS.finishPayment(ID)],
  ];
  for (const [ours, theirs] of pairs) expect(behindDoor(ours)).toBe(theirs);
  expect([urls.QUEUE_URL, urls.EXPORT_QUEUE_URL].map(behindDoor)).toEqual([PORTAL_PATHS.queue, PORTAL_PATHS.exportQueue]);
  expect(isOpenRoute('GET', behindDoor(urls.EXPORT_QUEUE_URL))).toBe(true);
  expect(isOpenRoute('GET', behindDoor(urls.QUEUE_URL))).toBe(true);
  expect(pairs.filter(([url]) => !isOpenRoute('POST', behindDoor(url)))).toEqual([]);
});

it('the door lets every one of them through', () => {
  expect([PAYMENTS_URL, paymentUrl(ID), TERMINALS_URL, terminalUrl(ID)].every((url) => isOpenRoute('GET', behindDoor(url)))).toBe(true);
  expect(
    [TERMINALS_URL, LINK_TESTS_URL, enableTerminalUrl(ID), disableTerminalUrl(ID), liftQuarantineUrl(ID)].every((url) =>
      isOpenRoute('POST', behindDoor(url)),
    ),
  ).toBe(true);
  expect(isOpenRoute('PATCH', behindDoor(terminalUrl(ID)))).toBe(true);
  expect([askAgainUrl(ID), SIGN_IN_URL, SIGN_OUT_URL].every((url) => isOpenRoute('POST', behindDoor(url)))).toBe(true);
});

it('the addresses of webhooks and of taking an alarm are those of the contract', () => {
  const pairs: [string, string][] = [
    [urls.webhooksUrl(ID), PORTAL_PATHS.webhooks(ID)],
    [urls.webhookUrl(ID), PORTAL_PATHS.webhook(ID)],
    [urls.enableWebhookUrl(ID), PORTAL_PATHS.enableWebhook(ID)],
    [urls.disableWebhookUrl(ID), PORTAL_PATHS.disableWebhook(ID)],
    [urls.testWebhookUrl(ID), PORTAL_PATHS.testWebhook(ID)],
    [urls.rotateWebhookUrl(ID), PORTAL_PATHS.rotateWebhook(ID)],
    [urls.webhookDeliveriesUrl(ID), PORTAL_PATHS.webhookDeliveries(ID)],
    [urls.replayWebhookUrl(ID), PORTAL_PATHS.replayWebhook(ID)],
    [urls.webhookDeliveryUrl(ID), PORTAL_PATHS.webhookDelivery(ID)],
    [urls.replayDeliveryUrl(ID), PORTAL_PATHS.replayDelivery(ID)],
    [urls.takeAlarmUrl(ID), PORTAL_PATHS.takeAlarm(ID)],
  ];
  for (const [ours, theirs] of pairs) expect(behindDoor(ours)).toBe(theirs);
});

it('the addresses of reconciliation are those of the contract', () => {
  const day = '2026-01-15';
  expect(
    [
      urls.reconDaysUrl(ID),
      urls.reconDayUrl(ID, day),
      urls.closeReconDayUrl(ID, day),
      urls.reopenReconDayUrl(ID, day),
      urls.reconActUrl(ID, day),
      urls.reconSettingsUrl(ID),
      urls.setReconSecondPersonUrl(ID),
      urls.setReconRuleUrl(ID),
      urls.setReconCalendarDayUrl(ID),
      urls.addFeeTariffUrl(ID),
      urls.withdrawFeeTariffUrl(ID, ID),
      urls.RECON_REPORT_URL,
      urls.RECON_REPORT_LINES_URL,
      urls.RECON_REPORT_EXPORT_URL,
      urls.acquirerReportUrl(ID),
      urls.reconExceptionsUrl(ID),
      urls.workReconExceptionsUrl(ID),
      urls.reconWorkbookUrl(ID),
      urls.reconWorkbookUrl(ID),
      urls.reconExceptionUrl(ID, ID),
      urls.attachToReconExceptionUrl(ID, ID),
      urls.reconAttachmentUrl(ID, ID),
      urls.decideReconMatchUrl(ID),
      urls.reconMatchUrl(ID, ID),
      urls.undoReconMatchUrl(ID, ID),
      urls.confirmReconProposalUrl(ID, ID),
      urls.rejectReconProposalUrl(ID, ID),
    ].map(behindDoor),
  ).toEqual([
    PORTAL_PATHS.reconDays(ID),
    PORTAL_PATHS.reconDay(ID, day),
    PORTAL_PATHS.closeReconDay(ID, day),
    PORTAL_PATHS.reopenReconDay(ID, day),
    PORTAL_PATHS.reconAct(ID, day),
    PORTAL_PATHS.reconSettings(ID),
    PORTAL_PATHS.setReconSecondPerson(ID),
    PORTAL_PATHS.setReconRule(ID),
    PORTAL_PATHS.setReconCalendarDay(ID),
    PORTAL_PATHS.addFeeTariff(ID),
    PORTAL_PATHS.withdrawFeeTariff(ID, ID),
    PORTAL_PATHS.reconReport,
    PORTAL_PATHS.reconReportLines,
    PORTAL_PATHS.exportReconReport,
    PORTAL_PATHS.acquirerReport(ID),
    PORTAL_PATHS.reconExceptions(ID),
    PORTAL_PATHS.workReconExceptions(ID),
    PORTAL_PATHS.reconWorkbook(ID),
    PORTAL_PATHS.applyReconWorkbook(ID),
    PORTAL_PATHS.reconException(ID, ID),
    PORTAL_PATHS.attachToReconException(ID, ID),
    PORTAL_PATHS.reconAttachment(ID, ID),
    PORTAL_PATHS.decideReconMatch(ID),
    PORTAL_PATHS.reconMatch(ID, ID),
    PORTAL_PATHS.undoReconMatch(ID, ID),
    PORTAL_PATHS.confirmReconProposal(ID, ID),
    PORTAL_PATHS.rejectReconProposal(ID, ID),
  ]);
  expect([PORTAL_PATHS.closeReconDay(ID, day), PORTAL_PATHS.decideReconMatch(ID)].every((path) => isOpenRoute('POST', path))).toBe(true);
});
