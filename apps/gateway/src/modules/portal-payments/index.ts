export { firstIdAt, ID_MARGIN_MS } from './first-id.ts';
export { ListCursors } from './list-cursor.ts';
export { ROW_COLUMNS, ROW_NAMES } from './payment-list-sql.ts';
export { ASK_AGAIN_ROLES, RESOLVE_ROLES, VIEW_ROLES } from './payment-roles.ts';
export { paymentRow, type ListedPayment } from './payment-row.ts';
export { PortalPaymentsModule } from './portal-payments.module.ts';
