/**
 * Addresses that the browser asks, all on the portal's own origin; its server passes them on to the gateway. A test
 * holds them equal to the contract's: importing that here would send the whole of zod to the browser.
 */
const DOOR = '/api/gateway';

export const SETUP_URL = `${DOOR}/portal/v1/setup`;
export const SETUP_LINK_URL = `${SETUP_URL}/link`;
export const INVITATION_URL = `${DOOR}/portal/v1/invitation`;
export const INVITATION_LINK_URL = `${INVITATION_URL}/link`;
export const PASSWORD_RESET_URL = `${DOOR}/portal/v1/password-reset`;
export const PASSWORD_RESET_LINK_URL = `${PASSWORD_RESET_URL}/link`;
export const PASSWORD_RESET_REQUEST_URL = `${PASSWORD_RESET_URL}/request`;

export const ACCOUNT_URL = `${DOOR}/portal/v1/account`;
export const PROVE_URL = `${ACCOUNT_URL}/prove`;
export const SECOND_FACTOR_URL = `${ACCOUNT_URL}/second-factor`;
export const CONFIRM_SECOND_FACTOR_URL = `${SECOND_FACTOR_URL}/confirm`;
export const REMOVE_SECOND_FACTOR_URL = `${SECOND_FACTOR_URL}/remove`;
export const RENEW_RECOVERY_CODES_URL = `${ACCOUNT_URL}/recovery-codes`;
export const endOwnSessionUrl = (id: string): string => `${ACCOUNT_URL}/sessions/${id}/end`;
export const END_OWN_SESSIONS_URL = `${ACCOUNT_URL}/sessions/end`;

export const AUDIT_URL = `${DOOR}/portal/v1/audit`;
export const AUDIT_CHECK_URL = `${AUDIT_URL}/check`;
export const AUDIT_EXPORT_URL = `${AUDIT_URL}/export`;

export const PEOPLE_URL = `${DOOR}/portal/v1/people`;
export const INVITATIONS_URL = `${PEOPLE_URL}/invitations`;
export const revokeInvitationUrl = (id: string): string => `${INVITATIONS_URL}/${id}/revoke`;
export const personRoleUrl = (id: string): string => `${PEOPLE_URL}/${id}/role`;
export const personRefundLimitUrl = (id: string): string => `${PEOPLE_URL}/${id}/refund-limit`;
export const removePersonUrl = (id: string): string => `${PEOPLE_URL}/${id}/remove`;
export const personResetLinkUrl = (id: string): string => `${PEOPLE_URL}/${id}/reset-link`;
export const removeSecondFactorUrl = (id: string): string => `${PEOPLE_URL}/${id}/remove-second-factor`;
export const endSessionsUrl = (id: string): string => `${PEOPLE_URL}/${id}/end-sessions`;

export const PROPERTIES_URL = `${DOOR}/portal/v1/properties`;
export const propertyUrl = (id: string): string => `${PROPERTIES_URL}/${id}`;
export const apiKeysUrl = (id: string): string => `${PROPERTIES_URL}/${id}/api-keys`;
export const apiKeyUrl = (id: string, keyId: string): string => `${apiKeysUrl(id)}/${keyId}`;
export const revokeApiKeyUrl = (id: string, keyId: string): string => `${apiKeysUrl(id)}/${keyId}/revoke`;

const reconUrl = (propertyId: string, rest: string): string => `${PROPERTIES_URL}/${propertyId}/reconciliation/${rest}`;
export const reconDaysUrl = (propertyId: string): string => reconUrl(propertyId, 'days');
export const reconDayUrl = (propertyId: string, day: string): string => reconUrl(propertyId, `days/${day}`);
export const reconLinesUrl = (propertyId: string, day: string): string => reconUrl(propertyId, `days/${day}/lines`);
export const closeReconDayUrl = (propertyId: string, day: string): string => reconUrl(propertyId, `days/${day}/close`);
export const reopenReconDayUrl = (propertyId: string, day: string): string => reconUrl(propertyId, `days/${day}/reopen`);
export const reconActUrl = (propertyId: string, day: string): string => reconUrl(propertyId, `days/${day}/act`);
export const acquirerReportUrl = (propertyId: string): string => reconUrl(propertyId, 'acquirer-report');
export const reconExceptionsUrl = (propertyId: string): string => reconUrl(propertyId, 'exceptions');
export const workReconExceptionsUrl = (propertyId: string): string => reconUrl(propertyId, 'exceptions/work');
export const reconWorkbookUrl = (propertyId: string): string => reconUrl(propertyId, 'exceptions/workbook');
export const reconExceptionUrl = (propertyId: string, exceptionId: string): string => reconUrl(propertyId, `exceptions/${exceptionId}`);
export const attachToReconExceptionUrl = (propertyId: string, exceptionId: string): string =>
  reconUrl(propertyId, `exceptions/${exceptionId}/attachments`);
