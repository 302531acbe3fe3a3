export * from './openapi.ts';
export * from './problems.ts';
export * from './portal/account.ts';
export * from './portal/account-routes.ts';
export * from './portal/alarm-routes.ts';
export * from './portal/alarms.ts';
export * from './portal/audit.ts';
export * from './portal/bank-file-routes.ts';
export * from './portal/bank-files.ts';
export * from './portal/bank-mapping-routes.ts';
export * from './portal/bank-mappings.ts';
export * from './portal/audit-routes.ts';
export * from './portal/entry.ts';
export * from './portal/entry-routes.ts';
export * from './portal/live.ts';
export * from './portal/live-routes.ts';
export * from './portal/overview.ts';
export * from './portal/overview-routes.ts';
export * from './portal/payment.ts';
export * from './portal/payment-routes.ts';
export * from './portal/people.ts';
export * from './portal/people-routes.ts';
export {
  asksProof,
  givesBackAlone,
  isAbove,
  LIMITED_ROLES,
  LOOKING,
  mayDo,
  PERMISSIONS,
  ROLES,
  rolesOfRoute,
  ROUTE_PERMISSIONS,
  ROUTE_STEP_UP,
  type LimitedRole,
  type Permission,
  type Role,
  type RoutePermission,
  type StepUp,
} from '@payport/domain';
export * from './portal/properties.ts';
export * from './portal/property-routes.ts';
export * from './portal/queue.ts';
export * from './portal/queue-routes.ts';
export * from './portal/reconciliation.ts';
export * from './portal/refund-list.ts';
export * from './portal/refund-routes.ts';
export * from './portal/refunds.ts';
export * from './portal/recon-days.ts';
export * from './portal/recon-desk.ts';
export * from './portal/recon-lines.ts';
export * from './portal/recon-desk-routes.ts';
export * from './portal/recon-reports.ts';
export * from './portal/recon-settings.ts';
export * from './portal/recon-settings-routes.ts';
export * from './portal/recon-report-routes.ts';
export * from './portal/route.ts';
export * from './portal/routes.ts';
export * from './portal/search.ts';
export * from './portal/search-routes.ts';
export * from './portal/service-command-routes.ts';
export * from './portal/service-commands.ts';
export * from './portal/session-routes.ts';
export * from './portal/session.ts';
export * from './portal/settlement-routes.ts';
export * from './portal/settlements.ts';
export * from './portal/terminals.ts';
export * from './portal/terminal-routes.ts';
export * from './portal/traces.ts';
export * from './portal/view-routes.ts';
export * from './portal/views.ts';
export * from './portal/webhook-routes.ts';
export * from './portal/webhooks.ts';
export * from './sonata/follow-up-routes.ts';
export * from './sonata/payment.ts';
export * from './sonata/primitives.ts';
export * from './sonata/route.ts';
export * from './sonata/routes.ts';
export * from './sonata/settlement-routes.ts';
export * from './sonata/settlement.ts';
export * from './sonata/terminal.ts';
export * from './webhooks/events.ts';
