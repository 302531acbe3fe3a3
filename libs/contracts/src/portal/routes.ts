import { ACCOUNT_PATHS, ACCOUNT_ROUTES } from './account-routes.ts';
import { ALARM_PATHS, ALARM_ROUTES } from './alarm-routes.ts';
import { AUDIT_PATHS, AUDIT_ROUTES } from './audit-routes.ts';
import { BANK_MAPPING_PATHS, BANK_MAPPING_ROUTES } from './bank-mapping-routes.ts';
import { BANK_FILE_PATHS, BANK_FILE_ROUTES } from './bank-file-routes.ts';
import { ENTRY_PATHS, ENTRY_ROUTES } from './entry-routes.ts';
import { LIVE_PATHS, LIVE_ROUTES } from './live-routes.ts';
import { OVERVIEW_PATHS, OVERVIEW_ROUTES } from './overview-routes.ts';
import { PAYMENT_PATHS, PAYMENT_ROUTES } from './payment-routes.ts';
import { PEOPLE_PATHS, PEOPLE_ROUTES } from './people-routes.ts';
import { PROPERTY_PATHS, PROPERTY_ROUTES } from './property-routes.ts';
import { QUEUE_PATHS, QUEUE_ROUTES } from './queue-routes.ts';
import { REFUND_PATHS, REFUND_ROUTES } from './refund-routes.ts';
import { RECON_DESK_PATHS, RECON_DESK_ROUTES } from './recon-desk-routes.ts';
import { RECON_SETTINGS_PATHS, RECON_SETTINGS_ROUTES } from './recon-settings-routes.ts';
import { RECON_REPORT_PATHS, RECON_REPORT_ROUTES } from './recon-report-routes.ts';
import type { PortalRoute } from './route.ts';
import { SEARCH_PATHS, SEARCH_ROUTES } from './search-routes.ts';
import { SERVICE_COMMAND_PATHS, SERVICE_COMMAND_ROUTES } from './service-command-routes.ts';
import { SESSION_PATHS, SESSION_ROUTES } from './session-routes.ts';
import { PORTAL_SETTLEMENT_PATHS, PORTAL_SETTLEMENT_ROUTES } from './settlement-routes.ts';
import { TERMINAL_PATHS, TERMINAL_ROUTES } from './terminal-routes.ts';
import { VIEW_PATHS, VIEW_ROUTES } from './view-routes.ts';
import { WEBHOOK_PATHS, WEBHOOK_ROUTES } from './webhook-routes.ts';

/** Paths of the portal API on the gateway; the portal reaches them only through its own server. */
export const PORTAL_PATHS = {
  ...SESSION_PATHS,
  ...ACCOUNT_PATHS,
  ...ENTRY_PATHS,
  ...PEOPLE_PATHS,
  ...PROPERTY_PATHS,
  ...LIVE_PATHS,
  ...OVERVIEW_PATHS,
  ...PAYMENT_PATHS,
  ...REFUND_PATHS,
  ...QUEUE_PATHS,
  ...SEARCH_PATHS,
  ...SERVICE_COMMAND_PATHS,
  ...PORTAL_SETTLEMENT_PATHS,
  ...ALARM_PATHS,
  ...AUDIT_PATHS,
  ...BANK_FILE_PATHS,
  ...BANK_MAPPING_PATHS,
  ...RECON_DESK_PATHS,
  ...RECON_REPORT_PATHS,
  ...RECON_SETTINGS_PATHS,
  ...TERMINAL_PATHS,
  ...VIEW_PATHS,
  ...WEBHOOK_PATHS,
} as const;

/** Every route of the portal API that exists, with every answer it can give. */
export const PORTAL_ROUTES: readonly PortalRoute[] = [
  ...SESSION_ROUTES,
  ...ACCOUNT_ROUTES,
  ...ENTRY_ROUTES,
  ...PEOPLE_ROUTES,
  ...PROPERTY_ROUTES,
  ...LIVE_ROUTES,
  ...OVERVIEW_ROUTES,
  ...PAYMENT_ROUTES,
  ...REFUND_ROUTES,
  ...QUEUE_ROUTES,
  ...SEARCH_ROUTES,
  ...TERMINAL_ROUTES,
  ...SERVICE_COMMAND_ROUTES,
  ...PORTAL_SETTLEMENT_ROUTES,
  ...ALARM_ROUTES,
  ...AUDIT_ROUTES,
  ...BANK_FILE_ROUTES,
  ...BANK_MAPPING_ROUTES,
  ...RECON_DESK_ROUTES,
  ...RECON_REPORT_ROUTES,
  ...RECON_SETTINGS_ROUTES,
  ...VIEW_ROUTES,
  ...WEBHOOK_ROUTES,
];