export const reconAttachmentUrl = (propertyId: string, attachmentId: string): string => reconUrl(propertyId, `attachments/${attachmentId}`);
export const decideReconMatchUrl = (propertyId: string): string => reconUrl(propertyId, 'matches');
export const reconMatchUrl = (propertyId: string, matchId: string): string => reconUrl(propertyId, `matches/${matchId}`);
export const undoReconMatchUrl = (propertyId: string, matchId: string): string => reconUrl(propertyId, `matches/${matchId}/undo`);
export const confirmReconProposalUrl = (propertyId: string, proposalId: string): string => reconUrl(propertyId, `proposals/${proposalId}/confirm`);
export const rejectReconProposalUrl = (propertyId: string, proposalId: string): string => reconUrl(propertyId, `proposals/${proposalId}/reject`);

export const reconSettingsUrl = (propertyId: string): string => reconUrl(propertyId, 'settings');
export const setReconSecondPersonUrl = (propertyId: string): string => reconUrl(propertyId, 'settings/second-person');
export const setReconRuleUrl = (propertyId: string): string => reconUrl(propertyId, 'settings/rules');
export const setReconCalendarDayUrl = (propertyId: string): string => reconUrl(propertyId, 'settings/calendar');
export const addFeeTariffUrl = (propertyId: string): string => reconUrl(propertyId, 'settings/tariffs');
export const withdrawFeeTariffUrl = (propertyId: string, tariffId: string): string => reconUrl(propertyId, `settings/tariffs/${tariffId}/withdraw`);
export const RECON_REPORT_URL = `${DOOR}/portal/v1/reconciliation/report`;
export const RECON_REPORT_LINES_URL = `${RECON_REPORT_URL}/lines`;
export const RECON_REPORT_EXPORT_URL = `${RECON_REPORT_URL}/export`;

export const bankFilesUrl = (propertyId: string): string => `${PROPERTIES_URL}/${propertyId}/bank-files`;
export const bankFileUrl = (id: string): string => `${DOOR}/portal/v1/bank-files/${id}`;
export const bankFileSampleUrl = (id: string): string => `${bankFileUrl(id)}/sample`;
export const previewBankMappingUrl = (id: string): string => `${bankFileUrl(id)}/preview`;
export const describeBankFileUrl = (id: string): string => `${bankFileUrl(id)}/describe`;
export const bankMappingsUrl = (propertyId: string): string => `${PROPERTIES_URL}/${propertyId}/bank-mappings`;
export const bankFileProblemsUrl = (id: string): string => `${DOOR}/portal/v1/bank-files/${id}/problems`;
export const bankFileLinesUrl = (id: string): string => `${DOOR}/portal/v1/bank-files/${id}/lines`;
export const takeBankFileUrl = (id: string): string => `${DOOR}/portal/v1/bank-files/${id}/take`;
export const throwAwayBankFileUrl = (id: string): string => `${DOOR}/portal/v1/bank-files/${id}/throw-away`;
export const takeBackBankFileUrl = (id: string): string => `${DOOR}/portal/v1/bank-files/${id}/take-back`;

export const VIEWS_URL = `${DOOR}/portal/v1/views`;
export const CHOSEN_VIEW_URL = `${VIEWS_URL}/chosen`;
export const DEFAULT_VIEW_URL = `${VIEWS_URL}/default`;
export const viewUrl = (id: string): string => `${VIEWS_URL}/${id}`;
export const removeViewUrl = (id: string): string => `${viewUrl(id)}/remove`;
export const shareViewUrl = (id: string): string => `${viewUrl(id)}/share`;

export const SEARCH_URL = `${DOOR}/portal/v1/search`;
export const LIVE_URL = `${DOOR}/portal/v1/live`;
export const WAITING_FOR_ME_URL = `${DOOR}/portal/v1/waiting`;
export const OVERVIEW_URL = `${DOOR}/portal/v1/overview`;
export const PAYMENTS_URL = `${DOOR}/portal/v1/payments`;
export const EXPORT_PAYMENTS_URL = `${PAYMENTS_URL}/export`;
export const paymentUrl = (id: string): string => `${PAYMENTS_URL}/${id}`;
export const askAgainUrl = (id: string): string => `${PAYMENTS_URL}/${id}/ask-again`;
export const resolutionUrl = (id: string): string => `${PAYMENTS_URL}/${id}/resolution`;
export const confirmResolutionUrl = (id: string): string => `${resolutionUrl(id)}/confirm`;
export const rejectResolutionUrl = (id: string): string => `${resolutionUrl(id)}/reject`;
export const contradictionRefundUrl = (id: string): string => `${PAYMENTS_URL}/${id}/contradiction-refund`;
export const confirmContradictionRefundUrl = (id: string): string => `${contradictionRefundUrl(id)}/confirm`;
export const rejectContradictionRefundUrl = (id: string): string => `${contradictionRefundUrl(id)}/reject`;
export const paymentTracesUrl = (id: string): string => `${PAYMENTS_URL}/${id}/traces`;
export const dossierUrl = (id: string, language: string): string => `${PAYMENTS_URL}/${id}/dossier?language=${language}`;
export const REFUNDS_URL = `${DOOR}/portal/v1/refunds`;
export const WAITING_REFUNDS_URL = `${REFUNDS_URL}/waiting`;
export const giveBackUrl = (id: string): string => `${PAYMENTS_URL}/${id}/refund`;
export const confirmGiveBackUrl = (id: string): string => `${giveBackUrl(id)}/confirm`;
export const rejectGiveBackUrl = (id: string): string => `${giveBackUrl(id)}/reject`;
export const QUEUE_URL = `${DOOR}/portal/v1/queue`;
export const EXPORT_QUEUE_URL = `${QUEUE_URL}/export`;
export const takePaymentUrl = (id: string): string => `${PAYMENTS_URL}/${id}/take`;
export const releasePaymentUrl = (id: string): string => `${PAYMENTS_URL}/${id}/release`;
export const finishPaymentUrl = (id: string): string => `${PAYMENTS_URL}/${id}/finish`;
export const SIGN_IN_URL = `${DOOR}/portal/v1/auth/sign-in/email`;
export const SESSION_URL = `${DOOR}/portal/v1/session`;
export const SIGN_OUT_URL = `${DOOR}/portal/v1/auth/sign-out`;

export const TERMINALS_URL = `${DOOR}/portal/v1/terminals`;
export const terminalUrl = (id: string): string => `${TERMINALS_URL}/${id}`;
export const enableTerminalUrl = (id: string): string => `${TERMINALS_URL}/${id}/enable`;
export const disableTerminalUrl = (id: string): string => `${TERMINALS_URL}/${id}/disable`;
export const liftQuarantineUrl = (id: string): string => `${TERMINALS_URL}/${id}/quarantine/lift`;
export const terminalCommandsUrl = (id: string): string => `${TERMINALS_URL}/${id}/commands`;
export const commandUrl = (id: string): string => `${DOOR}/portal/v1/commands/${id}`;
export const LINK_TESTS_URL = `${DOOR}/portal/v1/terminal-link-tests`;
export const SETTLEMENTS_URL = `${DOOR}/portal/v1/settlements`;
export const settlementUrl = (id: string): string => `${SETTLEMENTS_URL}/${id}`;
export const ALARMS_URL = `${DOOR}/portal/v1/alarms`;
export const acknowledgeAlarmUrl = (id: string): string => `${ALARMS_URL}/${id}/acknowledge`;
export const takeAlarmUrl = (id: string): string => `${ALARMS_URL}/${id}/take`;

export const webhooksUrl = (propertyId: string): string => `${PROPERTIES_URL}/${propertyId}/webhooks`;
export const webhookUrl = (id: string): string => `${DOOR}/portal/v1/webhooks/${id}`;
export const enableWebhookUrl = (id: string): string => `${webhookUrl(id)}/enable`;
export const disableWebhookUrl = (id: string): string => `${webhookUrl(id)}/disable`;
export const testWebhookUrl = (id: string): string => `${webhookUrl(id)}/test`;
export const rotateWebhookUrl = (id: string): string => `${webhookUrl(id)}/rotate`;
export const webhookDeliveriesUrl = (id: string): string => `${webhookUrl(id)}/deliveries`;
export const replayWebhookUrl = (id: string): string => `${webhookUrl(id)}/replay`;
export const webhookDeliveryUrl = (id: string): string => `${DOOR}/portal/v1/webhook-deliveries/${id}`;
export const replayDeliveryUrl = (id: string): string => `${webhookDeliveryUrl(id)}/replay`;
